"""Parameters and results of SQL Server's procedures and functions."""

from __future__ import annotations

from dbmigrate.catalog.elements import sql_type
from dbmigrate.catalog.keys import path_of
from dbmigrate.catalog.values import Argument, Signature
from dbmigrate.syntax.ddl.nodes import Procedural, TypeName, below
from dbmigrate.syntax.procedural.tsql import read_tsql
from dbmigrate.syntax.procedural.tsql_error_words import error_words
from dbmigrate.syntax.procedural.tsql_executed_rows import text_gives_rows
from dbmigrate.syntax.procedural.tsql_nodes import TsqlParameter, TsqlRoutine
from dbmigrate.syntax.procedural.tsql_results import has_status, result_queries
from dbmigrate.syntax.procedural.tsql_statements import Execute, InsertExecute
from dbmigrate.syntax.procedural.tsql_temporaries import borrowed, temporaries


def tsql_signatures(node: Procedural) -> dict[str, tuple[Signature, ...]]:
    """By folded name, one. Nothing where the head is not understood."""
    if node.name is None or node.kind not in ("procedure", "function"):
        return {}
    unit = read_tsql(node.lexed)
    if not isinstance(unit, TsqlRoutine) or unit.number:
        return {}
    items = unit.parameters.items if unit.parameters else ()
    if not all(isinstance(item, TsqlParameter) for item in items):
        return {}
    arguments = tuple(
        Argument(
            item.name.value.lower().lstrip("@"),
            sql_type(item.type) if isinstance(item.type, TypeName) else None,
            mode="in out" if item.mode else "in",
            default=item.default is not None,
        )
        for item in items
        if isinstance(item, TsqlParameter)
    )
    returns = unit.returns.type if unit.returns else None
    result = Argument("", sql_type(returns)) if returns else None
    rows, calls = gives_rows_itself(unit), called(unit)
    given = rows or bool(calls)
    found = Signature(
        unit.kind,
        arguments,
        result,
        rows=rows,
        status=has_status(unit),
        calls=calls,
        fills=filling(unit),
        temporaries=temporaries(unit.lexed),
        borrowed=borrowed(unit.lexed),
        error_words=error_words(unit) if unit.kind == "procedure" else (),
        text=node.lexed.text if given else "",
        quoted_strings=given and node.lexed.quoted_strings,
    )
    return {path_of(node.name)[-1]: (found,)}


def gives_rows_itself(unit: TsqlRoutine) -> bool:
    """By a query, or by one that it makes as a text."""
    if unit.kind != "procedure" or unit.body is None:
        return False
    texts = [c for c in handed_calls(unit) if text_gives_rows(c, unit)]
    return bool(result_queries(unit) or texts)


def handed_calls(unit: TsqlRoutine) -> list[Execute]:
    """EXEC whose rows go to the client: not those of INSERT .. EXEC."""
    if unit.body is None:
        return []
    filling = {id(n.call) for n in below(unit.body, InsertExecute) if isinstance(n, InsertExecute)}
    return [n for n in below(unit.body, Execute) if isinstance(n, Execute) and id(n) not in filling]


def filling(unit: TsqlRoutine) -> tuple[tuple[str, ...], ...]:
    """The procedures of INSERT .. EXEC."""
    calls = [n.call for n in below(unit, InsertExecute) if isinstance(n, InsertExecute)]
    named = [c.procedure for c in calls if c.procedure is not None and c.procedure.kind != "variable"]
    return tuple(dict.fromkeys(path_of(name) for name in named))


def called(unit: TsqlRoutine) -> tuple[tuple[str, ...], ...]:
    """The procedures whose rows are its own."""
    if unit.kind != "procedure":
        return ()
    named = [c.procedure for c in handed_calls(unit) if c.procedure is not None and c.procedure.kind != "variable"]
    return tuple(dict.fromkeys(path_of(name) for name in named))
