"""The queries of T-SQL's cursors, which PL/pgSQL wants at OPEN."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dbmigrate.syntax.ddl.nodes import below
from dbmigrate.syntax.procedural.tsql_nodes import TsqlUnit
from dbmigrate.syntax.procedural.tsql_statements import (
    CursorCommand,
    CursorQuery,
    DeclareCursor,
    SetVariable,
    TsqlFetch,
)

ANYWHERE: Final = frozenset({"PRIOR", "FIRST", "LAST", "ABSOLUTE", "RELATIVE"})


def definitions(unit: TsqlUnit) -> Iterator[tuple[str, int, CursorQuery]]:
    """Names in lower case, where the cursor is declared, its query."""
    for node in below(unit, (DeclareCursor, SetVariable)):
        if isinstance(node, DeclareCursor):
            yield node.name.value.lower(), node.part.first, node.definition
        elif isinstance(node, SetVariable) and node.cursor is not None:
            yield node.target.value.lower(), node.part.first, node.cursor


def definition_of(used: CursorCommand | TsqlFetch, unit: TsqlUnit) -> CursorQuery | None:
    """The one that stands nearest before; the first one where none does."""
    name = used.cursor.value.lower()
    found = sorted((first, query) for own, first, query in definitions(unit) if own == name)
    before = [query for first, query in found if first < used.part.first]
    return before[-1] if before else found[0][1] if found else None


def moves_freely(name: str, unit: TsqlUnit) -> bool:
    """FETCH PRIOR and the like, which many plans of PostgreSQL's take only from a cursor that is opened for them."""
    own = (n for n in below(unit, TsqlFetch) if isinstance(n, TsqlFetch) and n.cursor.value.lower() == name.lower())
    return any(len(n.words()) > 1 and n.words()[1] in ANYWHERE for n in own)


def declared_cursors(unit: TsqlUnit) -> list[DeclareCursor]:
    """Each name once."""
    found: dict[str, DeclareCursor] = {}
    for node in below(unit, DeclareCursor):
        assert isinstance(node, DeclareCursor)
        found.setdefault(node.name.value.lower(), node)
    return list(found.values())
