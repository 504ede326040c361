"""Temporary tables that T-SQL code makes for itself: CREATE TABLE #t, SELECT .. INTO #t with what its query gives."""

from __future__ import annotations

from collections.abc import Sequence

from dbmigrate.catalog.elements import fill
from dbmigrate.catalog.values import Column, Table
from dbmigrate.latest import latest
from dbmigrate.syntax.ddl.nodes import CreateTable, Node, below
from dbmigrate.syntax.procedural.tsql_nodes import TsqlUnit
from dbmigrate.syntax.procedural.tsql_statements import TsqlSql
from dbmigrate.types.sources import Outputs


@latest
def makers(unit: Node) -> dict[str, list[CreateTable | TsqlSql]]:
    """What makes the temporary tables of a unit, by name in small letters."""
    found: dict[str, list[CreateTable | TsqlSql]] = {}
    for node in below(unit, (CreateTable, TsqlSql)):
        name = made_name(node)
        if name and isinstance(node, (CreateTable, TsqlSql)):
            found.setdefault(name, []).append(node)
    return found


def made_name(node: Node) -> str:
    """The temporary table that a statement makes, "" for others."""
    if isinstance(node, CreateTable):
        name = node.name.value.lower()
    elif isinstance(node, TsqlSql) and node.verb == "select":
        words = node.words()
        into = next((k for k, word in enumerate(words) if word == "INTO"), len(words))
        name = node.lexed.tokens[node.part.first + into + 1].text.lower() if into + 1 < len(words) else ""
    else:
        return ""
    return name if name.startswith("#") else ""


def maker(nodes: Sequence[Node], name: str) -> CreateTable | TsqlSql | None:
    """The only statement of the code around that makes the table: several make tables of several kinds."""
    unit = next((node for node in nodes if isinstance(node, TsqlUnit)), None)
    found = makers(unit).get(name, []) if unit is not None else []
    return found[0] if len(found) == 1 else None


def created(node: CreateTable, name: str) -> Table:
    made = Table("", name)
    fill(made, node.elements)
    return made


def selected(outputs: Outputs, name: str) -> Table:
    """A column of unknown type stays without one."""
    made = Table("", name, complete=not outputs.missing)
    for label, lazy in outputs.items:
        type_ = lazy()
        made.columns[label] = Column(label, type_.sql, nullable=type_.nullable)
    return made
