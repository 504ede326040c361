"""Loads a source pack: what the types and functions of Oracle or SQL Server become, and their reserved words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any, cast

from dbmigrate.model import Fix, Severity, UsageError
from dbmigrate.packs import check
from dbmigrate.packs.layers import dialects, pack_folders, read_file
from dbmigrate.packs.results import Results, read_results
from dbmigrate.packs.supplied import Package, read_packages
from dbmigrate.packs.values import EVIDENCE, Evidence, FunctionRow, TypeRow

PLACE = re.compile(r"\$(\d+)")
ALIASES = {"tsql": "sqlserver"}
HEAD_KEYS = ("kind", "manual")
TYPE_KEYS = ("to", "rule", "keep", "note")
FUNCTION_KEYS = (
    "to",
    "severity",
    "fix",
    "note",
    "note_zh",
    "before",
    "rows",
    "needs",
    "unless",
    "evidence",
)


@dataclass(frozen=True)
class SourcePack:
    """A source database. Each table is read when it is first asked for."""

    name: str
    manual: str  # the manuals that the rows are taken from
    folder: Path = field(repr=False)

    @cached_property
    def types(self) -> Mapping[str, TypeRow]:
        """Upper-case name of a type without its length -> its row."""
        return {name: read_type(name, row, self.name) for name, row in read_file(self.folder / "types.toml").items()}

    @cached_property
    def functions(self) -> Mapping[str, FunctionRow]:
        """Upper-case name of a function, or `NAME/2` where the row is for calls with 2 arguments only -> its row."""
        table = read_file(self.folder / "functions.toml")
        return {name: read_function(name, row, self.name) for name, row in table.items()}

    def function(self, name: str, arguments: int) -> FunctionRow | None:
        """The row for a call of that name with so many arguments."""
        for key in (f"{name.upper()}/{arguments}", name.upper()):
            row = self.functions.get(key)
            if row is not None and row.arguments == arguments:
                return row
        return None

    @cached_property
    def packages(self) -> Mapping[str, Package]:
        """Upper-case name of a supplied package -> what is known of it."""
        return read_packages(self.folder)

    @cached_property
    def results(self) -> Results:
        """What the source's own functions give, those of supplied packages too."""
        return read_results(self.folder, self.packages.values())

    @cached_property
    def keywords(self) -> frozenset[str]:
        """Lower-case words that the source reserves: users had to quote them."""
        where = f"{self.name}/keywords.toml"
        table = read_file(self.folder / "keywords.toml")
        check.known_keys(table, ("reserved",), where)
        return frozenset(check.words(table.get("reserved", []), "reserved", where))


@cache
def load_source(name: str) -> SourcePack:
    """The pack of 'oracle' or 'sqlserver' ('tsql' is taken as sqlserver). UsageError for any other name."""
    folder = ALIASES.get(name.lower(), name.lower())
    check.one_of(folder, pack_folders("source"), "source", name)
    head = read_file(dialects() / folder / "pack.toml")
    where = f"{folder}/pack.toml"
    check.known_keys(head, HEAD_KEYS, where)
    return SourcePack(folder, check.text(head, "manual", where), dialects() / folder)


def read_type(name: str, row: Mapping[str, Any], source: str) -> TypeRow:
    """A row of types.toml. UsageError names the file, the row and the key."""
    where = f"{source}/types.toml [{name}]"
    check.known_keys(check.a(dict, row, name, where), TYPE_KEYS, where)
    rule, keep = (check.a(bool, row.get(key, False), key, where) for key in ("rule", "keep"))
    return TypeRow(name, check.text(row, "to", where, required=not rule), rule, keep, check.text(row, "note", where))


def read_function(name: str, row: Mapping[str, Any], source: str) -> FunctionRow:
    """A row of functions.toml. UsageError names the file, the row and the key."""
    where = f"{source}/functions.toml [{name}]"
    check.known_keys(check.a(dict, row, name, where), FUNCTION_KEYS, where)

    def said(key: str, required: bool = True) -> str:
        return check.text(row, key, where, required=required)

    to = _templates(row.get("to"), where)
    return FunctionRow(
        name,
        arguments=max((int(number) for text in to.values() for number in PLACE.findall(text)), default=0),
        to=to,
        severity=Severity(check.one_of(said("severity"), list(Severity), "severity", where)),
        fix=Fix(check.one_of(said("fix"), list(Fix), "fix", where)),
        note=said("note"),
        note_zh=said("note_zh"),
        before=said("before"),
        rows=said("rows"),
        needs=said("needs", required=False),
        unless=said("unless", required=False),
        evidence=cast(Evidence, check.one_of(row.get("evidence", "verified"), EVIDENCE, "evidence", where)),
    )


def _templates(to: Any, where: str) -> dict[str, str]:
    """Target -> template; one string is for all, and in a table `default` is for those that it does not name."""
    if to is None:
        raise UsageError(f"{where}: key 'to' is missing")
    if not isinstance(to, dict):
        return {"": check.a(str, to, "to", where)}
    return {"" if target == "default" else target: text for target, text in check.strings(to, "to", where).items()}
