"""Types of the expressions of one tree, worked out when a rule asks and remembered for the statement."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol

from sqlglot import exp

from dbmigrate.catalog.elements import sql_type
from dbmigrate.catalog.keys import Path
from dbmigrate.catalog.values import SqlType, Table, View
from dbmigrate.syntax.casts import type_of
from dbmigrate.syntax.sql import Tree
from dbmigrate.types.calls import by_row, result
from dbmigrate.types.declared import written
from dbmigrate.types.estate import Estate
from dbmigrate.types.methods import object_type
from dbmigrate.types.operators import arithmetic, joins_words, merged
from dbmigrate.types.scopes import Scopes, parsed_view
from dbmigrate.types.sources import Outputs, folded
from dbmigrate.types.values import BOOLEAN, NULL, Kind, Type, unknown
from dbmigrate.types.xml_methods import asked_type, is_method

OPERATORS: Final[Mapping[type, str]] = {
    exp.Add: "add",
    exp.Sub: "sub",
    exp.Mul: "mul",
    exp.Div: "div",
    exp.Mod: "mod",
}
WRAPPERS: Final = (
    exp.Paren,
    exp.ConnectByRoot,
    exp.Window,
    exp.WithinGroup,
    exp.IgnoreNulls,
    exp.RespectNulls,
    exp.Distinct,
    exp.Ordered,
    exp.Collate,
    exp.Alias,
    exp.Filter,
    exp.PivotAlias,
)
CONDITIONS: Final = (exp.Predicate, exp.Connector, exp.Not, exp.Exists, exp.Is, exp.In, exp.Between, exp.Like)
BITWISE: Final = (exp.BitwiseAnd, exp.BitwiseOr, exp.BitwiseXor, exp.BitwiseNot)
MOST_IN_INTEGER: Final = 2**31 - 1
MOST_IN_BIGINT: Final = 2**63 - 1


class Outside(Protocol):
    """What names outside of queries mean: a table's own columns in DDL, variables of code. Paths are folded."""

    def __call__(self, path: Path) -> Type | None: ...

    def rows(self, path: Path) -> tuple[Table, Path] | None:
        """A table that only this code knows, and where its columns are known from."""

    def element(self, path: Path, fields: Path = ()) -> Type | None:
        """What a collection of this code holds, or a field of it."""

    def called(self, path: Path) -> Type | None:
        """What a function gives, where its declaration says so by way of something else."""


class Reader:
    """`outside` answers for names that no query around knows; None where there is nothing outside (views)."""

    def __init__(self, estate: Estate, tree: Tree, schema: str, outside: Outside | None = None) -> None:
        self.estate, self.tree, self.schema, self.outside = estate, tree, schema, outside
        self.dialect = estate.dialect
        self.scopes = Scopes(self)
        self.known: dict[int, Type] = {}
        self.reading: set[int] = set()

    def type(self, node: Any) -> Type:
        found = self.known.get(id(node))
        if found is None:
            found = self.read(node)
            if not self.reading:  # inside of a query that reads itself it may not be all
                self.known[id(node)] = found
        return found

    def read(self, node: Any) -> Type:
        reader = READERS.get(type(node))
        if reader is not None:
            return reader(self, node)
        if isinstance(node, WRAPPERS):
            return self.type(node.this if not isinstance(node, exp.Distinct) else node.expressions[0])
        if isinstance(node, CONDITIONS):
            return BOOLEAN
        if isinstance(node, BITWISE):
            return self.type(node.this)
        return unknown(type(node).__name__.upper())

    def binary(self, node: exp.Binary) -> Type:
        a, b = self.type(node.this), self.type(node.expression)
        if self.dialect == "sqlserver" and not (a.is_known and b.is_known) and joins_words(node):
            return Type(Kind.TEXT, SqlType("VARCHAR"))
        return arithmetic(self.dialect, OPERATORS[type(node)], a, b)

    def negative(self, node: exp.Neg) -> Type:
        return self.type(node.this)

    def prior(self, node: exp.Prior) -> Type:
        """Of the row above, which the first rows of a hierarchy have not."""
        return self.type(node.this).with_nulls()

    def joined(self, node: exp.DPipe) -> Type:
        kinds = {self.type(node.this).kind, self.type(node.expression).kind}
        return Type(Kind.CLOB if Kind.CLOB in kinds else Kind.TEXT)

    def literal(self, node: exp.Literal) -> Type:
        if node.is_string:
            if not node.this and self.dialect == "oracle":
                return NULL
            keyword = "CHAR" if self.dialect == "oracle" else "VARCHAR"
            return Type(Kind.TEXT, SqlType(keyword, (str(max(len(node.this), 1)),)), "", False, constant=True)
        return self.number(node.this, self.ends_with_letter(node))

    def ends_with_letter(self, node: exp.Literal) -> bool:
        """Oracle's `1.5f`, `2d`: sqlglot is shown the digits."""
        end = node.meta.get("end") if node.meta else None
        return self.dialect == "oracle" and end is not None and self.tree.lexed.text[end : end + 1] in "fFdD"

    def number(self, text: str, binary: bool) -> Type:
        exponent = "e" in text.lower()
        if binary or (exponent and self.dialect == "sqlserver"):
            return Type(Kind.FLOAT, SqlType("FLOAT"), "double precision", False, constant=True)
        if exponent:
            return Type(Kind.NUMBER, None, "numeric", False, constant=True)
        if text.isdigit():
            value = int(text)
            target = "integer" if value <= MOST_IN_INTEGER else "bigint" if value <= MOST_IN_BIGINT else "numeric"
            sql = SqlType("NUMBER", (str(len(text)), "0"))
            if self.dialect == "sqlserver":
                sql = SqlType("INT") if value <= MOST_IN_INTEGER else SqlType("DECIMAL", (str(len(text)), "0"))
            return Type(Kind.NUMBER, sql, target, False, constant=True)
        digits, _, fraction = text.partition(".")
        size = (str(len(digits.lstrip("0") + fraction) or 1), str(len(fraction)))
        sql = SqlType("NUMBER" if self.dialect == "oracle" else "DECIMAL", size)
        return Type(Kind.NUMBER, sql, "numeric", False, constant=True)

    def national(self, node: exp.National) -> Type:
        if not node.name and self.dialect == "oracle":
            return NULL
        sql = SqlType("NVARCHAR", (str(max(len(node.name), 1)),)) if self.dialect == "sqlserver" else None
        return Type(Kind.TEXT, sql, "", False, constant=True)

    def raw(self, node: exp.RawString) -> Type:
        return Type(Kind.TEXT, nullable=False, constant=True) if node.this else NULL

    def hexadecimal(self, node: exp.HexString) -> Type:
        return Type(Kind.BINARY, SqlType("VARBINARY"), "", False, constant=True)

    def null(self, node: exp.Null) -> Type:
        return NULL

    def truth(self, node: exp.Boolean) -> Type:
        return Type(Kind.BOOLEAN, nullable=False, constant=True)

    def date(self, node: exp.Expr) -> Type:
        """`DATE '2024-05-06'`."""
        return Type(Kind.DATE, SqlType("DATE"), "", False, constant=True)

    def timestamp(self, node: exp.Expr) -> Type:
        """`TIMESTAMP '2024-05-06 10:00:00'`, with a zone where one stands in it."""
        text = node.this.name
        kind = Kind.ZONED if len(text.split(" ")) > 2 or "+" in text or text.count("-") > 2 else Kind.TIMESTAMP
        return Type(kind, None, "", False, constant=True)

    def interval(self, node: exp.Interval) -> Type:
        return Type(Kind.INTERVAL, None, "", False, constant=True)

    def zoned(self, node: exp.AtTimeZone) -> Type:
        return Type(Kind.ZONED)

    def extract(self, node: exp.Extract) -> Type:
        return Type(Kind.NUMBER, None, "numeric", self.type(node.expression).nullable)

    def trim(self, node: exp.Trim) -> Type:
        inner = self.type(node.this)
        sql = inner.sql if inner.kind is Kind.TEXT and not inner.constant else None
        return Type(Kind.CLOB if inner.kind is Kind.CLOB else Kind.TEXT, sql)

    def cast(self, node: exp.Cast) -> Type:
        to = node.args.get("to") if not isinstance(node, exp.Convert) else node.this
        name = type_of(self.tree, to) if isinstance(to, exp.Expr) else None
        sql = sql_type(name)
        if sql is None:
            return unknown("CAST")
        if not sql.user:
            sql = sql if sql.tail or " " not in sql.keyword else written(sql.keyword)
        value = node.expression if isinstance(node, exp.Convert) else node.this
        nullable = isinstance(node, exp.TryCast) or value is None or self.type(value).nullable
        return self.estate.declared(sql, self.schema).with_nulls(nullable)

    def written_type(self, node: exp.Expr) -> Type:
        """A type that is written in the statement."""
        sql = sql_type(type_of(self.tree, node))
        return self.estate.declared(sql, self.schema) if sql is not None else unknown("TYPE")

    def named_type(self, name: str) -> Type:
        return self.estate.declared(written(name), self.schema)

    def next_value(self, node: exp.Expr) -> Type:
        """NEXT VALUE FOR: a sequence's numbers."""
        return self.named_type("BIGINT").with_nulls(False)

    def case(self, node: exp.Case) -> Type:
        branches = [self.type(branch.args["true"]) for branch in node.args["ifs"]]
        default = node.args.get("default")
        return merged(self.dialect, [*branches, self.type(default) if default is not None else NULL])

    def subquery(self, node: exp.Expr) -> Type:
        """A query as a value: of its only column, NULL where it finds no row."""
        outputs = self.scopes.outputs(node)
        if outputs.missing or len(outputs.items) != 1:
            return unknown(outputs.missing or "SELECT")
        return outputs.items[0][1]().with_nulls()

    def call(self, node: exp.Anonymous) -> Type:
        return result(self, node, node.name.upper(), node.expressions)

    def dot(self, node: exp.Dot) -> Type:
        """`pkg.f(x)`, `his.pkg.f(x)`, a sequence's NEXTVAL, a method or an attribute of an object."""
        last = node.expression
        if self.dialect == "sqlserver" and is_method(last):
            return self.method(last)
        owner: list[str] = []
        inner: Any = node.this
        while isinstance(inner, exp.Dot) and isinstance(inner.expression, exp.Identifier):
            owner.insert(0, folded(self.dialect, inner.expression))
            inner = inner.this
        if isinstance(inner, exp.Column):
            names = [inner.args.get(k) for k in ("catalog", "db", "table", "this")]
            owner = [folded(self.dialect, n) for n in names if isinstance(n, exp.Identifier)] + owner
        elif isinstance(inner, exp.Identifier):
            owner.insert(0, folded(self.dialect, inner))
        else:
            found = self.field_of_element(node) or self.member_of_object(node)
            return found or unknown(f".{last.name.upper()}" + ("()" if isinstance(last, exp.Anonymous) else ""))
        if isinstance(last, exp.Anonymous):
            found = self.outside.element((*owner, folded(self.dialect, last))) if self.outside is not None else None
            if found is not None:
                return found
            return result(self, last, last.name.upper(), last.expressions, tuple(owner))
        if isinstance(node.this, exp.Identifier) and isinstance(last, exp.Identifier):
            return self.column(as_column(node, last, node.this))
        return unknown(".".join([*owner, last.name.upper()]))

    def member_of_object(self, node: exp.Dot) -> Type | None:
        """`f(x).name`, `f(x).m()`: an attribute or what a method gives."""
        given, name = self.type(node.this), folded(self.dialect, node.expression)
        path = given.sql.user if given.sql is not None else ()
        made = object_type(path, self.estate.catalog, self.schema) if path else None
        if made is None:
            return None
        column, called = made.columns.get(name), made.methods.get(name, ())
        if column is not None:
            return self.estate.declared(column.type, self.schema)
        result = called[0].result if len(called) == 1 else None
        return self.estate.declared(result.type, self.schema) if result is not None else None

    def field_of_element(self, node: exp.Dot) -> Type | None:
        """`list(1).name`, `r.list(1).name`."""
        fields: list[str] = []
        inner: Any = node
        while isinstance(inner, exp.Dot) and isinstance(inner.expression, exp.Identifier):
            fields.insert(0, folded(self.dialect, inner.expression))
            inner = inner.this
        owner: Path = ()
        if isinstance(inner, exp.Dot) and isinstance(inner.expression, exp.Anonymous):
            before, inner = inner.this, inner.expression
            names = before.find_all(exp.Identifier) if isinstance(before, (exp.Column, exp.Identifier)) else ()
            owner = tuple(folded(self.dialect, n) for n in names)
        if not isinstance(inner, exp.Anonymous) or self.outside is None:
            return None
        return self.outside.element((*owner, folded(self.dialect, inner)), tuple(fields))

    def method(self, node: exp.Anonymous) -> Type:
        """A method of an xml value."""
        text = asked_type(node) if node.name.upper() == "VALUE" else "BIT" if node.name.upper() == "EXIST" else "XML"
        return self.estate.declared(written(text.strip().upper()), self.schema) if text else unknown("VALUE()")

    def column(self, node: exp.Column) -> Type:
        return self.name(node, tuple(node.args.get(k) for k in ("catalog", "db", "table", "this")))

    def identifier(self, node: exp.Identifier) -> Type:
        """Below a method call sqlglot makes Identifiers of Columns."""
        return self.column(as_column(node, node))

    def name(self, node: exp.Column, parts: tuple[Any, ...]) -> Type:
        path = tuple(folded(self.dialect, p) for p in parts if isinstance(p, exp.Identifier))
        if not path or isinstance(node.this, exp.Star):
            return unknown("*")
        quoted = bool(node.this.args.get("quoted"))
        word = self.estate.source.results.words.get(path[-1].upper()) if not quoted else None
        if word is not None and (len(path) == 1 or path[-1].upper() in ("NEXTVAL", "CURRVAL", "ROWID")):
            if word.target:
                return Type(Kind.NUMBER, written(word.type), word.target, False)
            return self.estate.declared(written(word.type), "").with_nulls(False)
        found = self.scopes.column(node)
        if found is None and self.outside is not None:
            found = self.outside(path)
        row = self.estate.source.results.functions.get(".".join(path[-2:])) if found is None and len(path) > 1 else None
        if row is not None:  # a constant of a supplied package, or a function without arguments
            return by_row(self, row, ())
        return found if found is not None else unknown(".".join(path))

    def view_outputs(self, view: View) -> Outputs:
        """The columns of a view of the estate, worked out once for the estate."""
        found = self.estate.views.get(id(view))
        if found is None:
            self.estate.views[id(view)] = Outputs(missing=view.name)  # for a view that reads itself
            tree = parsed_view(self.dialect, view.query) if view.query else None
            found = Outputs(missing=view.name)
            if tree is not None:
                inner = Reader(self.estate, tree, view.schema)
                found = inner.scopes.outputs(tree.root).settled()
            self.estate.views[id(view)] = found
        return found


def as_column(place: exp.Expr, *names: exp.Identifier) -> exp.Column:
    """The column that a name below a method call would be, at that name's place in the tree."""
    made = exp.Column(**dict(zip(("this", "table"), [name.copy() for name in names], strict=False)))
    made.parent = place.parent
    return made


READERS: Final[Mapping[type, Callable[[Reader, Any], Type]]] = {
    **dict.fromkeys(OPERATORS, Reader.binary),
    exp.Neg: Reader.negative,
    exp.Prior: Reader.prior,
    exp.DPipe: Reader.joined,
    exp.Literal: Reader.literal,
    exp.National: Reader.national,
    exp.RawString: Reader.raw,
    exp.HexString: Reader.hexadecimal,
    exp.Null: Reader.null,
    exp.Boolean: Reader.truth,
    exp.DateStrToDate: Reader.date,
    exp.StrToTime: Reader.timestamp,
    exp.Interval: Reader.interval,
    exp.AtTimeZone: Reader.zoned,
    exp.Extract: Reader.extract,
    exp.Trim: Reader.trim,
    exp.Cast: Reader.cast,
    exp.TryCast: Reader.cast,
    exp.Convert: Reader.cast,
    exp.Case: Reader.case,
    exp.NextValueFor: Reader.next_value,
    exp.Subquery: Reader.subquery,
    exp.Select: Reader.subquery,
    exp.Union: Reader.subquery,
    exp.Except: Reader.subquery,
    exp.Intersect: Reader.subquery,
    exp.Anonymous: Reader.call,
    exp.Dot: Reader.dot,
    exp.Column: Reader.column,
    exp.Identifier: Reader.identifier,
}
