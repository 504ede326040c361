"""SET ROWCOUNT n .. SET ROWCOUNT 0: the statements between touch n rows at most.

Transact-SQL reference, "SET ROWCOUNT": it holds for SELECT, UPDATE, DELETE and INSERT, until it is set to 0 or the
procedure ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from dbmigrate.model import Part
from dbmigrate.rules.procedural.tsql_places import lists
from dbmigrate.syntax.ddl.nodes import Node, below
from dbmigrate.syntax.procedural.tsql_nodes import TsqlBody, TsqlUnit
from dbmigrate.syntax.procedural.tsql_statements import Execute, InsertExecute, SetOption, TsqlSql, TsqlSqlStatement


@dataclass
class RowLimits:
    """`options`: the SET ROWCOUNT that are understood, by first token; `limited`: the number for statements between."""

    options: set[int] = field(default_factory=set)
    limited: dict[int, Part] = field(default_factory=dict)


def row_limits(unit: TsqlUnit) -> RowLimits:
    found = RowLimits()
    if unit.body is None or "ROWCOUNT" not in unit.lexed.words:
        return found
    for statements in lists(unit.body):
        read(statements, isinstance(unit.body, TsqlBody) and statements is unit.body.statements, found)
    return found


def number_of(node: Node) -> Part | None:
    """The n of SET ROWCOUNT n."""
    if not isinstance(node, SetOption) or node.option.words()[:1] != ("ROWCOUNT",) or len(node.option.words()) != 2:
        return None
    return Part(node.option.part.last, node.option.part.last)


def is_off(node: Node, number: Part) -> bool:
    return node.lexed.words[number.first] == "0"


def read(statements: tuple[Node, ...], outermost: bool, found: RowLimits) -> None:
    start: int | None = None
    for k, node in enumerate(statements):
        number = number_of(node)
        if number is None:
            continue
        if start is not None:
            limit(statements[start:k], found)
        if is_off(node, number):
            if start is not None or not found.limited:
                found.options.add(node.part.first)
            start = None
        else:
            start = k
    if start is not None and outermost:
        limit(statements[start:], found)


def limit(span: tuple[Node, ...], found: RowLimits) -> None:
    """`span`: SET ROWCOUNT n and the statements up to the next one."""
    number = number_of(span[0])
    assert number is not None
    if any(below(n, (Execute, InsertExecute, SetOption)) for n in span[1:]):
        return
    inside = [s for n in span[1:] for s in below(n, TsqlSqlStatement) if isinstance(s, TsqlSqlStatement)]
    touched = [s for s in inside if s.sql.verb != "select" or "FROM" in s.words()]
    if all(list(limit_of(s.sql, number)) for s in touched):
        found.options.add(span[0].part.first)
        found.limited |= {s.sql.part.first: number for s in touched}


def limit_of(sql: TsqlSql, number: Part) -> Iterator[tuple[object, ...]]:
    """How the limit is written; nothing where the statement's form has none."""
    lexed, part = sql.lexed, sql.query.part
    words, own = lexed.words, [k for k in range(part.first, part.last + 1) if lexed.brackets.around[k] == around(sql)]
    heads = [words[k] for k in own]
    if "TOP" in heads or sql.outputs or sql.option is not None or "FOR" in heads:
        return
    if sql.verb == "select" or (sql.verb == "insert" and "SELECT" in heads):
        yield part.after, " LIMIT {}", number
    elif sql.verb == "insert":
        yield part.after, ""  # VALUES: one row
    elif sql.verb in ("update", "delete") and heads[1:2] != ["FROM"] and "FROM" not in heads:
        where = next((k for k in own if words[k] == "WHERE"), part.last + 1)
        target = Part(part.first + 1, last_of_name(sql, part.first + 1))
        if words[target.last + 1] in ("SET", "WHERE", ";", "") or target.last == part.last:
            yield Part(part.first, where - 1).after, " WHERE ctid IN (SELECT ctid FROM {}", target
            yield part.after, " LIMIT {})", number


def around(sql: TsqlSql) -> object:
    return sql.lexed.brackets.around[sql.query.part.first]


def last_of_name(sql: TsqlSql, k: int) -> int:
    while sql.lexed.words[k + 1] == "." or sql.lexed.words[k] == ".":
        k += 1
    return k
