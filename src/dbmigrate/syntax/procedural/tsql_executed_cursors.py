"""Cursors that an executed text of T-SQL declares: EXEC ('declare c cursor for select ..' + @where), then OPEN c."""

from __future__ import annotations

import re
from typing import Final

from dbmigrate.syntax.ddl.nodes import Piece, below
from dbmigrate.syntax.procedural.tsql_executed_rows import openings
from dbmigrate.syntax.procedural.tsql_nodes import TsqlUnit
from dbmigrate.syntax.procedural.tsql_prepared import is_prepared
from dbmigrate.syntax.procedural.tsql_statements import CursorCommand, Execute

DECLARED: Final = re.compile(r"\s*declare\s+\[?(\w+)\]?\s+(?:(?:insensitive|scroll)\s+)*cursor\b", re.I)


def text_of(call: Execute) -> Piece | None:
    """What it executes, where that takes no parameters."""
    if call.texts:
        return call.texts[0]
    given = call.arguments[0].value if is_prepared(call) and len(call.arguments) == 1 else None
    return given if isinstance(given, Piece) else None


def declared_by(call: Execute, unit: TsqlUnit) -> str:
    """The cursor's name in lower case; "" for any other text."""
    text = text_of(call)
    if text is None:
        return ""
    found = {m[1].lower() if (m := DECLARED.match(t)) else "" for t in openings(text.lexed, text.part, unit)}
    return found.pop() if len(found) == 1 else ""


def executed_cursors(unit: TsqlUnit) -> tuple[str, ...]:
    """Those that are opened as often as they are declared: the text is a query, and is run when it is declared."""
    if "CURSOR" not in unit.lexed.text.upper() or "OPEN" not in unit.lexed.words or unit.body is None:
        return ()
    names = [name for c in below(unit.body, Execute) if isinstance(c, Execute) and (name := declared_by(c, unit))]
    commands = (c for c in below(unit.body, CursorCommand) if isinstance(c, CursorCommand))
    opened = [c.cursor.value.lower() for c in commands if c.kind == "open"]
    return tuple(name for name in dict.fromkeys(names) if names.count(name) == opened.count(name))
