"""Which column a name in a query means: the sources of the query around it, then of the queries around that one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from sqlglot import exp

from dbmigrate.catalog.keys import Path
from dbmigrate.catalog.values import Table, View
from dbmigrate.syntax.lex import Lexed, LexError
from dbmigrate.syntax.sql import parse
from dbmigrate.types.operators import merged
from dbmigrate.types.sources import Lazy, Outputs, Source, folded, from_items, path_of_table
from dbmigrate.types.values import Kind, Type, unknown

if TYPE_CHECKING:
    from dbmigrate.types.reader import Reader

TOTALS: Final = (exp.Rollup, exp.Cube, exp.GroupingSets)
SCOPES: Final = (exp.Select, exp.Update, exp.Delete, exp.Merge)
STOPS: Final = (*SCOPES, exp.Insert, exp.Returning, exp.Order)


class Scopes:
    """The queries of one tree. Sources and outputs are worked out once each."""

    def __init__(self, reader: Reader) -> None:
        self.reader, self.estate, self.dialect = reader, reader.estate, reader.estate.dialect
        self.known: dict[int, list[Source]] = {}
        self.given: dict[int, Outputs] = {}
        self.busy: set[int] = set()
        self.stops: dict[int, tuple[exp.Expr, exp.Expr | None]] = {}  # by identity: the node, what `stop` says

    def column(self, node: exp.Column) -> Type | None:
        """The type of a column of the queries around; None where none of them has it. A column is never a constant."""
        found = self.named_column(node)
        if found is None or not found.constant or found.kind is Kind.NULL:
            return found
        return replace(found, constant=False)

    def named_column(self, node: exp.Column) -> Type | None:
        name = folded(self.dialect, node.this)
        owner = folded(self.dialect, node.args["table"]) if node.table else ""
        if not owner:
            ordered = self.ordered_by(node, name)
            if ordered is not None:
                return ordered
        for query in self.around(node):
            sources = self.sources(query)
            if owner:
                found = next((s for s in sources if s.label == owner), None)
                if found is not None:
                    return in_groups(query, found.column(name)) or unknown(f"{owner}.{name}")
                continue
            for source in sources:
                if name in source.columns:
                    return in_groups(query, source.column(name))
            missing = next((s.missing for s in sources if s.missing), "")
            if missing:
                return unknown(missing)
        return None

    def ordered_by(self, node: exp.Column, name: str) -> Type | None:
        """ORDER BY may name what the select list gives."""
        order = self.stop(node)
        while isinstance(order, (exp.Insert, exp.Returning)):
            order = self.stop(order)
        if not isinstance(order, exp.Order) or not isinstance(order.parent, (exp.Select, exp.SetOperation)):
            return None
        if isinstance(order.parent, exp.Select) and not any(isinstance(e, exp.Alias) for e in order.parent.expressions):
            return None
        return next((lazy() for label, lazy in self.outputs(order.parent).items if label == name), None)

    def around(self, node: exp.Expr) -> Iterator[exp.Expr]:
        """As the function `around`, for a tree whose names are asked for one by one."""
        below, above = node, self.stop(node)
        while above is not None:
            returned = isinstance(above, exp.Insert) and isinstance(below, exp.Returning) and below.parent is above
            if returned or isinstance(above, SCOPES):
                yield above
            below, above = above, self.stop(above)

    def stop(self, node: exp.Expr) -> exp.Expr | None:
        """The nearest node above that matters to names. A chain of conditions is gone through once, not by each of its
        names."""
        passed, above = list[exp.Expr](), None
        while id(node) not in self.stops:
            passed.append(node)
            above = node.parent
            if above is None or isinstance(above, STOPS):
                break
            node = above
        else:
            above = self.stops[id(node)][1]
        for one in passed:
            self.stops[id(one)] = one, above
        return above

    def sources(self, query: exp.Expr) -> list[Source]:
        found = self.known.get(id(query))
        if found is None:
            found = self.known[id(query)] = [self.source(item, optional) for item, optional in from_items(query)]
        return found

    def source(self, item: exp.Expr, optional: bool) -> Source:
        found = self.read_item(item)
        alias = item.args.get("alias")
        if isinstance(alias, exp.TableAlias) and isinstance(alias.this, exp.Identifier):
            found.label = folded(self.dialect, alias.this)
            if alias.columns:
                names = [folded(self.dialect, c) for c in alias.columns]
                outputs = Outputs(list(found.columns.items()), found.missing)
                found = outputs.renamed(names).source(found.label)
        found.optional = optional
        return found

    def read_item(self, item: exp.Expr) -> Source:
        if item.args.get("pivots"):
            return Source("", {}, "PIVOT")
        if isinstance(item, exp.Table):
            return self.table(item)
        inner: Any = item
        while isinstance(inner, (exp.Subquery, exp.Lateral, exp.Paren)):
            inner = inner.this
        if isinstance(inner, (exp.Select, exp.SetOperation)):
            return self.outputs(inner).source("")
        if isinstance(inner, exp.OpenJSON):
            return self.opened(inner)
        if isinstance(inner, exp.Values) and self.dialect == "sqlserver":
            return Source("", dict(self.listed(inner)))
        return Source("", {}, type(inner).__name__.upper())

    def opened(self, item: exp.OpenJSON) -> Source:
        """OPENJSON gives the columns of its WITH, else key, value and type."""
        if not item.expressions:
            text = partial(self.reader.named_type, "NVARCHAR")
            return Source("", {"key": text, "value": text}, "OPENJSON")
        columns = [(folded(self.dialect, c.this), c.args["kind"]) for c in item.expressions]
        return Source("", {name: partial(self.reader.written_type, kind) for name, kind in columns})

    def columns_of_document(self, columns: list[exp.Expr]) -> Iterator[tuple[str, Lazy]]:
        """What XMLTABLE and JSON_TABLE give, NESTED columns as well."""
        for column in columns:
            nested = column.args.get("nested_schema")
            if nested is not None:
                yield from self.columns_of_document(nested.expressions)
            elif column.args.get("kind") is not None:
                yield folded(self.dialect, column.this), partial(self.reader.written_type, column.args["kind"])
            else:
                yield folded(self.dialect, column.this), partial(self.reader.named_type, "INTEGER")

    def listed(self, item: exp.Values) -> Iterator[tuple[str, Lazy]]:
        """The columns of VALUES, which an alias names: each of the type that its rows have in common."""
        rows = [row.expressions if isinstance(row, exp.Tuple) else [row] for row in item.expressions]
        for k in range(min(map(len, rows), default=0)):
            yield f"column{k + 1}", partial(self.common_type, [row[k] for row in rows])

    def common_type(self, values: list[exp.Expr]) -> Type:
        return merged(self.dialect, [self.reader.type(value) for value in values])

    def table(self, item: exp.Table) -> Source:
        path = path_of_table(self.dialect, item)
        if isinstance(item.this, exp.OpenJSON):
            return self.opened(item.this)
        if isinstance(item.this, (exp.XMLTable, exp.JSONTable)):
            schema = item.this.args.get("schema")
            columns = schema.expressions if schema is not None else item.this.args.get("columns") or []
            return Source("", dict(self.columns_of_document(columns)))
        if not path:
            return Source("", {}, f"{item.this.name.upper()}()")
        query = self.common_table(item, path)
        if query is not None:
            return self.common_outputs(query).source(path[-1])
        if self.dialect == "oracle" and path in (("DUAL",), ("SYS", "DUAL")):
            return Source("DUAL", {"DUMMY": lambda: Type(Kind.TEXT, nullable=False)})
        outside = self.reader.outside
        own = outside.rows(path) if outside is not None else None
        if own is not None:
            source = self.of_table(*own)
            source.label, source.path = path[-1], path
            return source
        found = self.estate.catalog.table(path, self.reader.schema)
        if found is not None:
            return self.of_table(found, path)
        view = self.estate.catalog.view(path, self.reader.schema)
        if view is not None:
            return self.of_view(view, path)
        return Source(path[-1], {}, ".".join(path))

    def of_table(self, table: Table, path: Path) -> Source:
        key = self.estate.catalog.locate("table", path, self.reader.schema) or (table.schema, path[-1])
        columns = {name: partial(self.estate.column, key, name, column) for name, column in table.columns.items()}
        missing = "" if table.complete and table.kind != "unknown" else ".".join(path)
        return Source(path[-1], columns, missing, path=path)

    def of_view(self, view: View, path: Path) -> Source:
        outputs = self.reader.view_outputs(view)
        if view.columns is not None:
            outputs = outputs.renamed(list(view.columns))
        missing = ".".join(path) if outputs.missing else ""
        found = Outputs(outputs.items, missing).source(path[-1])
        found.path = path
        return found

    def common_table(self, item: exp.Table, path: Path) -> exp.CTE | None:
        """The WITH query of that name that the place sees."""
        if len(path) > 1:
            return None
        node: exp.Expr | None = item
        while node is not None:
            with_ = node.args.get("with_")
            for cte in with_.expressions if with_ is not None else ():
                if isinstance(cte, exp.CTE) and folded(self.dialect, cte.args["alias"].this) == path[0]:
                    return cte
            node = node.parent
        return None

    def common_outputs(self, cte: exp.CTE) -> Outputs:
        found = self.outputs(cte.this)
        names = [folded(self.dialect, c) for c in cte.args["alias"].columns]
        return found.renamed(names) if names else found

    def outputs(self, query: Any) -> Outputs:
        """The columns that a query gives. A query that reads itself gives what its first branch does."""
        while isinstance(query, (exp.Subquery, exp.Paren)):
            query = query.this
        if id(query) in self.given:
            return self.given[id(query)]
        if id(query) in self.busy:
            return Outputs(missing="WITH")
        self.busy.add(id(query))
        found = self.read_outputs(query)
        self.busy.discard(id(query))
        self.given[id(query)] = found
        return found

    def read_outputs(self, query: Any) -> Outputs:
        if isinstance(query, exp.SetOperation):
            return self.of_set(query)
        if not isinstance(query, exp.Select):
            return Outputs(missing=type(query).__name__.upper())
        document = query.args.get("for_")
        if document is not None and self.dialect == "sqlserver":
            typed = any(option.name.upper() == "TYPE" for option in document.expressions)  # FOR XML .., TYPE
            return Outputs([("", partial(self.reader.named_type, "XML" if typed else "NVARCHAR"))])
        found = Outputs()
        for item in query.expressions:
            value = item.this if isinstance(item, exp.Alias) else item
            if isinstance(value, exp.Star) or (isinstance(value, exp.Column) and isinstance(value.this, exp.Star)):
                self.star(query, value, found)
                continue
            label = item.args["alias"] if isinstance(item, exp.Alias) else value.this if is_named(value) else None
            name = folded(self.dialect, label) if isinstance(label, exp.Identifier) else ""
            found.items.append((name, partial(self.reader.type, value)))
        return found

    def star(self, query: exp.Select, value: exp.Expr, found: Outputs) -> None:
        """`*` and `t.*`."""
        owner = folded(self.dialect, value.args["table"]) if isinstance(value, exp.Column) else ""
        sources = [s for s in self.sources(query) if not owner or s.label == owner]
        for source in sources:
            found.items += [(name, partial(column_of, source, name)) for name in source.columns]
            found.missing = found.missing or source.missing
        if not sources:
            found.missing = owner or "*"

    def of_set(self, query: exp.SetOperation) -> Outputs:
        left = self.outputs(query.this)
        if left.missing:
            return left

        def both(i: int) -> Type:
            first = left.items[i][1]()
            if id(query) in self.reading:
                return first
            self.reading.add(id(query))
            right = self.outputs(query.expression)
            second = right.items[i][1]() if i < len(right.items) and not right.missing else first
            self.reading.discard(id(query))
            return merged(self.dialect, [first, second])

        return Outputs([(name, partial(both, i)) for i, (name, _) in enumerate(left.items)])

    @property
    def reading(self) -> set[int]:
        return self.reader.reading


def column_of(source: Source, name: str) -> Type:
    return source.column(name) or unknown(name)


def is_named(value: exp.Expr) -> bool:
    return isinstance(value, exp.Column) and isinstance(value.this, exp.Identifier)


def in_groups(query: exp.Expr, found: Type | None) -> Type | None:
    """Rows of totals that ROLLUP, CUBE and GROUPING SETS make hold NULL for the columns that they sum up."""
    group = query.args.get("group")
    totals = group is not None and any(isinstance(e, TOTALS) for e in group.expressions)
    return found.with_nulls() if found is not None and totals else found


def around(node: exp.Expr) -> Iterator[exp.Expr]:
    """The queries and changes around a node, the innermost first. In INSERT only RETURNING sees the row; what a FROM
    item or a WITH gives is not seen within its own query."""
    below, parent, apart = node, node.parent, False
    while parent is not None:
        if isinstance(parent, SCOPES) or (isinstance(parent, exp.Insert) and isinstance(below, exp.Returning)):
            if not apart:
                yield parent
            apart = False
        apart = apart or is_derived_table(below, parent) or isinstance(parent, exp.With)
        below, parent = parent, parent.parent


def is_derived_table(node: exp.Expr, parent: exp.Expr) -> bool:
    if not isinstance(parent, (exp.From, exp.Join)) or node.arg_key != "this" or not isinstance(node, exp.Subquery):
        return False
    return isinstance(node.this, (exp.Select, exp.SetOperation))


def parsed_view(dialect: str, text: str) -> Any:
    """The tree of a view's query, None where it cannot be read."""
    try:
        lexed = Lexed(text, dialect)
    except LexError:
        return None
    tree = parse(lexed, lexed.whole, "statement") if lexed.tokens else None
    return tree if tree is not None and tree.root is not None else None
