"""Dialect packs: what a target understands and what the types and functions of a source become."""

from dbmigrate.packs.sources import SourcePack, load_source
from dbmigrate.packs.targets import TargetPack, load_target
from dbmigrate.packs.values import POSITIONS, Capability, FunctionRow, TypeRow

__all__ = [
    "POSITIONS",
    "Capability",
    "FunctionRow",
    "SourcePack",
    "TargetPack",
    "TypeRow",
    "load_source",
    "load_target",
]
