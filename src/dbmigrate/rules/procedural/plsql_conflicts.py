"""Names in SQL of code that mean a column and a variable. Oracle takes the column; PL/pgSQL asks which one is meant.

PL/SQL Language Reference, "Resolution of Names in Static SQL Statements".
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from dbmigrate.catalog.keys import fold
from dbmigrate.engine.context import Context
from dbmigrate.syntax.ddl.nodes import Node, below
from dbmigrate.syntax.procedural.nodes import CursorDeclaration, Parameter, Variable, key_of
from dbmigrate.syntax.procedural.statements import Loop, Sql
from dbmigrate.syntax.sql import parse


def has_conflicts(unit: Node, context: Context) -> bool:
    declared = set(variables(unit))
    return any(conflicts(sql, declared, context) for sql in below(unit, Sql) if isinstance(sql, Sql))


def variables(unit: Node) -> Iterator[str]:
    for node in below(unit, (Variable, Parameter, CursorDeclaration, Loop)):
        if isinstance(node, (Variable, Parameter, CursorDeclaration)):
            yield key_of(node.name)
        elif isinstance(node, Loop) and node.index:
            yield key_of(node.index)


def conflicts(sql: Sql, declared: set[str], context: Context) -> bool:
    """A variable's name is that of a column of the statement's tables, or of a table in it."""
    root = parse(sql.query.lexed, sql.query.part, sql.query.into).root
    if root is None:
        return False
    said = {folded(c.args["table"] if c.table else c.this) for c in root.find_all(exp.Column)} & declared
    said |= {folded(i) for s in root.find_all(exp.Schema) for i in s.expressions if isinstance(i, exp.Identifier)} & declared
    if not said:
        return False
    for table in root.find_all(exp.Table):
        parts = [p for p in (table.args.get("db"), table.this) if isinstance(p, exp.Identifier)]
        path = tuple(folded(p) for p in parts)
        alias = table.args.get("alias")
        if path and (path[-1] in said or (alias is not None and isinstance(alias.this, exp.Identifier) and folded(alias.this) in said)):
            return True
        columns = columns_of(path, context)
        if columns is None or said & columns:
            return True
    return False


def columns_of(path: tuple[str, ...], context: Context) -> set[str] | None:
    """None where they are not known."""
    if path == ("DUAL",):
        return set()
    found = context.catalog.table(path, context.schema) if path else None
    return set(found.columns) if found is not None and found.complete else None


def folded(name: exp.Expr) -> str:
    return fold("oracle", name.name, bool(name.args.get("quoted")))


