"""The judgement on a T-SQL unit, and what its variables are called on the target."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field, replace
from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.latest import latest_by
from dbmigrate.records import dataclass
from dbmigrate.rules.procedural.judged_types import Unclear
from dbmigrate.rules.procedural.tsql_calls import gives, is_made_as_text, signature_of
from dbmigrate.rules.procedural.tsql_errors import ERROR, Errors, errors_of
from dbmigrate.rules.procedural.tsql_exposed import exposed
from dbmigrate.rules.procedural.tsql_judged import ROWCOUNT, TsqlUnits
from dbmigrate.rules.procedural.tsql_jumps import Jump
from dbmigrate.rules.procedural.tsql_kept_rows import knows_callers
from dbmigrate.rules.procedural.tsql_rollbacks import Undone
from dbmigrate.rules.procedural.tsql_row_limits import RowLimits
from dbmigrate.rules.procedural.tsql_rows import RowColumn
from dbmigrate.rules.procedural.tsql_select import CURSORS, LOOP
from dbmigrate.rules.procedural.tsql_shapes import Shape
from dbmigrate.rules.procedural.tsql_triggers import CONTEXT, changes_own_table
from dbmigrate.syntax.ddl.nodes import Node, below
from dbmigrate.syntax.procedural.tsql_nodes import TableVariable, TsqlParameter, TsqlRoutine, TsqlTrigger, TsqlUnit
from dbmigrate.syntax.procedural.tsql_prepared import is_prepared, prepared
from dbmigrate.syntax.procedural.tsql_statements import Execute, InsertExecute, TryCatch

WORD: Final = re.compile(r"\w+")
OWN_NAMES: Final = frozenset({"found", "sqlstate", "sqlerrm"})  # PL/pgSQL's own variables, which hide parameters
FETCHED: Final = "@@FETCH_STATUS"
CALLED_ROW: Final = "@@called_row"  # what comes back from a call that is made as a text
CALLED: Final = "@@called"  # takes the status of a procedure where nobody asks for it
CALLED_SETS: Final = "@@called_sets"  # the cursors of a procedure that was called
CALLED_VALUES: Final = "@@called_values"  # what comes back from a procedure that a variable names
RESULT: Final = "@@result"  # the cursor of one of several results
EXECUTED: Final = "@@executed"  # a row of what a text gives
ROW: Final = "@@row"  # the record that a loop over a query fills


ASKED: Final = {ROWCOUNT: "rowcount", FETCHED: "fetch_status"}


@dataclass(frozen=True)
class TsqlJudgement:
    """`unclear` is None where the unit can be written, but for `unwritten`: statements (by first and last token) of a
    form that no rule writes, and why.

    `names`: by variable in lower case, with the @, what the target calls it. `clashing`: the parameters whose name is
    also a column's; they are written behind the routine's name. `modes`: how a SELECT that assigns from a table is
    written (into, loop), by its first token.
    """

    unclear: Unclear | None
    names: Mapping[str, str] = field(default_factory=dict)
    clashing: frozenset[str] = frozenset()
    modes: Mapping[int, str] = field(default_factory=dict)
    columns: tuple[RowColumn, ...] = ()
    unwritten: Mapping[tuple[int, int], str] = field(default_factory=dict)

    jumps: Mapping[str, Jump] = field(default_factory=dict)
    undone: tuple[Undone, ...] = ()
    errors: Errors = field(default_factory=Errors)
    doubts: Mapping[int, str] = field(default_factory=dict)
    limits: RowLimits = field(default_factory=RowLimits)
    shapes: Mapping[int, Shape] = field(default_factory=dict)
    sets: Mapping[int, tuple[RowColumn, ...]] = field(default_factory=dict)
    ended_by_catch: Mapping[int, TryCatch] = field(default_factory=dict)

    @property
    def hands_out_cursors(self) -> bool:
        return RESULT in self.names


@latest_by(1)
def judge_tsql(unit: TsqlUnit, context: Context) -> TsqlJudgement:
    """Whether rules write a unit, and what of it they do not write."""
    return judged(unit, context)


def understood(context: Context) -> TsqlJudgement | None:
    """Of the unit around the place, where it is converted."""
    unit = context.above(TsqlUnit)
    judgement = judge_tsql(unit, context) if unit is not None else None
    return judgement if judgement is not None and judgement.unclear is None else None


def is_written(statement: Node, context: Context) -> bool:
    """A statement of a unit that is converted has a writing, and so have those around it."""
    unit = context.above(TsqlUnit)
    unwritten = judge_tsql(unit, context).unwritten if unit is not None else {}
    place = statement.part.first, statement.part.last
    return place not in unwritten and place not in context.unwritten


def judged(unit: TsqlUnit, context: Context) -> TsqlJudgement:
    errors = errors_of(unit)
    names, clashing = named(unit, errors, context)
    units = TsqlUnits(unit, replace(context, path=[unit]), called_as)
    try:
        units.judge()
    except Unclear as unclear:
        return TsqlJudgement(unclear, names, clashing, units.modes)
    if LOOP not in units.modes.values():
        names.pop(ROW)
    if CURSORS not in units.modes.values():
        names.pop(RESULT)
    if not any(s.kind == "parameter" for s in units.shapes.values()):
        names.pop(CALLED_SETS)
    taken = {c.name.strip('"').lower() for c in units.columns}
    for key, name in names.items():
        if name.strip('"').lower() in taken:  # PostgreSQL wants different names for what goes in and what comes out
            names[key] = spelled(f"p_{plain(key)}", context)
            clashing -= {key}
    undone = tuple(units.undone)
    return TsqlJudgement(
        None, names, clashing, units.modes, units.columns, units.unwritten, units.jumps, undone, errors, units.doubts,
        units.limits,
        units.shapes,
        units.sets,
        units.ended_by_catch,
    )


def called_as(unit: TsqlRoutine, context: Context) -> tuple[tuple[RowColumn, ...], Mapping[str, str]]:
    """The columns of the rows that a procedure gives, () where it hands out cursors; what its variables are called."""
    found = judged(unit, context)
    return found.columns, found.names


def named(unit: TsqlUnit, errors: Errors, context: Context) -> tuple[dict[str, str], frozenset[str]]:
    """A local variable gets the prefix v_ where its name means something else as well; a parameter keeps its name,
    because callers know it; those of functions do not."""
    others = visible(unit, context) | OWN_NAMES
    hidden = exposed(unit, context)
    names: dict[str, str] = {}
    clashing: set[str] = set()
    for key, node in unit.declared.items():
        text = plain(key)
        if isinstance(node, TableVariable):  # a temporary table, seen by the routines that are called
            text = f"{unit.name.value.lower()}_{text}" if unit.name else text
        if (text in others or key in hidden) and isinstance(node, TsqlParameter):
            if unit.kind == "procedure" and text not in OWN_NAMES:
                clashing.add(key)
            else:  # functions are called without names
                text = f"p_{text}"
        elif text in others or key in hidden or text in names.values():
            text = f"v_{text}"
            while text in names.values() or text in others:
                text = f"v_{text}"
        names[key] = text
    made = {ROW: "found_row", RESULT: "result_set", CALLED_SETS: "called_sets"}
    if isinstance(unit, TsqlTrigger) and unit.body is not None and changes_own_table(unit) and knows_callers(context):
        made[CONTEXT] = "trigger_context"
    made |= {key.lower(): text for key, text in ASKED.items() if key in unit.lexed.words}
    calls = [c for c in below(unit, Execute) if isinstance(c, Execute) and is_prepared(c)]
    if any((found := prepared(c, unit)) is not None and found.outputs for c in calls):
        made[EXECUTED] = "executed_row"
    if any(comes_back(call, unit, context) for call in below(unit, Execute)):
        made[CALLED_ROW] = "called_row"
    late = any(isinstance(c, Execute) and is_named_late(c) for c in below(unit, Execute))
    if late or (ROWCOUNT in unit.lexed.words and any(is_filled_late(n) for n in below(unit, InsertExecute))):
        made[CALLED_VALUES] = "called_values"
    if errors.asking:
        made[ERROR.lower()] = "error_code"
    if any(is_asked_for_nothing(call, unit, context) for call in below(unit, Execute)):
        made[CALLED] = "called_status"
    for key, text in made.items():
        while text in others or text in names.values():
            text = f"v_{text}"
        names[key] = text
    return {key: spelled(text, context) for key, text in names.items()}, frozenset(clashing)


def comes_back(call: Node, unit: TsqlUnit, context: Context) -> bool:
    """From a call that is made as a text."""
    assert isinstance(call, Execute)
    signature = signature_of(call, context)
    if signature is None or not is_made_as_text(call, signature, unit, context):
        return False
    return call.result is not None or any(a.output for a in call.arguments) or gives(signature, context)


def is_named_late(call: Execute) -> bool:
    """A procedure that a variable names hands out something."""
    late = call.procedure is not None and call.procedure.kind == "variable"
    return late and (call.result is not None or any(a.output for a in call.arguments))


def is_filled_late(statement: Node) -> bool:
    assert isinstance(statement, InsertExecute)
    return statement.call.procedure is not None and statement.call.procedure.kind == "variable"


def is_asked_for_nothing(call: Node, unit: TsqlUnit, context: Context) -> bool:
    assert isinstance(call, Execute)
    signature = signature_of(call, context) if call.result is None else None
    if signature is None or not signature.status or is_made_as_text(call, signature, unit, context):
        return False
    return not gives(signature, context) or any(a.mode != "in" for a in signature.arguments)


def spelled(text: str, context: Context) -> str:
    """In quotes everywhere where one of the places wants them."""
    found = [context.names.spell(text, False, place) for place in ("param", "plvar", "column")]
    return next((name for name in found if name.startswith('"')), found[0])


def plain(key: str) -> str:
    text = key.lstrip("@").replace("@", "_").replace("#", "_")
    return text if text[:1].isalpha() else f"v_{text}"


def visible(unit: TsqlUnit, context: Context) -> set[str]:
    """Words of the unit that are no variables, and columns of the tables that it names."""
    lexed = unit.lexed
    words = {t.text.lower() for k, t in enumerate(lexed.tokens) if lexed.is_name(k) and not t.text.startswith("@")}
    catalog = context.catalog
    for view in [catalog.views[key] for word in words for key in catalog.named("view", word)]:
        words |= set(view.columns or ()) | set(WORD.findall(view.query.lower()))
    for table in [catalog.tables[key] for word in words for key in catalog.named("table", word)]:
        words |= set(table.columns)
    return words
