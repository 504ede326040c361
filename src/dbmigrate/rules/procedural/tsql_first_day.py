"""SET DATEFIRST in T-SQL code: the day that weeks begin with. Transact-SQL Reference, "SET DATEFIRST"."""

from __future__ import annotations

from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.rules.procedural.tsql_text import only_block
from dbmigrate.syntax.procedural.tsql_nodes import TsqlBody, TsqlUnit
from dbmigrate.syntax.procedural.tsql_statements import SetOption

SUNDAY: Final = 7  # what logins of most languages have, Chinese among them


def number_of(statement: object) -> int | None:
    words = statement.option.words() if isinstance(statement, SetOption) else ()
    if len(words) != 2 or words[0] != "DATEFIRST" or words[1] not in tuple("1234567"):
        return None
    return int(words[1])


def is_plain(statement: SetOption, unit: TsqlUnit) -> bool:
    """A constant, and no branch leads around it."""
    return number_of(statement) is not None and any(statement is s for s in outermost(unit))


def outermost(unit: TsqlUnit) -> tuple[object, ...]:
    if not isinstance(unit.body, TsqlBody):
        return ()
    block = only_block(unit.body)
    return block.statements if block is not None else unit.body.statements


def first_day(token: int, context: Context) -> int:
    """At a place of the unit around it: Monday is 1."""
    unit = context.above(TsqlUnit)
    if unit is None or "DATEFIRST" not in unit.lexed.words:
        return SUNDAY
    before = (s for s in outermost(unit) if isinstance(s, SetOption) and s.part.first < token)
    return next((n for s in reversed(list(before)) if (n := number_of(s)) is not None), SUNDAY)
