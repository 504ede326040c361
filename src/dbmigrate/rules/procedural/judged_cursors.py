"""Declared cursors, judged: their query, their parameters, and the loops that read them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.rules.procedural.judged_expressions import folded
from dbmigrate.rules.procedural.judged_queries import Queries, fields
from dbmigrate.rules.procedural.judged_types import Kind, Record, Scope, Unclear, declare, stored
from dbmigrate.syntax.ddl.nodes import Piece
from dbmigrate.syntax.procedural.nodes import CursorDeclaration, Parameter, key_of
from dbmigrate.syntax.procedural.statements import Sql


@dataclass(frozen=True)
class Cursor:
    parameters: list[Kind | Record]
    fields: Record


class Cursors:
    """The cursors of one unit by folded name; a second one of a name is not judged."""

    def __init__(self, context: Context, scope: Scope, queries: Queries):
        self.context, self.scope, self.queries = context, scope, queries
        self.found: dict[str, Cursor] = {}

    def declare(self, node: CursorDeclaration) -> None:
        """Raises Unclear. PL/pgSQL has no defaults for a cursor's parameters."""
        name = key_of(node.name)
        known = name in self.found or self.scope.find(name) is not None
        if node.returns or not isinstance(node.query, Sql) or known:
            raise Unclear(node.part, "CURSOR")
        parameters: list[Kind | Record] = []
        self.scope.frames.append({})
        for item in node.parameters.items if node.parameters else ():
            if not isinstance(item, Parameter) or item.extras or item.mode or item.default:
                raise Unclear(item.part, "CURSOR")
            parameters.append(declare(item.name, item.type, self.context, self.scope, bare=True))
        self.found[name] = Cursor(parameters, fields(self.queries.query(node.query)))
        self.scope.frames.pop()

    def rows(self, source: Piece) -> Record:
        """What a loop over a cursor gives. Raises Unclear where the unit does not declare it."""
        root = self.queries.parsed(source)
        name = folded(root.this) if isinstance(root, exp.Column) and not root.table else root.name.upper()
        cursor = self.found.get(name)
        arguments = root.expressions if isinstance(root, exp.Anonymous) else []
        if cursor is None or len(arguments) != len(cursor.parameters):
            raise Unclear(source.part, "FOR IN " + source.words()[0])
        for held, argument in zip(cursor.parameters, arguments, strict=True):
            stored(held, self.queries.kind(argument), source.part)
        return cursor.fields
