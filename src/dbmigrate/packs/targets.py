"""Loads a target pack from `NAME[/MODE][@VERSION]` or from a path that ends in .toml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from dbmigrate.model import UsageError
from dbmigrate.packs import check, tables
from dbmigrate.packs.layers import Layer, dialects, pack_folders, parse_file, read_file, version_of
from dbmigrate.packs.values import POSITIONS, Capability

SPEC = re.compile(r"(?P<name>[\w-]+)(?:/(?P<mode>[\w-]+))?(?:@(?P<version>[\w.-]+))?")
FOLDER_KEYS = (
    "kind",
    "made_by",
    "extends",
    "modes",
    "default_mode",
    "versions",
    "default_version",
    "exact_history",
    "max_identifier_bytes",
    "counts_characters",
)
FILE_KEYS = ("name", "made_by", "extends", "mode", "version", "max_identifier_bytes", "counts_characters")
# `settings` is what a server said of itself, for people: nothing is read from it.
FILE_TABLES = ("pack", "capabilities", "keywords", "functions", "types", "settings")


@dataclass(frozen=True)
class TargetPack:
    """A target database in one mode and version. Each table is read when it is first asked for."""

    name: str
    mode: str
    version: str
    family: str  # the pack at the root of what it extends: postgres
    max_identifier_bytes: int
    counts_characters: bool | None  # varchar(n) counts characters (True) or bytes (False); None: not known
    layers: tuple[Layer, ...] = field(repr=False)  # own first, then what it extends

    @property
    def spec(self) -> str:
        """As written on the command line: `kingbase/oracle@V9`."""
        return f"{self.name}{'/' if self.mode else ''}{self.mode}@{self.version}"

    def capability(self, name: str) -> Capability:
        """The capability of that name; `has` is unknown where no pack says a word about it."""
        return self.capabilities.get(name) or Capability(name)

    def has(self, name: str) -> bool:
        """True only where the pack says yes."""
        return self.capability(name).has == "yes"

    def needs_quote(self, word: str, position: str) -> bool:
        """Whether the unquoted word is refused, or means something else, at that position (one of POSITIONS)."""
        if position not in POSITIONS:
            raise ValueError(f"unknown position {position!r}; known: {', '.join(POSITIONS)}")
        return word.lower() in self.keywords[position]

    def has_function(self, name: str) -> bool:
        """Whether the server itself defines a function of that name."""
        return name.lower() in self.functions

    @cached_property
    def capabilities(self) -> Mapping[str, Capability]:
        """All that the packs say, by name."""
        return tables.capabilities(self.layers)

    @cached_property
    def keywords(self) -> Mapping[str, frozenset[str]]:
        """Position -> lower-case words that need quotes there."""
        return tables.keywords(self.layers)

    @cached_property
    def functions(self) -> frozenset[str]:
        """Lower-case names of the functions that the server defines without an extension."""
        return tables.functions(self.layers)

    @cached_property
    def extensions(self) -> Mapping[str, frozenset[str]]:
        """Extension -> lower-case names of the functions that it adds, as far as the pack knows."""
        return tables.extensions(self.layers)

    @cached_property
    def types(self) -> Mapping[str, str]:
        """Lower-case spelling of a type without its length -> what the server makes of it (`number` -> `numeric`)."""
        return tables.types(self.layers)


def load_target(spec: str, source: str = "oracle") -> TargetPack:
    """The pack for `NAME[/MODE][@VERSION]` or a .toml file; the default mode may depend on the source's name.

    Raises UsageError for an unknown target, mode or version and for a file that this version cannot read.
    """
    if spec.lower().endswith(".toml"):
        return _from_file(Path(spec))
    return _from_folder(spec, source)


def known_versions(name: str) -> tuple[str, ...]:
    """The versions that a pack of ours knows, oldest first as far as they have numbers."""
    return check.words(_head(name).get("versions", []), "versions", f"{name}/pack.toml")


def known_modes(name: str) -> tuple[str, ...]:
    """The modes that a pack of ours knows; empty for a product without modes."""
    return check.words(_head(name).get("modes", []), "modes", f"{name}/pack.toml")


def _head(name: str) -> Mapping[str, Any]:
    return read_file(dialects() / name / "pack.toml")


@cache
def _from_folder(spec: str, source: str) -> TargetPack:
    match = SPEC.fullmatch(spec)
    if match is None:
        raise UsageError(f"target {spec!r} is not of the form NAME[/MODE][@VERSION] or a .toml file")
    name = check.one_of(match["name"].lower(), pack_folders("target"), "target", spec)
    where = f"{name}/pack.toml"
    head = _head(name)
    check.known_keys(head, FOLDER_KEYS, where)
    versions = known_versions(name)
    written = match["version"] or check.text(head, "default_version", where, required=True)
    version = version_of(written, versions)
    if version is None:
        raise UsageError(f"{spec}: unknown version {written!r} of {name}; known: {', '.join(versions)}")
    modes = known_modes(name)
    mode = _mode(spec, match["mode"], modes, head.get("default_mode", ""), source)
    exact = check.a(bool, head.get("exact_history", False), "exact_history", where)
    layer = Layer(name, mode, version, versions, modes, exact, folder=dialects() / name)
    extends = check.text(head, "extends", where)
    base = load_target(extends, source) if extends else None
    return _pack(layer, written, head, base, where)


def _from_file(path: Path) -> TargetPack:
    if not path.is_file():
        raise UsageError(f"no such file: {path}")
    content = parse_file(path)
    check.known_keys(content, FILE_TABLES, path.name)
    where = f"{path.name} [pack]"
    head = check.a(dict, content.get("pack", {}), "pack", path.name)
    check.known_keys(head, FILE_KEYS, where)
    base = load_target(check.text(head, "extends", where, required=True))
    name, mode = check.text(head, "name", where) or base.name, check.text(head, "mode", where) or base.mode
    version = check.text(head, "version", where) or base.version
    layer = Layer(name, mode, version, (), (), exact=False, file=path.name, content=content)
    pack = _pack(layer, version, head, base, where)
    # A customer's file is checked whole, at once; the packs that we ship are checked by our tests.
    check.strings(content.get("settings", {}), "settings", path.name)
    for table in (pack.capabilities, pack.keywords, pack.functions, pack.extensions, pack.types):
        len(table)
    return pack


def _mode(spec: str, written: str | None, modes: tuple[str, ...], default: Any, source: str) -> str:
    if written is None:
        where = f"{spec}: default mode"
        return check.text(default, source, where, required=True) if isinstance(default, dict) else str(default)
    for mode in modes:
        if mode.lower() == written.lower():
            return mode
    raise UsageError(f"{spec}: unknown mode {written!r}; known: {', '.join(modes) or 'none'}")


def _pack(layer: Layer, version: str, head: Mapping[str, Any], base: TargetPack | None, where: str) -> TargetPack:
    counts = head.get("counts_characters", base.counts_characters if base else None)
    if isinstance(counts, dict):  # by mode; a mode that is not named is not known
        counts = counts.get(layer.mode)
    if counts is not None:
        check.a(bool, counts, "counts_characters", where)
    length = head.get("max_identifier_bytes", base.max_identifier_bytes if base else 63)
    return TargetPack(
        name=layer.name,
        mode=layer.mode,
        version=version,
        family=base.family if base else layer.name,
        max_identifier_bytes=check.a(int, length, "max_identifier_bytes", where),
        counts_characters=counts,
        layers=(layer, *(base.layers if base else ())),
    )
