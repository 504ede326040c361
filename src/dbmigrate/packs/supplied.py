"""Packages that a source supplies: what their subprograms, constants and types become, and what to do instead of those
that have no counterpart. One file per package, `packages/<name>.toml`; `others.toml` holds those with advice alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from dbmigrate.model import Fix, UsageError
from dbmigrate.packs import check
from dbmigrate.packs.layers import read_file

OTHERS: Final = "others"
PACKAGE_KEYS: Final = ("note", "note_zh", "constants", "types", "functions", "procedures")
MEMBER_KEYS: Final = (
    "takes", "to", "helpers", "fix", "note", "note_zh", "gives", "target", "before", "then", "rows", "needs",
)  # fmt: skip
PLACE: Final = re.compile(r"\$(\d+)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """`name`: several, parted by `|`, where overloads name it otherwise. `default`: the target's text where the call
    leaves it out; None where it must be given. `out`: it is written to."""

    name: str
    default: str | None = None
    out: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """A function or procedure with a counterpart. `to` is an expression for a function, statements for a procedure:
    `$1` is the first argument, `$1:int`, `$1:num` and `$1:text` the same as an integer, a number and a text, `$1:op` in
    brackets where it needs them. `gives`: a function's type in the source's words, `target` as in results.toml.
    `before` is an example in the source's language, `then` what asks the target, `rows` what the source answers."""

    package: str
    name: str
    parameters: tuple[Parameter, ...]
    to: str
    helpers: tuple[str, ...] = ()
    fix: Fix = Fix.SAFE
    note: str = ""
    note_zh: str = ""
    gives: str = ""
    target: str = ""
    before: str = ""
    then: str = ""
    rows: str = ""
    needs: str = ""

    @property
    def key(self) -> str:
        return f"{self.package}.{self.name}"


@dataclass(frozen=True, slots=True)
class Package:
    """`note`: what to do instead where a member has no counterpart. `types`: names to a type in the source's words,
    HANDLE where only the package can fill it, LIST where only the package looks into it."""

    name: str
    note: str
    note_zh: str
    constants: Mapping[str, str]
    types: Mapping[str, str]
    functions: Mapping[str, Member]
    procedures: Mapping[str, Member]


def read_packages(folder: Path) -> dict[str, Package]:
    """By upper-case name; `same_as` is another name of a package. UsageError names the file, the row and the key."""
    found: dict[str, Package] = {}
    others: dict[str, str] = {}
    for path in sorted((folder / "packages").glob("*.toml")):
        where, table = f"{folder.name}/packages/{path.name}", read_file(path)
        rows = table.items() if path.stem == OTHERS else ((path.stem.upper(), table),)
        for name, row in rows:
            if name in found:
                raise UsageError(f"{where}: {name} stands there twice")
            if "same_as" in check.a(dict, row, name, where):
                others[name] = check.text(row, "same_as", where)
                continue
            found[name] = read_package(name, row, where)
    return found | {name: replace(found[other], name=name) for name, other in others.items()}


def read_package(name: str, row: Mapping[str, Any], where: str) -> Package:
    check.known_keys(row, PACKAGE_KEYS, where)
    note, note_zh = (check.text(row, key, where, required=True) for key in ("note", "note_zh"))
    constants, types = (check.strings(row.get(key, {}), key, where) for key in ("constants", "types"))
    functions, procedures = (dict(members(name, row, kind, where)) for kind in ("functions", "procedures"))
    return Package(name, note, note_zh, constants, types, functions, procedures)


def members(package: str, row: Mapping[str, Any], kind: str, where: str) -> Iterator[tuple[str, Member]]:
    for name, table in check.a(dict, row.get(kind, {}), kind, where).items():
        place = f"{where} [{kind}.{name}]"
        check.known_keys(check.a(dict, table, name, place), MEMBER_KEYS, place)
        said = {k: check.text(table, k, place) for k in ("note", "note_zh", "gives", "target", "then", "rows", "needs")}
        fix = Fix(check.one_of(table.get("fix", "safe"), list(Fix), "fix", place))
        if (fix is Fix.REVIEW and not said["note"]) or bool(said["note"]) != bool(said["note_zh"]):
            raise UsageError(f"{place}: a note is missing")
        yield name, Member(
            package,
            name,
            tuple(parameters(check.text(table, "takes", place), place)),
            check.text(table, "to", place, required=True),
            check.words(table.get("helpers", []), "helpers", place),
            fix,
            before=check.text(table, "before", place, required=True),
            **said,
        )


def parameters(text: str, where: str) -> Iterator[Parameter]:
    """`OUT a, b, c = 1`: names in order, with what stands for one that is left out."""
    for item in filter(None, map(str.strip, text.split(","))):
        head, given, default = item.partition("=")
        words = head.split()
        if not words or len(words) > 2 or (len(words) == 2 and words[0] != "OUT"):
            raise UsageError(f"{where}: parameter {item!r}")
        yield Parameter(words[-1].upper(), default.strip() if given else None, len(words) == 2)
