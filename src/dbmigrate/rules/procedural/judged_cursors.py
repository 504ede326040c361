"""Declared cursors, judged: their query, their parameters, and the loops that read them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.rules.procedural.judged_commands import judge_command
from dbmigrate.rules.procedural.judged_expressions import folded
from dbmigrate.rules.procedural.judged_fetching import cursor_key
from dbmigrate.rules.procedural.judged_queries import Queries, fields
from dbmigrate.rules.procedural.judged_types import CURSOR, Kind, Record, Scope, Unclear, declare, stored
from dbmigrate.syntax.ddl.nodes import Piece
from dbmigrate.syntax.procedural.nodes import CursorDeclaration, Parameter, key_of
from dbmigrate.syntax.procedural.statements import Close, Fetch, Open, Sql


@dataclass(frozen=True)
class Cursor:
    parameters: list[Kind | Record]
    fields: Record
    width: int  # values of a row, also those without a name


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
        items = self.queries.query(node.query)
        self.found[name] = Cursor(parameters, fields(items), len(items))
        self.scope.frames.pop()
        self.scope.cursors[name] = self.found[name].fields

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

    def open(self, node: Open) -> None:
        """Raises Unclear. A cursor variable takes a query, or a text that PL090 runs."""
        name = cursor_key(node.cursor)
        if name in self.found and node.source is None:
            self.rows(node.cursor)
            return
        if self.scope.find(name) != CURSOR or node.source is None:
            raise Unclear(node.part, "OPEN " + name)
        if isinstance(node.source, Sql):
            if node.using:
                raise Unclear(node.part, "OPEN " + name)
            self.queries.query(node.source)
        elif isinstance(node.source, Piece):
            judge_command(node.source, node.using, self.queries)

    def close(self, node: Close) -> None:
        name = cursor_key(node.cursor)
        if name not in self.found and self.scope.find(name) != CURSOR:
            raise Unclear(node.part, "CLOSE " + name)

    def fetched(self, node: Fetch) -> list[Kind]:
        """The kinds of a row's values, in order. Raises Unclear."""
        cursor = self.found.get(cursor_key(node.cursor))
        if cursor is None or node.into.bulk or node.limit or len(cursor.fields) != cursor.width:
            raise Unclear(node.part, "FETCH")
        return list(cursor.fields.values())
