"""A layer is one pack in one mode and version, without what it extends; here its TOML tables are found and read."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from dbmigrate.model import UsageError

PACKAGE = Path(__file__).parents[1]


@cache
def dialects() -> Path:
    """The folder of the packs: in the package of a wheel, at the repository root of an editable install."""
    for folder in (PACKAGE / "dialects", PACKAGE.parents[1] / "dialects"):
        if folder.is_dir():
            return folder
    raise UsageError("the folder 'dialects' is missing from this installation")


def pack_folders(kind: str) -> list[str]:
    """Names of the packs whose pack.toml says that they are of that kind, 'source' or 'target'."""
    found = (path.parent for path in dialects().glob("*/pack.toml"))
    return sorted(folder.name for folder in found if read_file(folder / "pack.toml").get("kind") == kind)


@cache
def read_file(path: Path) -> Mapping[str, Any]:
    """A TOML file of ours as a table, read once; an absent one is empty."""
    return parse_file(path) if path.exists() else {}


def parse_file(path: Path) -> Mapping[str, Any]:
    """A TOML file as a table. UsageError if it cannot be read or is no TOML."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{path.parent.name}/{path.name}: {error}") from error


@dataclass(frozen=True, slots=True)
class Layer:
    """One pack as chosen. `versions` are in order, oldest first; empty: the pack describes one server."""

    name: str
    mode: str
    version: str
    versions: tuple[str, ...]
    modes: tuple[str, ...]  # those that the pack knows; empty: any
    exact: bool  # `since` also means: not there before
    folder: Path | None = None
    file: str = ""  # a pack that is one file: its name
    content: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)  # and what it holds

    def table(self, name: str) -> tuple[Any, str]:
        """What stands under `name` (keywords, functions ...) and what an error calls it."""
        if self.folder is None:
            return self.content.get(name, {}), f"{self.file} [{name}]"
        return read_file(self.folder / f"{name}.toml"), f"{self.folder.name}/{name}.toml"

    def reached(self, since: str, where: str) -> bool:
        """Whether this layer's version is `since` or newer; an empty `since` is always reached."""
        if not since or not self.versions:
            return True
        if since not in self.versions:
            raise UsageError(f"{where}: unknown version {since!r}; known: {', '.join(self.versions)}")
        return self.versions.index(since) <= self.versions.index(self.version)


def version_of(written: str, versions: tuple[str, ...]) -> str | None:
    """The known version that a longer spelling belongs to: V9R1C10 -> V9, 15.4 -> 15; None if there is none."""
    for version in sorted(versions, key=len, reverse=True):
        rest = written[len(version) :]
        if written.upper().startswith(version.upper()) and not rest[:1].isdigit():
            return version
    return None
