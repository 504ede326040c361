"""The results of a source's own functions, from its pack: results.toml."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from dbmigrate.model import UsageError
from dbmigrate.packs import check
from dbmigrate.packs.layers import read_file
from dbmigrate.packs.supplied import Package

KEYS: Final = ("manual", "type", "target", "names")
TABLES: Final = ("functions", "words")


@dataclass(frozen=True, slots=True)
class Result:
    """`type`: a type of the source, `$1` for the type of the first argument, `*2` for what the arguments from the
    second on have in common. `target`: what the target computes a number as, "" where the rows do not say."""

    type: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class Results:
    """By upper-case name: functions (`PACKAGE.FUNCTION` too), and words that are values without parentheses."""

    functions: Mapping[str, Result]
    words: Mapping[str, Result]


def read_results(folder: Path, packages: Iterable[Package] = ()) -> Results:
    """The results of a source pack. UsageError names the file, the row and the key."""
    table = read_file(folder / "results.toml")
    where = f"{folder.name}/results.toml"
    check.known_keys(table, TABLES, where)
    functions, words = (named(table.get(name, []), f"{where} [[{name}]]") for name in TABLES)
    for package in packages:
        for name, value in package.constants.items():
            functions[f"{package.name}.{name}"] = Result(type_of_constant(value), "numeric")
        for name, member in package.functions.items():
            if member.gives:
                functions[f"{package.name}.{name}"] = Result(member.gives, member.target)
    return Results(functions, words)


def type_of_constant(value: str) -> str:
    if value in ("TRUE", "FALSE"):
        return "BOOLEAN"
    return "NUMBER" if value.isdigit() else "VARCHAR2"


def named(rows: Any, where: str) -> dict[str, Result]:
    found: dict[str, Result] = {}
    for row in check.a(list, rows, "rows", where):
        check.known_keys(check.a(dict, row, "row", where), KEYS, where)
        result = Result(check.text(row, "type", where), check.text(row, "target", where, required=False))
        for name in check.words(row.get("names", []), "names", where):
            if name in found:
                raise UsageError(f"{where}: {name} stands there twice")
            found[name] = result
    return found
