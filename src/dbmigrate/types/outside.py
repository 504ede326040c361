"""What names outside of queries mean: the columns of the table that a DDL statement is about, and variables of code."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from dbmigrate.catalog.elements import fill, sql_type
from dbmigrate.catalog.keys import Path, path_of
from dbmigrate.catalog.signatures import argument
from dbmigrate.catalog.values import Table
from dbmigrate.syntax.ddl.nodes import AlterTable, CreateIndex, CreateTable, Node, Piece, TypeName
from dbmigrate.syntax.procedural.nodes import Anchored, CursorDeclaration, Parameter, Trigger, Variable
from dbmigrate.syntax.procedural.scopes import declaration
from dbmigrate.syntax.procedural.statements import Loop, Sql
from dbmigrate.syntax.procedural.tsql_nodes import LocalVariable, TableVariable, TsqlParameter, TsqlTrigger
from dbmigrate.syntax.sql import parse
from dbmigrate.types.code import Code, Held
from dbmigrate.types.estate import Estate
from dbmigrate.types.package_cursors import package_cursor
from dbmigrate.types.reader import Reader
from dbmigrate.types.sources import Outputs
from dbmigrate.types.temporary import created, maker, selected
from dbmigrate.types.values import Kind, Type, unknown

EVENT_ROWS = frozenset({("inserted",), ("deleted",)})


ABOUT_TABLES = (CreateTable, AlterTable, CreateIndex, Trigger, TsqlTrigger)


class Shared:
    """What queries of a statement's code give, for all places in it where the same names can be seen. The first of a
    key is the query's own identity; its node is kept beside the answer."""

    def __init__(self) -> None:
        self.tables: dict[tuple[int, ...], tuple[Node, Table]] = {}
        self.outputs: dict[tuple[int, ...], tuple[Node, Outputs | None]] = {}


class Surroundings:
    """`nodes`: what stands around the expression, outermost first. Calling it answers for one name."""

    def __init__(self, estate: Estate, nodes: Sequence[Node], schema: str, shared: Shared | None = None) -> None:
        self.estate, self.nodes, self.schema, self.shared = estate, tuple(nodes), schema, shared or Shared()
        self.reading: set[str] = set()  # temporary tables that are made from themselves
        self.code = Code(estate, self.nodes, schema, self.column_of)

    def __call__(self, path: Path) -> Type | None:
        if len(path) == 1 and path[0].startswith((":NEW.", ":OLD.")):
            return self.row_of_trigger(path[0][5:])
        own = self.own_column(path)
        return own if own is not None else self.variable(path)

    def rows(self, path: Path) -> tuple[Table, Path] | None:
        """T-SQL: a table variable, a temporary table of the code's own, the rows of a trigger's event."""
        if path[-1].startswith("#"):
            return self.temporary_table(path)
        variable = declaration(self.nodes, path[0]) if len(path) == 1 and path[0].startswith("@") else None
        if isinstance(variable, TableVariable):
            made = Table("", path[0])
            fill(made, variable.elements)
            return made, path
        if isinstance(variable, (LocalVariable, TsqlParameter)) and isinstance(variable.type, TypeName):
            named = path_of(variable.type.user) if variable.type.user is not None else ()
            typed = self.estate.catalog.user_type(named, self.schema) if named else None
            return (typed, named) if isinstance(typed, Table) and typed.kind == "table type" else None
        for node in self.nodes:
            if isinstance(node, TsqlTrigger) and node.table is not None and path in EVENT_ROWS:
                table = path_of(node.table)
                found = self.estate.catalog.table(table, self.schema)
                return (found, table) if found is not None else None
        return None

    def temporary_table(self, path: Path) -> tuple[Table, Path] | None:
        node = maker(self.nodes, path[-1])
        if isinstance(node, CreateTable):
            return created(node, path[-1]), path
        if node is None or path[-1] in self.reading:
            return None
        key = (id(node), *self.seen)
        known = self.shared.tables.get(key)
        if known is not None:
            return known[1], path
        tree = parse(node.query.lexed, node.query.part, node.query.into)
        if tree.root is None:
            return None
        self.reading.add(path[-1])
        outputs = Reader(self.estate, tree, self.schema, self).scopes.outputs(tree.root)
        found = selected(outputs, path[-1])
        self.reading.discard(path[-1])
        if not self.reading:  # inside of a table that is made from itself it may not be all
            self.shared.tables[key] = node, found
        return found, path

    @cached_property
    def seen(self) -> tuple[int, ...]:
        """The identities of the nodes around that decide what a name means."""
        deciding = [n for n in self.nodes if getattr(n, "declared", None) or isinstance(n, ABOUT_TABLES)]
        return tuple(map(id, [*self.nodes[:1], *deciding]))

    def own_column(self, path: Path) -> Type | None:
        """In CHECK, DEFAULT, computed columns and indexes."""
        for node in reversed(self.nodes):
            if isinstance(node, (CreateTable, AlterTable, CreateIndex)):
                name = node.table if isinstance(node, CreateIndex) else node.name
                return self.column_of(path_of(name), path[-1])
        return None

    def column_of(self, table: Path, name: str) -> Type | None:
        catalog = self.estate.catalog
        key, found = catalog.locate("table", table, self.schema), catalog.table(table, self.schema)
        if found is None:
            return unknown(".".join(table))
        column = found.columns.get(name)
        return self.estate.column(key or (found.schema, table[-1]), name, column) if column is not None else None

    def row_of_trigger(self, name: str) -> Type | None:
        """:OLD of an INSERT and :NEW of a DELETE hold NULLs, and NOT NULL is checked behind the triggers."""
        for node in reversed(self.nodes):
            if isinstance(node, Trigger) and node.table is not None:
                return or_null(self.column_of(path_of(node.table), name))
        return None

    def variable(self, path: Path) -> Type | None:
        found = declaration(self.nodes, path[0])
        if isinstance(found, Loop):
            return self.of_loop(found, path)
        if self.estate.dialect == "oracle":
            return self.of_code(found, path)
        if found is None:
            return None
        return self.of_declaration(found) if len(path) == 1 else unknown(".".join(path))

    def of_code(self, found: Node | None, path: Path) -> Type | None:
        known = self.code.variable(path)
        if known is not None and (known.is_known or len(path) != 2 or found is None):
            return known
        field = self.field(found, path[1]) if found is not None and len(path) == 2 else None
        if field is not None or known is not None:
            return field or known
        return unknown(".".join(path)) if found is not None else None

    def of_loop(self, found: Loop, path: Path) -> Type | None:
        if len(path) == 2:
            return self.field(found, path[1])
        is_number = len(path) == 1 and found.kind == "for"
        return Type(Kind.NUMBER, None, "integer", False) if is_number else unknown(".".join(path))

    def element(self, path: Path, fields: Path = ()) -> Type | None:
        """Of a collection of PL/SQL code, or of a field of its elements."""
        return self.code.element(path, fields) if self.nodes and self.estate.dialect == "oracle" else None

    def called(self, path: Path) -> Type | None:
        """What a function of PL/SQL code gives."""
        return self.code.called(path) if self.estate.dialect == "oracle" else None

    def of_declaration(self, node: Node) -> Type:
        if isinstance(node, (Variable, Parameter)):
            return self.of_type(node.type)
        return unknown(type(node).__name__)

    def of_type(self, type_: TypeName | Anchored) -> Type:
        if self.estate.dialect == "oracle":
            return self.code.type(Held(argument("", type_, "in", False)))
        if isinstance(type_, TypeName):
            return self.estate.declared(sql_type(type_), self.schema)
        return unknown(".".join(type_.path))

    def field(self, node: Node, name: str) -> Type | None:
        """Of a record: a row of a table, of a cursor, of the query that a loop goes through."""
        type_ = node.type if isinstance(node, (Variable, Parameter)) else None
        if isinstance(type_, Anchored) and type_.attribute == "ROWTYPE":
            path = path_of_anchor(type_)
            cursor = self.cursor(path[-1]) if len(path) == 1 or self.table(path) is None else None
            return or_null(self.of_cursor(cursor, name) if cursor is not None else self.column_of(path, name))
        if isinstance(node, Loop):
            if isinstance(node.source, Sql):
                return self.of_query(node.source, name)
            if isinstance(node.source, Piece):
                return self.of_cursor(self.cursor(called(node.source)), name)
        return unknown(name)

    def cursor(self, name: str) -> Node | None:
        """What a block declares, or a package."""
        found = declaration(self.nodes, name)
        package = package_cursor(self.nodes, name, self.estate.catalog, self.schema) if found is None else None
        return package.declaration if package is not None else found

    def table(self, path: Path) -> Table | None:
        return self.estate.catalog.table(path, self.schema)

    def of_cursor(self, node: Node | None, name: str) -> Type | None:
        if isinstance(node, CursorDeclaration) and isinstance(node.query, Sql):
            return self.of_query(node.query, name)
        return unknown(name)

    def outputs_of_cursor(self, name: str) -> Outputs | None:
        """What a declared cursor gives; None where not all of it is known."""
        found = self.cursor(name)
        query = found.query if isinstance(found, CursorDeclaration) else None
        outputs = self.outputs_of(query) if isinstance(query, Sql) else None
        return None if outputs is None or outputs.missing else outputs

    def of_query(self, sql: Sql, name: str) -> Type | None:
        outputs = self.outputs_of(sql)
        if outputs is None:
            return unknown(name)
        found = next((lazy for label, lazy in outputs.items if label == name), None)
        return found() if found is not None else unknown(outputs.missing or name)

    def outputs_of(self, sql: Sql) -> Outputs | None:
        """The columns that a query gives; None where it cannot be read."""
        key = (id(sql), *self.seen)
        known = self.shared.outputs.get(key)
        if known is None:
            tree = parse(sql.query.lexed, sql.query.part, sql.query.into)
            reader = Reader(self.estate, tree, self.schema, self) if tree.root is not None else None
            known = self.shared.outputs[key] = sql, reader.scopes.outputs(tree.root) if reader else None
        return known[1]


def or_null(found: Type | None) -> Type | None:
    return found.with_nulls() if found is not None else None


def called(source: Piece) -> str:
    """The last component of the name at the start of `c(1)`, `package.c(1)`."""
    lexed, k = source.lexed, source.part.first
    while k + 2 <= source.part.last and lexed.words[k + 1] == ".":
        k += 2
    return lexed.tokens[k].text.upper()


def path_of_anchor(type_: Anchored) -> Path:
    return tuple(p if q else p.upper() for p, q in zip(type_.path, type_.quoted, strict=True))
