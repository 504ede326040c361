"""Expressions of code, judged: their kind where both sides compute them alike or a rule writes them.

PL/SQL Language Reference, "Expression"; SQL Language Reference, "Functions", "Nulls".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Final

from sqlglot import exp

from dbmigrate.catalog.keys import Path
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import RULES
from dbmigrate.packs import load_source
from dbmigrate.rules.functions.session_context import is_same
from dbmigrate.rules.procedural.bytes_of_text import is_cut
from dbmigrate.rules.procedural.judged_calls import (
    Given,
    Signatures,
    arguments_of,
    callees,
    chosen,
    kind_of_argument,
    path_of_call,
)
from dbmigrate.rules.procedural.judged_functions import MOMENTS, RANKED, SAME, SIGNATURES, VALUES, WRITTEN
from dbmigrate.rules.procedural.judged_outcomes import FOUND, outcome
from dbmigrate.rules.procedural.judged_types import (
    BOOLEAN,
    CHAR,
    CLOB,
    DATE,
    NULL,
    NUMBER,
    STRING,
    TEXT,
    Kind,
    Record,
    Scope,
    Unclear,
    same,
    unquoted,
)
from dbmigrate.syntax.ddl.nodes import Piece
from dbmigrate.syntax.sql import Tree, parse

ARITHMETIC: Final = (exp.Add, exp.Sub, exp.Mul, exp.Div)
EQUAL: Final = (exp.EQ, exp.NEQ)
ORDERED: Final = (exp.GT, exp.GTE, exp.LT, exp.LTE)
ODD_WORDS: Final = frozenset({"^=", "~"})  # other spellings of <>
COMPARED: Final = VALUES | {CHAR}
MOMENT_FORMAT: Final = re.compile(r'(YYYY|YY|MM|DD|HH24|HH12|HH|MI|SS|"[^"\\\\]*"|[-/.,:; ])+', re.I)
NUMBER_FORMAT: Final = re.compile(r"(FM)?[09]+(\.[09]+)?", re.I)
TEXT_ALONE: Final = frozenset({TEXT})
JOINED: Final = frozenset({TEXT, STRING, CHAR, NUMBER, NULL, CLOB})
NAMED: Final = {"SYSDATE": DATE, "USER": TEXT}
Source = Mapping[str, Kind | None]  # the columns of a FROM item
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
        self.tables: list[dict[str, Source | None]] = []
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
            return self.calculated(node)
        if isinstance(node, EQUAL):
            return self.compared(node, COMPARED)
        if isinstance(node, ORDERED):
            return self.compared(node, RANKED)
        raise self.unclear(node)

    def calculated(self, node: exp.Expr) -> Kind:
        """Numbers, or moments and days. Texts become numbers by OP013."""
        a, b = self.kind(node.this), self.kind(node.expression)
        moments = [k for k in (a, b) if k in MOMENTS]
        if len(moments) == 2 and isinstance(node, exp.Sub) and a == b == DATE:
            return NUMBER
        moved = isinstance(node, exp.Add) or (isinstance(node, exp.Sub) and a in MOMENTS)
        if len(moments) == 1 and moved and {a, b} <= {*MOMENTS, NUMBER}:
            return DATE
        if not {a, b} <= {NUMBER, TEXT, NULL}:
            raise self.unclear(node)
        return NUMBER

    def joined(self, node: exp.DPipe) -> Kind:
        """OP016 takes NULL for an empty text, as Oracle does, and writes numbers as TO_CHAR does."""
        if not {self.kind(node.this), self.kind(node.expression)} <= JOINED:
            raise self.unclear(node)
        return TEXT

    def like(self, node: exp.Like) -> Kind:
        if not {self.kind(node.this), self.kind(node.expression)} <= {TEXT, STRING, NULL}:
            raise self.unclear(node)
        return BOOLEAN

    def trim(self, node: exp.Trim) -> Kind:
        if not has_rule("trim", "syntax") or self.kind(node.this) not in {TEXT, STRING, NUMBER}:
            raise self.unclear(node)
        return TEXT

    def national(self, node: exp.National) -> Kind:
        return STRING

    def date(self, node: exp.Expr) -> Kind:
        return DATE

    def all_of(self, node: exp.Expr, parts: list[Any], allowed: set[Kind] | frozenset[Kind], result: Kind = "") -> Kind:
        """All parts are of one of the allowed kinds, the same one."""
        kind = same([self.kind(p) for p in parts])
        if kind is None or (kind != NULL and kind not in allowed):
            raise self.unclear(node)
        return result or kind

    def compared(self, node: exp.Expr, allowed: frozenset[Kind]) -> Kind:
        if outcome(node) and self.scope.find(FOUND):
            return BOOLEAN
        return self.alike(node, [node.this, node.expression], allowed)

    def alike(self, node: exp.Expr, parts: list[Any], allowed: frozenset[Kind]) -> Kind:
        """A comparison: of one kind, of moments, or of numbers and texts, which OP013 makes numbers."""
        kinds = {self.kind(p) for p in parts} - {NULL}
        if kinds <= MOMENTS or (kinds & {TEXT, STRING} and kinds <= {NUMBER, TEXT, STRING}):
            return BOOLEAN
        kind = same(kinds)
        if kind is None or (kind != NULL and kind not in allowed):
            raise self.unclear(node)
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
        query = node.args.get("query")
        return self.alike(node, [node.this, *([query] if query else node.expressions)], COMPARED)

    def between(self, node: exp.Between) -> Kind:
        return self.alike(node, [node.this, node.args["low"], node.args["high"]], RANKED)

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
        if name == "UPDATING" and len(arguments) == 1 and not self.tables and self.has_rows():
            return self.all_of(node, arguments, TEXT_ALONE, BOOLEAN)  # PL033
        if name == "DECODE" and len(arguments) > 2:
            return self.decode(node)
        signature = SIGNATURES.get((name, len(arguments)))
        if name in WRITTEN and (signature is None or not signature.literal or not is_number(arguments[-1])):
            return self.written(node, name)
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

    def has_rows(self) -> bool:
        """In a trigger for each row."""
        return any(name.startswith(":") for frame in self.scope.frames for name in frame)

    def written(self, node: exp.Anonymous, name: str) -> Kind:
        """A function that a rule of its own writes."""
        if (name == "SYS_CONTEXT" and not is_same(node)) or (name == "SUBSTRB" and not is_cut(node)):
            raise self.unclear(node)
        plain = name == "TO_CHAR" and len(node.expressions) == 2 and is_plain_format(node.expressions[1])
        kinds = [STRING if name == "REPLACE" and is_empty(a) else self.kind(a) for a in node.expressions]
        for form in WRITTEN[name] if has_rule(name) or name in SAME or plain else ():
            most = form.most or len(form.kinds)
            allowed = [form.kinds[min(i, len(form.kinds) - 1)] for i in range(len(kinds))]
            taken = ((TEXT if k == STRING else k) in a or k == NULL for k, a in zip(kinds, allowed, strict=True))
            if form.least <= len(kinds) <= most and all(taken):
                found = form.result or same(kinds)
                if found:
                    return found
        raise self.unclear(node)

    def decode(self, node: exp.Anonymous) -> Kind:
        """FN304. The results are of one kind, numbers among texts become texts."""
        value, *rest = node.expressions
        self.kind(value)
        results = [self.kind(r) for r in rest[1::2]] + ([self.kind(rest[-1])] if len(rest) % 2 else [])
        for search in rest[: len(rest) // 2 * 2 : 2]:
            self.kind(search)
        kind = same(results)
        if kind is None and set(results) <= {NUMBER, TEXT, STRING, NULL} and results[0] in (TEXT, STRING):
            kind = TEXT
        if kind is None:
            raise self.unclear(node)
        return kind

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
        db = node.args.get("db")
        if db is not None and self.is_sequence((folded(db), folded(node.args["table"])), folded(node.this)):
            return NUMBER
        if db or node.args.get("catalog") or (node.args.get("join_mark") and not self.tables):
            raise self.unclear(node, "a.b.c")
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
        if self.is_sequence((owner,), name):
            return NUMBER
        raise self.unclear(node, f"{owner}.{name}")

    def is_sequence(self, path: Path, name: str) -> bool:
        known = self.context.catalog.sequence(path, self.context.schema)
        return name in ("NEXTVAL", "CURRVAL") and known is not None

    def bare(self, node: exp.Column, name: str) -> Kind:
        variable = self.scope.find(name)
        for tables in reversed(self.tables):
            found = [t for t in tables.values() if t and name in t]
            if len(found) > 1:
                raise self.unclear(node, name)
            if found:
                self.ambiguous = self.ambiguous or variable is not None
                return self.known(node, column_of(found[0], name))
        if variable is None and name in NAMED:
            return NAMED[name]
        if variable is None and name == "ROWNUM" and self.tables:  # QY012 and QY013 look at all of its forms
            return NUMBER
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


def is_empty(node: exp.Expr) -> bool:
    return isinstance(node, exp.Literal) and bool(node.is_string) and not node.this


def is_plain_format(node: exp.Expr) -> bool:
    """A constant format model whose elements both sides know alike."""
    if not isinstance(node, exp.Literal) or not node.is_string:
        return False
    return bool(MOMENT_FORMAT.fullmatch(node.this) or NUMBER_FORMAT.fullmatch(node.this))


def folded(name: exp.Expr) -> str:
    return name.name if name.args.get("quoted") else unquoted(name.name)


def column_of(table: Source | None, name: str) -> Kind | None:
    return table.get(name) if table else None


@lru_cache(maxsize=256)
def has_rule(name: str, kind: str = "call") -> bool:
    """A rule looks at calls of the name, or a row of Oracle's pack replaces them."""
    if kind == "call" and any(r in load_source("oracle").functions for r in (name, f"{name}/1", f"{name}/2")):
        return True
    return any((kind, name) in rule.on for rule in RULES.values() if "oracle" in rule.source)


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
    exp.DPipe: Expressions.joined,
    exp.Like: Expressions.like,
    exp.Trim: Expressions.trim,
    exp.National: Expressions.national,
    exp.DateStrToDate: Expressions.date,
}
