"""RETURNING that gives one value for all rows: aggregates, BULK COLLECT. PL/SQL Language Reference, "RETURNING INTO Clause"."""

from __future__ import annotations

from sqlglot import exp

from dbmigrate.rules.queries.rownum_terms import AGGREGATES, own_nodes
from dbmigrate.syntax.ddl.nodes import Node
from dbmigrate.syntax.procedural.statements import Sql, SqlStatement
from dbmigrate.syntax.sql import Tree, parse


def is_gathering(found: Node | None) -> bool:
    """A query around the statement gathers the rows: the server then counts the query's one row."""
    sql = found.sql if isinstance(found, SqlStatement) else found
    if not isinstance(sql, Sql) or sql.returning is None or sql.returning.into is None:
        return False
    return sql.returning.into.bulk or any(map(has_aggregate, returned(tree_of(sql))))


def tree_of(sql: Sql) -> Tree:
    return parse(sql.query.lexed, sql.query.part, sql.query.into)


def returned(tree: Tree) -> list[exp.Expr]:
    clause = tree.root.args.get("returning") if tree.root is not None else None
    return list(clause.expressions) if isinstance(clause, exp.Returning) else []


def has_aggregate(item: exp.Expr) -> bool:
    return any(isinstance(n, exp.Anonymous) and n.name.upper() in AGGREGATES for n in own_nodes(item))
