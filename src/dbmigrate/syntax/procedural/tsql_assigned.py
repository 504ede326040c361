"""The values of SELECT @a = .., @b = ..: the list without what it is assigned to."""

from __future__ import annotations

from dbmigrate.model import Part
from dbmigrate.syntax.ddl.nodes import Piece
from dbmigrate.syntax.procedural.tsql_statements import TsqlSql


def values(sql: TsqlSql) -> list[Piece]:
    """The expressions of the list, without what they are assigned to."""
    lexed, found = sql.lexed, []
    around = lexed.brackets.around
    depth, last = around[sql.part.first], sql.option.part.first - 1 if sql.option else sql.part.last
    end = next(
        (k - 1 for k in range(sql.assigned[-1].part.last, last) if lexed.words[k] == "FROM" and around[k] == depth),
        last,
    )
    for k, one in enumerate(sql.assigned):
        following = sql.assigned[k + 1].part.first - 2 if k + 1 < len(sql.assigned) else end
        found.append(Piece(Part(one.part.last + 1, following), lexed, "condition"))
    return found
