"""The bridge: the only module that calls sqlglot's parser. Token slices in, trees with spans out; it never prints.

Importing this empties sqlglot's function tables for the process: afterwards a call is a name with arguments, as the
user wrote it, with its position. Comparisons with stock sqlglot belong in another process.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from threading import local
from typing import Any, Final

from sqlglot import exp
from sqlglot.errors import ParseError, TokenError
from sqlglot.parsers.oracle import OracleParser
from sqlglot.parsers.tsql import TSQLParser
from sqlglot.tokenizer_core import Token
from sqlglot.tokenizer_core import TokenType as T

from dbmigrate.model import Part
from dbmigrate.syntax.lex import Lexed
from dbmigrate.syntax.spans import MARK, Spans
from dbmigrate.syntax.tokenizers import DIALECTS

OWN_SYNTAX: Final = frozenset(
    """CAST TRY_CAST CONVERT TRY_CONVERT EXTRACT TRIM POSITION OVERLAY XMLTABLE XMLELEMENT
    JSON_TABLE JSON_OBJECT JSON_OBJECTAGG OPENJSON""".split()
)
OPERATORS: Final = frozenset({"ANY", "CASE", "CONNECT_BY_ROOT", "NEXT", "PRIOR"})
for _parser in (OracleParser, TSQLParser):
    _parser.FUNCTIONS = {}
    _parser.FUNCTION_PARSERS = {k: v for k, v in _parser.FUNCTION_PARSERS.items() if k in OWN_SYNTAX}
    _parser.NO_PAREN_FUNCTIONS = {}
    _parser.NO_PAREN_FUNCTION_PARSERS = {k: v for k, v in _parser.NO_PAREN_FUNCTION_PARSERS.items() if k in OPERATORS}



# What multisets.py makes tokens of.
OracleParser.EXPONENT = {T.DSTAR: exp.Pow}
OracleParser.BITWISE = {**OracleParser.BITWISE, T.ADJACENT: exp.Adjacent}
OracleParser.RANGE_PARSERS = {k: v for k, v in OracleParser.RANGE_PARSERS.items() if k != T.ADJACENT}


def extract(parser: Any) -> exp.Expr:
    """EXTRACT(YEAR FROM d), or Oracle's function of the same name that takes a path out of XML."""
    if parser._next is not None and parser._next.token_type == T.FROM:
        return EXTRACT(parser)  # type: ignore[no-any-return]
    return exp.Anonymous(this="EXTRACT", expressions=parser._parse_csv(parser._parse_lambda))


EXTRACT: Final = OracleParser.FUNCTION_PARSERS["EXTRACT"]
OracleParser.FUNCTION_PARSERS = {**OracleParser.FUNCTION_PARSERS, "EXTRACT": extract}

MARKED: Final = frozenset({"SELECT", "CASE", "NULL", "TRUE", "FALSE", "EXISTS"})
NO_OPERATOR: Final[tuple[type, ...]] = (exp.Dot, exp.Kwarg, exp.PropertyEQ, exp.Slice)
HOLDS_NAMES: Final = (exp.Anonymous, exp.Binary, exp.Paren, exp.Case, exp.If, exp.Select)
exp.ColumnDef.arg_types = {**exp.ColumnDef.arg_types, "ordinality": False}  # its parser gives it, its class lacks it

PARSE_ERRORS: Final = (
    ParseError,
    TokenError,  # of a name that sqlglot takes for a type
    RecursionError,
    ValueError,
    IndexError,
    AttributeError,
    TypeError,
    KeyError,
)
STATEMENTS: Final = frozenset({"SELECT", "WITH", "INSERT", "UPDATE", "DELETE", "MERGE", "("})

Key = tuple[str, str]


class Parsers(local):
    """One parser per dialect and thread: making one costs more than parsing a short expression."""

    def __init__(self) -> None:
        self.made: dict[str, Any] = {}

    def of(self, dialect: str) -> Any:
        if dialect not in self.made:
            self.made[dialect] = DIALECTS[dialect].parser()
        return self.made[dialect]


PARSERS: Final = Parsers()


class Tree:
    """A parsed piece, or the reason why there is none. Spans are worked out when the first rule asks for a part."""

    def __init__(self, lexed: Lexed, part: Part, root: exp.Expr | None, error: str):
        self.lexed, self.part, self.root, self.error = lexed, part, root, error
        self.checked: dict[int, bool] = {}  # by node: its span, parsed again, gives the same node

    @cached_property
    def spans(self) -> Spans:
        return Spans(self.lexed, self.part.last + 1)

    def part_of(self, node: exp.Expr) -> Part | None:
        """The tokens of a node of this tree; None where they are not known."""
        span = self.spans.read(node)
        return Part(*span) if span else None

    @cached_property
    def keyed(self) -> list[tuple[Key, exp.Expr]]:
        """(key, node) for each node that a rule can register on, children first."""
        found: list[tuple[Key, exp.Expr]] = []
        for node in reversed(list(self.root.dfs())) if self.root else ():
            kind = type(node)
            if kind not in KEYS:
                KEYS[kind] = fixed_key(kind), issubclass(kind, WITH_OWN_KEYS)
            key, has_own = KEYS[kind]
            if key is not None:
                found.append((key, node))
            if has_own:
                found += [(own, node) for own in own_keys(node, self.lexed)]
        return found

    @cached_property
    def calls(self) -> list[tuple[Key, exp.Expr]]:
        """Those that are calls."""
        return [(key, node) for key, node in self.keyed if key[0] == "call"]

    @cached_property
    def named(self) -> list[exp.Expr]:
        """Tables and columns, outer ones first."""
        return list(self.root.find_all(exp.Table, exp.Column)) if self.root else []


def own_keys(node: exp.Expr, lexed: Lexed) -> Iterator[Key]:
    """The keys of a node whose class alone does not say them."""
    if isinstance(node, exp.Anonymous):
        yield call_key(node, lexed)
    elif isinstance(node, exp.Literal):
        yield ("literal", "text" if node.is_string else "number")
    elif is_bare_name(node):
        yield name_key(node)
    elif isinstance(node, exp.Column) and not node.this.args.get("quoted"):
        yield "qualified", node.name.upper()


KEYS: Final[dict[type, tuple[Key | None, bool]]] = {}  # by class: what fixed_key says, and whether nodes have own ones
WITH_OWN_KEYS: Final = (exp.Anonymous, exp.Literal, exp.Identifier, exp.Column)


def fixed_key(kind: type) -> Key | None:
    """The key of a class whose nodes all have the same one."""
    if issubclass(kind, exp.Identifier):
        return "identifier", ""
    if issubclass(kind, (exp.Anonymous, exp.Literal)):
        return None
    if issubclass(kind, (exp.National, exp.RawString, exp.HexString)):
        return "literal", kind.__name__.lower()
    if issubclass(kind, exp.Select):
        return "select", ""
    if issubclass(kind, exp.DataType):
        return "datatype", ""
    if issubclass(kind, exp.Ordered):
        return "ordered", ""
    if issubclass(kind, (exp.SetOperation, exp.Subquery)):
        return "query", kind.__name__.lower()
    if issubclass(kind, (exp.Insert, exp.Update, exp.Delete, exp.Merge, exp.MultitableInserts)):
        return "change", kind.__name__.lower()
    if issubclass(kind, (exp.In, exp.Between, exp.Neg, exp.BitwiseNot, exp.AtTimeZone)):
        return "operator", kind.__name__.lower()
    if issubclass(kind, exp.Dot) or (issubclass(kind, exp.Binary) and not issubclass(kind, NO_OPERATOR)):
        return "operator", kind.__name__.lower()
    return ("syntax", kind.__name__.lower()) if issubclass(kind, exp.Func) else None


def call_key(node: exp.Anonymous, lexed: Lexed) -> Key:
    """The unqualified, unquoted name in upper case; `PKG.F` below a dot; `"F"` when quoted."""
    start = node.meta.get("start")
    quoted = start is None or lexed.text[start] in '"[`'
    name = f'"{node.name}"' if quoted else node.name.upper()
    if isinstance(node.parent, exp.Dot) and node.arg_key == "expression":
        return "call", f"{node.parent.this.name.upper()}.{name}"
    return "call", name


def is_bare_name(node: exp.Expr) -> bool:
    """A name without qualifier. Below a method call sqlglot makes Identifiers of Columns."""
    if isinstance(node, exp.Column):
        return not node.table
    return (
        isinstance(node, exp.Identifier)
        and isinstance(node.parent, HOLDS_NAMES)
        and not isinstance(node.parent, NO_OPERATOR)
    )


def name_key(node: exp.Expr) -> Key:
    identifier = node if isinstance(node, exp.Identifier) else node.this
    if isinstance(identifier, exp.Identifier) and identifier.args.get("quoted"):
        return "quoted name", node.name
    return ("variable", "") if node.name.startswith("@") else ("name", node.name.upper())


def parse(lexed: Lexed, part: Part, into: str) -> Tree:
    """Parse one piece: `into` is "condition" (any expression) or "statement" (a query or DML). Rules ask for the same
    piece again and again: its tree is kept as long as the statement's tokens.

    Hidden tokens are left out; keywords carry a marker so that their nodes can be found. Never raises for the
    user's text: the tree then has no root and an `error` without source text in it.
    """
    key = part.first, part.last, into, len(lexed.hidden)
    tree = lexed.trees.get(key)
    if tree is None:
        tree = lexed.trees[key] = parse_anew(lexed, part, into)
    return tree


def parse_anew(lexed: Lexed, part: Part, into: str) -> Tree:
    """As `parse`, for a tree that is looked at once."""
    if into == "statement" and lexed.words[part.first] not in STATEMENTS:
        return Tree(lexed, part, None, "not a query or DML statement")
    parser = PARSERS.of(lexed.dialect)
    tokens = visible(lexed, part)
    plsql = into == "condition" and lexed.dialect == "oracle"
    if plsql and not PLSQL_WORDS.isdisjoint(lexed.words[part.first : part.last + 1]):
        tokens = with_plsql_words(tokens)
    elif into == "condition" and lexed.dialect == "sqlserver" and "UPDATE" in lexed.words[part.first : part.last + 1]:
        tokens = with_update_calls(tokens)
    root: Any
    try:
        if into == "condition":
            root = parser.parse_into(exp.Condition, tokens, lexed.text)[0]
        else:
            root = parser.parse(tokens, lexed.text)[0]
    except PARSE_ERRORS as error:
        return Tree(lexed, part, None, reason(error))
    if root is None or isinstance(root, exp.Command):
        return Tree(lexed, part, None, "not a query, DML statement or expression")
    if isinstance(root, exp.Delete) and not root.this and root.args.get("tables"):  # DELETE t WHERE ..
        root.set("this", root.args["tables"][0])
        root.set("tables", None)
    mend_method_owners(root)
    if lexed.dialect == "sqlserver":
        mark_outer_joins(root, lexed)
    return Tree(lexed, part, root, "")


def mend_method_owners(root: exp.Expr) -> None:
    """In `(SELECT v.name ..).value(..)` and `v(r.i).name(k)` sqlglot makes Dots and Identifiers of the Columns within
    what stands before the point: Columns again."""
    for owner in list(method_owners(root)):
        for node in list(owner.find_all(exp.Dot)):
            names = dotted(node)
            if names and not (isinstance(node.parent, exp.Dot) and node.arg_key == "this"):
                keys = ("this", "table", "db", "catalog")
                node.replace(exp.Column(**dict(zip(keys, reversed(names), strict=False))))
        for identifier in list(owner.find_all(exp.Identifier)):
            if not isinstance(identifier.parent, NAMED_PARTS):
                identifier.replace(exp.Column(this=identifier.copy()))


def method_owners(root: exp.Expr) -> Iterator[exp.Expr]:
    """Queries, brackets and calls that a point follows."""
    for dot in root.find_all(exp.Dot):
        owner = dot.this
        if isinstance(owner, exp.Dot):
            owner = owner.expression  # of `pack.f(..).name`
        if isinstance(owner, (exp.Subquery, exp.Paren, exp.Anonymous)):
            yield owner


def mark_outer_joins(root: exp.Expr, lexed: Lexed) -> None:
    """`a.x *= b.y` and `a.x =* b.y`, read as `=`: the column whose table is optional gets the mark of (+)."""
    if "*" not in lexed.hidden_starts:
        return
    for equal in root.find_all(exp.EQ):
        sides = (equal.this, equal.expression)
        starts = [identifier.meta.get("start") for side in sides for identifier in side.find_all(exp.Identifier)]
        if not all(isinstance(side, exp.Column) for side in sides) or None in starts:
            continue
        right = min(lexed.by_start[i.meta["start"]] for i in sides[1].find_all(exp.Identifier))
        if right - 2 in lexed.hidden_tokens and lexed.words[right - 2 : right] == ["*", "="]:
            sides[1].set("join_mark", True)
        elif right - 1 in lexed.hidden_tokens and lexed.words[right - 2 : right] == ["=", "*"]:
            sides[0].set("join_mark", True)


NAMED_PARTS: Final = (exp.Column, exp.Table, exp.Dot, exp.TableAlias, exp.Alias, exp.Schema, exp.Kwarg)


def dotted(node: exp.Expr) -> list[exp.Expr]:
    """The identifiers of `a.b.c`; none where a call stands among them."""
    if isinstance(node, exp.Identifier):
        return [node.copy()]
    if not isinstance(node, exp.Dot) or not isinstance(node.expression, exp.Identifier):
        return []
    owner = dotted(node.this)
    return [*owner, node.expression.copy()] if owner else []


def visible(lexed: Lexed, part: Part) -> list[Token]:
    words, hidden = lexed.words, hidden_from(lexed, part)
    out: list[Token] = []
    for k in range(part.first, part.last + 1):
        token = lexed.tokens[k]
        if k in hidden:
            continue
        if token.token_type == T.STRING and out and out[-1].token_type in TEXTS and lexed.dialect == "sqlserver":
            # a string behind a string is an alias in T-SQL; sqlglot would join the two
            token = Token(T.IDENTIFIER, token.text, token.line, token.col, token.start, token.end, token.comments)
        if words[k] in MARKED or (words[k] in OWN_SYNTAX and words[k + 1] == "("):
            comments = [*token.comments, f"{MARK}{k}"]
            token = Token(token.token_type, token.text, token.line, token.col, token.start, token.end, comments)
        out.append(token)
    if lexed.dialect == "oracle" and words[part.first] == "UPDATE" and part.first + 1 in lexed.brackets.close:
        out = with_query_named(out, lexed.tokens[lexed.brackets.close[part.first + 1]].start)
    deletes = lexed.dialect == "sqlserver" and lexed.words[part.first] == "DELETE"
    return with_output_last(out) if deletes else out


def with_query_named(tokens: list[Token], end: int) -> list[Token]:
    """`UPDATE (SELECT ..) SET`: sqlglot takes SET for the query's alias where there is none. `end`: of the query."""
    k = next((i for i, token in enumerate(tokens) if token.start == end), len(tokens))
    if k + 1 < len(tokens) and tokens[k + 1].token_type == T.SET:
        close = tokens[k]
        return [*tokens[: k + 1], Token(T.VAR, "dbmigrate_query", close.line, close.col, -1, -1), *tokens[k + 1 :]]
    return tokens


def with_output_last(tokens: list[Token]) -> list[Token]:
    """`DELETE FROM t OUTPUT .. WHERE ..`: sqlglot reads the OUTPUT clause of a DELETE behind WHERE only."""
    words = [token.text.upper() if token.token_type != T.STRING else "" for token in tokens]
    if "OUTPUT" not in words:
        return tokens
    first = words.index("OUTPUT")
    last = next((k for k in range(first, len(words)) if words[k] in ("WHERE", "FROM", ";")), len(words))
    return tokens[:first] + tokens[last:] + tokens[first:last]


TEXTS: Final = frozenset({T.STRING, T.NATIONAL_STRING})
PLSQL_WORDS: Final = frozenset({"MOD", "SET"})
OPERANDS: Final = frozenset({T.VAR, T.IDENTIFIER, T.NUMBER, T.R_PAREN})


def with_plsql_words(tokens: list[Token]) -> list[Token]:
    """PL/SQL's infix `a MOD b` as the operator that it is, and SET(x) as a call."""
    out = []
    for before, token, after in zip([None, *tokens], tokens, [*tokens[1:], None], strict=False):
        kind, word = token.token_type, token.text.upper()
        if word == "MOD" and before and after and before.token_type in OPERANDS and kind == T.VAR:
            kind = T.MOD if after.token_type in OPERANDS | {T.L_PAREN} else kind
        elif kind == T.SET and after and after.token_type == T.L_PAREN:
            kind = T.VAR
        if kind != token.token_type:
            token = Token(kind, token.text, token.line, token.col, token.start, token.end, token.comments)
        out.append(token)
    return out


def with_update_calls(tokens: list[Token]) -> list[Token]:
    """T-SQL's UPDATE(column) in the condition of a trigger as a call."""
    return [
        Token(T.VAR, t.text, t.line, t.col, t.start, t.end, t.comments) if t.token_type == T.UPDATE else t
        for t in tokens
    ]


def hidden_from(lexed: Lexed, part: Part) -> set[int]:
    """The hidden tokens of a piece; a piece that is itself a hidden part, or in one, is shown."""
    if part.first not in lexed.hidden_tokens:
        return lexed.hidden_tokens
    inside = [h for h in lexed.hidden if part.first <= h.first and h.last <= part.last and h != part]
    return {k for h in inside for k in range(h.first, h.last + 1)}


def reason(error: BaseException) -> str:
    """sqlglot's own words for the failure; its message text would repeat the whole source."""
    if isinstance(error, ParseError) and error.errors:
        return str(error.errors[0]["description"]).split("\n", 1)[0]
    return "nested too deeply" if isinstance(error, RecursionError) else type(error).__name__
