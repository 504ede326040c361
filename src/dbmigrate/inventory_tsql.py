"""What T-SQL procedures and functions take and give, as the judgement on them says they are written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dbmigrate.catalog.keys import path_of
from dbmigrate.engine.context import Context
from dbmigrate.inventory import CURSORS, PARAMETER, TABLE, GivenSet, Interface, Passed, arguments, fetching
from dbmigrate.rules.procedural.tsql_calls import KEPT_STATUS, RESULTS, STATUS
from dbmigrate.rules.procedural.tsql_judgement import TsqlJudgement, judge_tsql
from dbmigrate.rules.procedural.tsql_rows import RowColumn
from dbmigrate.rules.procedural.tsql_select import CURSORS as BY_CURSOR
from dbmigrate.rules.procedural.tsql_select import ROWS
from dbmigrate.rules.procedural.tsql_tables import returned_table
from dbmigrate.rules.procedural.tsql_type_text import declared, type_text
from dbmigrate.syntax.ddl.nodes import Column, below
from dbmigrate.syntax.procedural.nodes import DataType
from dbmigrate.syntax.procedural.tsql_nodes import TsqlParameter, TsqlRoutine
from dbmigrate.syntax.procedural.tsql_results import has_status, result_queries
from dbmigrate.syntax.procedural.tsql_statements import Execute

HANDED: Final = frozenset({ROWS, BY_CURSOR})


def interface(unit: TsqlRoutine, context: Context) -> Interface | None:
    """None where the routine is not converted."""
    judgement = judge_tsql(unit, context)
    if judgement.unclear is not None or unit.name is None:
        return None
    found = tuple(passed(p, judgement, context) for p in given(unit))
    out = any(p.mode != "in" for p in found)
    sets = tuple(sorted(sets_of(unit, judgement, context), key=lambda s: s.line))
    form = form_of(unit, judgement, out)
    function = unit.kind == "function" or form in (TABLE, CURSORS)
    status = has_status(unit)
    target = context.names.object(path_of(unit.name), "routine", context.schema)
    listed = [arguments(found)] if found else []
    listed += [f"{RESULTS} => NULL"] if form == PARAMETER else []
    listed += [f"{STATUS} => NULL"] if status and not function else []
    called = f"{target}({', '.join(listed)})"
    returns = shown(unit.returns.type, context) if unit.returns and unit.returns.type else ""
    asked = f"; SELECT current_setting('{KEPT_STATUS}')" if function and status else ""
    select = "SELECT" if returns else "SELECT * FROM"
    return Interface(
        unit.name.text(),
        target,
        "function" if function else "procedure",
        line_of(unit, unit.part.first),
        found,
        returns,
        sets,
        form,
        status,
        before(unit, status, returns),
        (f"{select} {called}" if function else f"CALL {called}") + fetching(form) + asked,
    )


def given(unit: TsqlRoutine) -> list[TsqlParameter]:
    return [p for p in (unit.parameters.items if unit.parameters else ()) if isinstance(p, TsqlParameter)]


def passed(node: TsqlParameter, judgement: TsqlJudgement, context: Context) -> Passed:
    name = judgement.names.get(node.name.value.lower(), node.name.value.lstrip("@"))
    return Passed(name, shown(node.type, context), "in out" if node.mode else "in", node.default is not None)


def shown(type_: DataType, context: Context) -> str:
    """In the target's words; in the source's where it is not known what these are."""
    text = type_text(declared(type_, context), context)
    return text or " ".join(type_.text().split())


def form_of(unit: TsqlRoutine, judgement: TsqlJudgement, out: bool) -> str:
    if judgement.columns or returned_table(unit) is not None:
        return TABLE
    if judgement.hands_out_cursors:
        return PARAMETER if out else CURSORS
    return ""


def sets_of(unit: TsqlRoutine, judgement: TsqlJudgement, context: Context) -> Iterator[GivenSet]:
    table = returned_table(unit)
    if unit.is_inline:
        yield GivenSet(line_of(unit, unit.part.first), "query", pairs(judgement.columns))
    elif table is not None:
        elements = [c for c in table.elements if isinstance(c, Column)]
        spell = context.names.spell
        listed = tuple((spell(c.name.value, False, "column"), shown(c.type, context)) for c in elements if c.type)
        yield GivenSet(line_of(unit, table.part.first), "query", listed)
    for node in result_queries(unit):
        place = (node.part.first, node.part.last)
        if judgement.modes.get(node.sql.part.first) in HANDED and place not in judgement.unwritten:
            by = "output" if node.sql.outputs else "query"
            columns = judgement.columns or judgement.sets.get(node.sql.part.first, ())
            yield GivenSet(line_of(unit, node.sql.part.first), by, pairs(columns))
    for call in below(unit, Execute):
        shape = judgement.shapes.get(call.part.first)
        if isinstance(call, Execute) and shape is not None and judgement.modes.get(call.part.first) in HANDED:
            by = f"call of {call.procedure.text()}" if call.procedure is not None and shape.kind != "text" else "text"
            yield GivenSet(line_of(unit, call.part.first), by, pairs(shape.columns))


def pairs(columns: tuple[RowColumn, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((c.name, c.type) for c in columns)


def line_of(unit: TsqlRoutine, token: int) -> int:
    """Counted from the unit's own first line."""
    return unit.lexed.text.count("\n", 0, unit.lexed.tokens[token].start) + 1


def before(unit: TsqlRoutine, status: bool, returns: str) -> str:
    assert unit.name
    names = [(p.name.value, p.mode is not None) for p in given(unit)]
    if unit.kind == "function":
        return f"SELECT {'' if returns else '* FROM '}{unit.name.text()}({', '.join('?' for _ in names)})"
    listed = ", ".join(f"{name} = ?{' OUTPUT' if out else ''}" for name, out in names)
    return f"EXEC {'? = ' if status else ''}{unit.name.text()} {listed}".rstrip()
