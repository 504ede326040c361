"""The OUTPUT clause of T-SQL code: which forms RETURNING can say."""

from __future__ import annotations

from typing import Final

from dbmigrate.model import Part
from dbmigrate.syntax.procedural.tsql_statements import Output, TsqlSql

STATE: Final = {"insert": "INSERTED", "update": "INSERTED", "delete": "DELETED"}


def is_writable(sql: TsqlSql) -> bool:
    """One OUTPUT .. INTO a table, of the one state of the rows that RETURNING knows."""
    if len(sql.outputs) != 1 or sql.verb not in STATE or sql.outputs[0].target is None:
        return False
    if sql.verb != "insert" and reads_other_rows(sql):
        return False
    other = {"INSERTED", "DELETED", "$ACTION"} - {STATE[sql.verb]}
    return not any(w in other for v in sql.outputs[0].values for w in v.words())


def reads_other_rows(sql: TsqlSql) -> bool:
    """FROM behind OUTPUT: the changed table may have another name there."""
    words, around = sql.lexed.words, sql.lexed.brackets.around
    behind = range(sql.outputs[0].part.last + 1, sql.part.last + 1)
    return any(words[k] == "FROM" and around[k] == around[sql.part.first] for k in behind)


def prefixes(sql: TsqlSql, output: Output) -> list[Part]:
    """`inserted` or `deleted` with its dot, wherever the values say it."""
    words = sql.lexed.words
    ranges = [range(v.part.first, v.part.last) for v in output.values]
    return [Part(k, k + 1) for one in ranges for k in one if words[k] == STATE[sql.verb] and words[k + 1] == "."]


def target(sql: TsqlSql) -> Part | None:
    """The name of the table that is changed, as the statement calls it: behind UPDATE, DELETE [FROM]."""
    words, first = sql.lexed.words, sql.part.first
    k = next((k for k in range(first, sql.part.last) if words[k] in ("UPDATE", "DELETE")), None)
    if k is None:
        return None
    k += 1 + (words[k + 1] == "FROM")
    last = k
    while words[last + 1] == ".":
        last += 2
    return Part(k, last)
