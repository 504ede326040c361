"""Expressions of code, judged: their kind where both sides compute them alike or a rule writes them.

PL/SQL Language Reference, "Expression"; SQL Language Reference, "Functions", "Nulls".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from sqlglot import exp

from dbmigrate.catalog.values import Table
from dbmigrate.engine.context import Context
from dbmigrate.rules.procedural.judged_calls import (
    Given,
    Signatures,
    arguments_of,
    callees,
    chosen,
    kind_of_argument,
    path_of_call,
)
from dbmigrate.rules.procedural.judged_functions import RANKED, SIGNATURES, VALUES
from dbmigrate.rules.procedural.judged_outcomes import FOUND, outcome
from dbmigrate.rules.procedural.judged_types import (
    BOOLEAN,
    CHAR,
    CLOB,
    DATE,
    NULL,
    NUMBER,
    STRING,
    Kind,
    Record,
    Scope,
    Unclear,
    kind_of_column,
    same,
    unquoted,
)
from dbmigrate.syntax.ddl.nodes import Piece
from dbmigrate.syntax.sql import Tree, parse

ARITHMETIC: Final = (exp.Add, exp.Sub, exp.Mul)
EQUAL: Final = (exp.EQ, exp.NEQ)
ORDERED: Final = (exp.GT, exp.GTE, exp.LT, exp.LTE)
ODD_WORDS: Final = frozenset({"^=", "~"})  # other spellings of <>
COMPARED: Final = VALUES | {CHAR}
SIGNS: Final[Mapping[type, str]] = {
    exp.Add: "+",
    exp.Sub: "-",
    exp.Mul: "*",
    exp.Div: "/",
    exp.DPipe: "||",
    exp.EQ: "=",
    exp.NEQ: "<>",
    exp.GT: ">",
    exp.GTE: ">=",
    exp.LT: "<",
    exp.LTE: "<=",
}


class Expressions:
    """`tables`: for each query around the place its FROM items by folded alias. `ambiguous`: a name that a query reads
    means a column and could mean a variable."""

    def __init__(self, context: Context, scope: Scope):
        self.context, self.scope = context, scope
        self.tables: list[dict[str, Table | None]] = []
        self.ambiguous = False
        self.tree: Tree | None = None
        self.members: dict[str, Signatures] = {}  # routines of the package around the place

    def of(self, piece: Piece) -> Kind:
        """The kind of an expression of the procedural code. Raises Unclear."""
        if piece.inner:
            raise Unclear(piece.part, "f(a)(b)")
        return self.kind(self.parsed(piece))

    def parsed(self, piece: Piece) -> Any:
        self.tree = tree = parse(piece.lexed, piece.part, piece.into)
        odd = next((w for w in piece.words() if w in ODD_WORDS), "")
        if tree.root is None or odd:
            raise Unclear(piece.part, odd or tree.error)
        return tree.root

    def unclear(self, node: exp.Expr, what: str = "") -> Unclear:
        assert self.tree is not None
        part = self.tree.part_of(node) or self.tree.part
        call = f"{node.name.upper()}()" if isinstance(node, exp.Anonymous) else ""
        return Unclear(part, what or call or SIGNS.get(type(node)) or type(node).__name__.upper())

    def kind(self, node: Any) -> Kind:
        read = READ.get(type(node))
        if read is not None:
            return read(self, node)
        if isinstance(node, ARITHMETIC):
            return self.all_of(node, [node.this, node.expression], {NUMBER}, NUMBER)
        if isinstance(node, EQUAL):
            return self.compared(node, COMPARED)
        if isinstance(node, ORDERED):
            return self.compared(node, RANKED)
        raise self.unclear(node)

    def all_of(self, node: exp.Expr, parts: list[Any], allowed: set[Kind] | frozenset[Kind], result: Kind = "") -> Kind:
        """All parts are of one of the allowed kinds, the same one."""
        kind = same([self.kind(p) for p in parts])
        if kind is None or (kind != NULL and kind not in allowed):
            raise self.unclear(node)
        return result or kind

    def compared(self, node: exp.Expr, allowed: frozenset[Kind]) -> Kind:
        if outcome(node) and self.scope.find(FOUND):
            return BOOLEAN
        self.all_of(node, [node.this, node.expression], allowed)
        return BOOLEAN

    def boolean(self, node: exp.Expr) -> Kind:
        if self.kind(node) not in (BOOLEAN, NULL):
            raise self.unclear(node)
        return BOOLEAN

    def literal(self, node: exp.Literal) -> Kind:
        if not node.is_string:
            return NUMBER
        if not node.this:
            raise self.unclear(node, "''")
        return STRING

    def raw(self, node: exp.RawString) -> Kind:
        if not node.this:
            raise self.unclear(node, "''")
        return STRING

    def logic(self, node: exp.Expr) -> Kind:
        self.boolean(node.this)
        return self.boolean(node.expression)

    def negation(self, node: exp.Not) -> Kind:
        return self.boolean(node.this)

    def minus(self, node: exp.Neg) -> Kind:
        return self.all_of(node, [node.this], {NUMBER})

    def test(self, node: exp.Is) -> Kind:
        if not isinstance(node.expression, exp.Null):
            raise self.unclear(node)
        self.kind(node.this)
        return BOOLEAN

    def within(self, node: exp.In) -> Kind:
        if node.args.get("query"):
            raise self.unclear(node, "IN (SELECT)")
        self.all_of(node, [node.this, *node.expressions], COMPARED)
        return BOOLEAN

    def between(self, node: exp.Between) -> Kind:
        self.all_of(node, [node.this, node.args["low"], node.args["high"]], RANKED)
        return BOOLEAN

    def case(self, node: exp.Case) -> Kind:
        results = [branch.args["true"] for branch in node.args["ifs"]]
        tests = [branch.this for branch in node.args["ifs"]]
        if node.this is not None:
            self.all_of(node, [node.this, *tests], COMPARED)
        else:
            for test in tests:
                self.boolean(test)
        if node.args.get("default") is not None:
            results.append(node.args["default"])
        return self.all_of(node, results, VALUES | {CLOB})

    def call(self, node: exp.Anonymous) -> Kind:
        """A call of a function that is the same on the target or that a rule of its own writes."""
        name, arguments = node.name.upper(), node.expressions
        own = callees((name,), self.context, self.members)
        if own:
            return self.own_function(node, own)
        if isinstance(node.parent, exp.Dot) or self.context.catalog.routine((name,), self.context.schema):
            raise self.unclear(node, f"{name}()")
        signature = SIGNATURES.get((name, len(arguments)))
        if signature is None or (signature.aggregate and not self.tables):
            raise self.unclear(node)
        if signature.literal and not is_number(arguments[-1]):
            raise self.unclear(node)
        if name == "COUNT":
            counted = arguments[0].expressions if isinstance(arguments[0], exp.Distinct) else arguments
            arguments = [a for a in counted if not isinstance(a, exp.Star)]
        for argument in arguments[: signature.free]:
            self.kind(argument)
        return self.all_of(node, arguments[signature.free :], signature.kinds, signature.result)

    def own_function(self, node: Any, found: Signatures) -> Kind:
        """A function of the estate, whose parameters take the arguments as they are."""
        given = [self.given(a) for a in arguments_of(node)]
        meant = chosen(found, "function", given, self.context)
        kind = kind_of_argument(meant.result, self.context) if meant else None
        if meant is None or kind is None or any(a.mode != "in" for a in meant.arguments):
            raise self.unclear(node, f"{path_of_call(node)[-1]}()")
        return kind

    def given(self, node: Any) -> Given:
        named = isinstance(node, exp.Kwarg)
        value = node.expression if named else node
        return Given(node.this.name.upper() if named else "", self.kind(value), value)

    def dotted(self, node: exp.Dot) -> Kind:
        """A function of a package."""
        path = path_of_call(node)
        found = callees(path, self.context, self.members) if isinstance(node.expression, exp.Anonymous) else ()
        if not found:
            raise self.unclear(node, f"{'.'.join(path)}()" if path else "")
        return self.own_function(node, found)

    def column(self, node: exp.Column) -> Kind:
        """A variable, a field of a record, a column of a query around it, SYSDATE, or a sequence's value."""
        if node.args.get("join_mark") or node.args.get("db") or node.args.get("catalog"):
            raise self.unclear(node, "(+)" if node.args.get("join_mark") else "a.b.c")
        name = folded(node.this)
        if not node.table:
            return self.bare(node, name)
        owner = folded(node.args["table"])
        for tables in reversed(self.tables):
            if owner in tables:
                self.ambiguous = self.ambiguous or self.scope.find(owner) is not None
                return self.known(node, column_of(tables[owner], name))
        record = self.scope.find(owner)
        if isinstance(record, Mapping):
            return self.known(node, record.get(name))
        if name in ("NEXTVAL", "CURRVAL") and self.context.catalog.sequence((owner,), self.context.schema):
            return NUMBER
        raise self.unclear(node, f"{owner}.{name}")

    def bare(self, node: exp.Column, name: str) -> Kind:
        variable = self.scope.find(name)
        for tables in reversed(self.tables):
            found = [t for t in tables.values() if t and name in t.columns]
            if len(found) > 1:
                raise self.unclear(node, name)
            if found:
                self.ambiguous = self.ambiguous or variable is not None
                return self.known(node, column_of(found[0], name))
        if variable is None and name == "SYSDATE":
            return DATE
        return self.known(node, variable)

    def known(self, node: exp.Column, kind: Kind | Record | None) -> Kind:
        if kind is None or isinstance(kind, Mapping):
            raise self.unclear(node, folded(node.this))
        return kind

    def inner(self, node: exp.Paren) -> Kind:
        return self.kind(node.this)

    def null(self, node: exp.Null) -> Kind:
        return NULL

    def truth(self, node: exp.Boolean) -> Kind:
        if self.tables:  # SQL of the releases before 23ai has no such literal
            raise self.unclear(node)
        return BOOLEAN


def is_number(node: exp.Expr) -> bool:
    """A literal, with its sign."""
    value = node.this if isinstance(node, exp.Neg) else node
    return isinstance(value, exp.Literal) and not value.is_string


def folded(name: exp.Expr) -> str:
    return name.name if name.args.get("quoted") else unquoted(name.name)


def column_of(table: Table | None, name: str) -> Kind | None:
    column = table.columns.get(name) if table else None
    return kind_of_column(column.type) if column else None


READ: Final[Mapping[type, Callable[[Expressions, Any], Kind]]] = {
    exp.Paren: Expressions.inner,
    exp.Literal: Expressions.literal,
    exp.RawString: Expressions.raw,
    exp.Null: Expressions.null,
    exp.Boolean: Expressions.truth,
    exp.Neg: Expressions.minus,
    exp.And: Expressions.logic,
    exp.Or: Expressions.logic,
    exp.Not: Expressions.negation,
    exp.Is: Expressions.test,
    exp.In: Expressions.within,
    exp.Between: Expressions.between,
    exp.Case: Expressions.case,
    exp.Anonymous: Expressions.call,
    exp.Dot: Expressions.dotted,
    exp.Column: Expressions.column,
}

