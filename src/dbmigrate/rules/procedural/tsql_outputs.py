"""The OUTPUT clause of T-SQL code: which forms RETURNING can say."""

from __future__ import annotations

from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.model import Part
from dbmigrate.rules.procedural.tsql_rows import RowColumn, without_length
from dbmigrate.rules.procedural.tsql_type_text import type_text
from dbmigrate.syntax.procedural.tsql_statements import Output, TsqlSql

STATE: Final = {"insert": "INSERTED", "update": "INSERTED", "delete": "DELETED"}


def is_writable(sql: TsqlSql) -> bool:
    """One OUTPUT, of the one state of the rows that RETURNING knows."""
    if len(sql.outputs) != 1 or sql.verb not in STATE:
        return False
    if sql.verb != "insert" and reads_other_rows(sql):
        return False
    other = {"INSERTED", "DELETED", "$ACTION"} - {STATE[sql.verb]}
    return not any(w in other for v in sql.outputs[0].values for w in v.words())


def given_columns(sql: TsqlSql, context: Context) -> tuple[RowColumn, ...]:
    """Of an OUTPUT that gives rows to the client: columns of the table only. () where they are not known."""
    name = target(sql)
    lexed = sql.lexed
    path = tuple(lexed.tokens[k].text.lower() for k in range(name.first, name.last + 1, 2)) if name else ()
    table = context.catalog.table(path, context.schema) if path else None
    found: list[RowColumn] = []
    for value in sql.outputs[0].values:
        words = [lexed.tokens[k].text for k in range(value.part.first, value.part.last + 1)]
        column = table.columns.get(words[2].lower()) if table is not None and len(words) == 3 else None
        type_ = context.types.estate.declared(column.type, table.schema) if column and column.type and table else None
        text = without_length(type_text(type_, context)) if type_ is not None else ""
        if not text:
            return ()
        found.append(RowColumn(context.names.spell(words[2], False, "param"), text))
    return tuple(found)


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
    """The name of the table that is changed, as the statement calls it: behind INSERT [INTO], UPDATE, DELETE [FROM],
    each with TOP (n) before it."""
    words, first = sql.lexed.words, sql.part.first
    k = next((k for k in range(first, sql.part.last) if words[k] in ("INSERT", "UPDATE", "DELETE")), None)
    if k is None:
        return None
    k += 1
    if words[k] == "TOP":
        k = sql.lexed.brackets.close.get(k + 1, k + 1) + 1
    k += words[k] in ("FROM", "INTO")
    last = k
    while words[last + 1] == ".":
        last += 2
    return Part(k, last)
