"""Calls in T-SQL code that describe an object, read as those of a script are."""

from __future__ import annotations

from dbmigrate.syntax.ddl.nodes import Comment, below
from dbmigrate.syntax.ddl.reader import Cursor, Unexpected
from dbmigrate.syntax.ddl.sqlserver_calls import COMMENTING, read_execute
from dbmigrate.syntax.procedural.tsql_nodes import LocalVariable, TsqlUnit
from dbmigrate.syntax.procedural.tsql_statements import Execute, SetVariable


def description_of(call: Execute) -> Comment | None:
    """None for another call, and where more than the owner stands in a variable."""
    if call.procedure is None or call.procedure.value.lower() not in COMMENTING:
        return None
    try:
        found = read_execute(Cursor(call.lexed, call.keyword.first, call.inner.last + 1), in_code=True)
    except Unexpected:
        return None
    named = isinstance(found, Comment) and not any(part.startswith("@") for part in found.path[1:])
    return found if isinstance(found, Comment) and named else None


def only_describes(variable: LocalVariable, unit: TsqlUnit) -> bool:
    """All that is done with the variable is to set it and to pass it on as the description of an object."""
    name = variable.name.value.upper()
    sets = [n.target.part.first for n in below(unit, SetVariable) if isinstance(n, SetVariable)]
    calls = [description_of(n) for n in below(unit, Execute) if isinstance(n, Execute)]
    passed = [c.value.first for c in calls if c is not None and c.value is not None]
    places = {k for k, word in enumerate(unit.lexed.words) if word == name}
    return places <= {variable.name.part.first, *sets, *passed}
