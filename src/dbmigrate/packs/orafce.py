"""Functions of the extension orafce that stand in for helpers of a target: `orafce.toml` of its pack."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from dbmigrate.packs import check
from dbmigrate.packs.layers import dialects, parse_file
from dbmigrate.packs.targets import TargetPack

TEXT: Final = re.compile(r"'((?:[^']|'')+)'(?:::(?:text|varchar))?")
NUMBER: Final = re.compile(r"-?\d+")
KEYS: Final = ("to", "constants", "models")
KINDS: Final = ("", "text", "place", "count", "model")


@dataclass(frozen=True, slots=True)
class Counterpart:
    """`to` is called instead of the helper where the arguments are constants of these kinds."""

    to: str
    constants: tuple[str, ...]
    models: frozenset[str]

    def takes(self, arguments: Sequence[str]) -> bool:
        needed = [k for k in self.constants if k]
        if not 0 < len(arguments) <= len(self.constants) or (needed and len(arguments) < 2):
            return False
        return all(self.fits(kind, text.strip()) for kind, text in zip(self.constants, arguments, strict=False))

    def fits(self, kind: str, text: str) -> bool:
        if kind in ("text", "model"):
            found = TEXT.fullmatch(text)
            return found is not None and (kind == "text" or found[1].upper() in self.models)
        number = int(text) if NUMBER.fullmatch(text) else 0
        return kind == "" or (number != 0 if kind == "place" else number > 0)


@lru_cache(maxsize=8)
def counterparts(target: TargetPack) -> Mapping[str, Counterpart]:
    """By the helper's name; the target's own file before those of the packs that it extends."""
    found: dict[str, Counterpart] = {}
    for layer in reversed(target.layers):
        path = dialects() / layer.name / "orafce.toml"
        if path.is_file():
            for name, table in parse_file(path).items():
                where = f"{layer.name}/{path.name} [{name}]"
                check.known_keys(table, KEYS, where)
                kinds = check.words(table.get("constants", []), "constants", where)
                for kind in kinds:
                    check.one_of(kind, KINDS, "constants", where)
                models = frozenset(check.words(table.get("models", []), "models", where))
                found[name] = Counterpart(check.text(table, "to", where, required=True), kinds, models)
    return found
