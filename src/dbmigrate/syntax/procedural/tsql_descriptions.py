"""Calls in T-SQL code that describe an object, read as those of a script are."""

from __future__ import annotations

from dbmigrate.syntax.ddl.nodes import Comment
from dbmigrate.syntax.ddl.reader import Cursor, Unexpected
from dbmigrate.syntax.ddl.sqlserver_calls import COMMENTING, read_execute
from dbmigrate.syntax.procedural.tsql_statements import Execute


def description_of(call: Execute) -> Comment | None:
    """None for another call, and where more than the owner stands in a variable."""
    if call.procedure is None or call.procedure.value.lower() not in COMMENTING:
        return None
    try:
        found = read_execute(Cursor(call.lexed, call.keyword.first, call.inner.last + 1))
    except Unexpected:
        return None
    named = isinstance(found, Comment) and not any(part.startswith("@") for part in found.path[1:])
    return found if isinstance(found, Comment) and named else None
