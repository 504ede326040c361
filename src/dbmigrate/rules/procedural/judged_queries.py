"""SQL statements of code, judged: the simple forms that read and write tables of the estate alike on both sides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sqlglot import exp

from dbmigrate.rules.procedural.judged_expressions import Expressions, Source, column_of, folded
from dbmigrate.rules.procedural.judged_fetching import cursor_key
from dbmigrate.rules.procedural.judged_functions import RANKED
from dbmigrate.rules.procedural.judged_types import (
    BOOLEAN,
    NULL,
    STRING,
    TEXT,
    Kind,
    Record,
    Unclear,
    fits,
    kind_of_column,
)
from dbmigrate.rules.procedural.judged_views import view_columns
from dbmigrate.syntax.procedural.statements import Sql

IN_SELECT: Final = frozenset({"expressions", "from_", "where", "joins", "group", "having", "order", "distinct", "locks"})
IN_JOIN: Final = frozenset({"this", "on", "side", "kind"})


class Queries(Expressions):
    def query(self, sql: Sql) -> list[tuple[str, Kind]]:
        """(folded name, kind) of each value that a SELECT gives. Raises Unclear."""
        root = self.parsed(sql.query)
        if not isinstance(root, (exp.Select, exp.SetOperation)):
            raise Unclear(sql.part, f"{sql.verb.upper()} in this form")
        return self.rows(root)

    def rows(self, node: Any) -> list[tuple[str, Kind]]:
        """Of a SELECT, or of several joined by UNION, INTERSECT or MINUS, whose values are alike."""
        if isinstance(node, exp.Subquery):
            self.only(node, {"this"})
            return self.rows(node.this)
        if isinstance(node, exp.SetOperation):
            self.only(node, {"this", "expression", "distinct"})
            left, right = self.rows(node.this), self.rows(node.expression)
            if [k for _, k in left] != [k for _, k in right]:
                raise self.unclear(node)
            return left
        if not isinstance(node, exp.Select):
            raise self.unclear(node)
        return self.select(node)

    def change(self, sql: Sql) -> None:
        """INSERT, UPDATE or DELETE. Raises Unclear."""
        root = self.parsed(sql.query)
        if sql.returning or sql.merge_delete:
            raise Unclear(sql.returning.keyword if sql.returning else sql.part, "RETURNING" if sql.returning else "MERGE")
        if sql.current_of and self.scope.cursors.get(cursor_key(sql.current_of.cursor)) is None:
            raise Unclear(sql.part, "WHERE CURRENT OF")
        if isinstance(root, exp.Insert):
            self.insert(root)
        elif isinstance(root, exp.Update):
            self.update(root)
        elif isinstance(root, exp.Delete):
            self.delete(root)
        else:
            raise Unclear(sql.part, f"{sql.verb.upper()} in this form")

    def kind(self, node: Any) -> Kind:
        if isinstance(node, exp.Exists):
            self.rows(node.this)
            return BOOLEAN
        if isinstance(node, exp.Subquery):
            items = self.rows(node)
            if len(items) == 1:
                return items[0][1]
        return super().kind(node)

    def only(self, node: exp.Expr, allowed: frozenset[str] | set[str]) -> None:
        """No clause that is not known."""
        unknown = [k for k, v in node.args.items() if v and k not in allowed]
        if unknown:
            raise self.unclear(node, unknown[0].strip("_").upper())

    def select(self, node: exp.Select) -> list[tuple[str, Kind]]:
        self.only(node, IN_SELECT)
        source = node.args.get("from_")
        tables = [source.this] if source else []
        for lock in node.args.get("locks") or ():
            columns = {"expressions"} if len(tables) == 1 and not joins_of(node) else set()  # PL075 removes them
            self.only(lock, {"update", *columns} if lock.args.get("wait") is not True else {"update", "wait", *columns})
        joins = node.args.get("joins") or []
        frame = self.frame([*tables, *(j.this for j in joins)])
        self.tables.append(frame)
        for join in joins:
            self.only(join, IN_JOIN)
            if join.args.get("side", "") not in ("", "LEFT") or join.args.get("kind", "") not in ("", "INNER", "OUTER"):
                raise self.unclear(join)
            self.boolean(join.args["on"]) if join.args.get("on") else None
        for clause in ("where", "having"):
            if node.args.get(clause):
                self.boolean(node.args[clause].this)
        self.grouped(node)
        found = [item for e in node.expressions for item in self.item(e, frame)]
        self.ordered(node)
        self.tables.pop()
        return found

    def frame(self, items: Sequence[exp.Expr]) -> dict[str, Source | None]:
        return dict(self.from_item(item) for item in items)

    def from_item(self, node: exp.Expr) -> tuple[str, Source | None]:
        """A table of the estate, DUAL (None), or a sub-query: its columns are known."""
        if isinstance(node, exp.Subquery):
            self.only(node, {"this", "alias"})
            name = node.args.get("alias")
            return (folded(name.this) if name else "", dict(self.rows(node.this)))
        if not isinstance(node, exp.Table):
            raise self.unclear(node)
        self.only(node, {"this", "db", "alias"})
        path = tuple(folded(node.args[k]) for k in ("db", "this") if node.args.get(k))
        alias = node.args.get("alias")
        label = folded(alias.this) if alias else path[-1]
        if path[-1] == "DUAL":
            return label, None
        table = self.context.catalog.table(path, self.context.schema)
        view = view_columns(path, self.context) if table is None else {}
        if view:
            return label, view
        if table is None or not table.complete or table.kind != "table" or not table.columns:
            raise self.unclear(node, f"table {path[-1]}")
        return label, {name: kind_of_column(c.type) for name, c in table.columns.items()}

    def item(self, node: exp.Expr, frame: dict[str, Source | None]) -> list[tuple[str, Kind]]:
        if isinstance(node, exp.Star):
            found = [(n, self.column_kind(node, t, n)) for t in frame.values() if t for n in t]
            if not found or node.args.get("except_"):
                raise self.unclear(node, "*")
            return found
        value = node.this if isinstance(node, exp.Alias) else node
        label = folded(node.args["alias"]) if isinstance(node, exp.Alias) else ""
        if not label and isinstance(value, exp.Column):
            label = folded(value.this)
        kind = self.kind(value)
        return [(label, TEXT if kind == STRING else kind)]

    def column_kind(self, node: exp.Expr, table: Source, name: str) -> Kind:
        kind = column_of(table, name)
        if kind is None:
            raise self.unclear(node, name)
        return kind

    def grouped(self, node: exp.Select) -> None:
        group = node.args.get("group")
        if group:
            self.only(group, {"expressions"})
            for e in group.expressions:
                self.kind(e)

    def ordered(self, node: exp.Select) -> None:
        """By numbers and dates: the order of texts is a question of the collation, and a number alone is a position."""
        order = node.args.get("order")
        for e in order.expressions if order else ():
            if not isinstance(e, exp.Ordered) or isinstance(e.this, exp.Literal) or self.kind(e.this) not in RANKED:
                raise self.unclear(e, "ORDER BY")

    def insert(self, node: exp.Insert) -> None:
        self.only(node, {"this", "expression"})
        schema = isinstance(node.this, exp.Schema)
        target = node.this.this if schema else node.this
        _, table = self.from_item(target)
        if table is None or target.args.get("alias"):
            raise self.unclear(target, "INSERT")
        names = [folded(c) for c in node.this.expressions] if schema else list(table)
        if isinstance(node.expression, exp.Values):
            self.only(node.expression, {"expressions"})
            for row in node.expression.expressions:
                if not isinstance(row, exp.Tuple):
                    raise self.unclear(row)
                self.stored(node, table, names, [self.value(v) for v in row.expressions])
        elif isinstance(node.expression, (exp.Select, exp.SetOperation)):
            self.stored(node, table, names, [kind for _, kind in self.rows(node.expression)])
        else:
            raise self.unclear(node)

    def stored(self, node: exp.Expr, table: Source, names: list[str], kinds: list[Kind]) -> None:
        if len(names) != len(kinds):
            raise self.unclear(node, "INSERT")
        for name, kind in zip(names, kinds, strict=True):
            held = column_of(table, name)
            if held is None or not fits(held, kind):
                raise self.unclear(node, name)

    def value(self, node: exp.Expr) -> Kind:
        """A value that is stored as it is: '' is written as NULL by a rule of its own."""
        if isinstance(node, exp.Literal) and node.is_string and not node.this:
            return NULL
        return self.kind(node)

    def update(self, node: exp.Update) -> None:
        self.only(node, {"this", "expressions", "where"})
        label, table = self.from_item(node.this)
        if table is None:
            raise self.unclear(node.this)
        self.tables.append({label: table})
        for change in node.expressions:
            target = change.this
            if not isinstance(change, exp.EQ) or not isinstance(target, exp.Column) or target.table:
                raise self.unclear(change)
            self.stored(change, table, [folded(target.this)], [self.value(change.expression)])
        if node.args.get("where"):
            self.boolean(node.args["where"].this)
        self.tables.pop()

    def delete(self, node: exp.Delete) -> None:
        self.only(node, {"this", "where"})
        if node.this is None:
            raise self.unclear(node, "DELETE")
        label, table = self.from_item(node.this)
        self.tables.append({label: table})
        if node.args.get("where"):
            self.boolean(node.args["where"].this)
        self.tables.pop()


def joins_of(node: exp.Expr) -> list[Any]:
    return list(node.args.get("joins") or ())


def fields(items: list[tuple[str, Kind]]) -> Record:
    """The fields that a record of these values has."""
    return {name: kind for name, kind in items if name}
