"""What a T-SQL procedure hands to its caller besides OUTPUT parameters: results of queries, a status."""

from __future__ import annotations

from dbmigrate.syntax.ddl.nodes import Node, below
from dbmigrate.syntax.procedural.statements import Return
from dbmigrate.syntax.procedural.tsql_nodes import TsqlRoutine, TsqlUnit
from dbmigrate.syntax.procedural.tsql_statements import TsqlSql, TsqlSqlStatement


def result_queries(unit: TsqlUnit) -> list[TsqlSqlStatement]:
    """The queries whose rows a procedure gives, in order."""
    if not isinstance(unit, TsqlRoutine) or unit.kind != "procedure" or unit.body is None:
        return []
    found = [n for n in below(unit.body, TsqlSqlStatement) if isinstance(n, TsqlSqlStatement)]
    return [n for n in found if gives_rows(n.sql)]


def gives_rows(sql: TsqlSql) -> bool:
    if any(output.target is None for output in sql.outputs):
        return True
    if sql.verb != "select" or sql.assigned:
        return False
    around, words = sql.lexed.brackets.around, sql.lexed.words
    own = around[sql.part.first]
    return not any(words[k] == "INTO" and around[k] == own for k in range(sql.part.first, sql.part.last))


def has_status(unit: Node) -> bool:
    """RETURN of something else than 0, which every procedure returns."""
    if not isinstance(unit, TsqlRoutine) or unit.kind != "procedure" or unit.body is None:
        return False
    found = [n for n in below(unit.body, Return) if isinstance(n, Return)]
    return any(n.value is not None and n.value.text() != "0" for n in found)
