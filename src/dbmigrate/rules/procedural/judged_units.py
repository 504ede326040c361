"""Routines, judged: whether every declaration and statement stays as it is or has a rule that writes it in PL/pgSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.rules.procedural.judged_cursors import Cursors
from dbmigrate.rules.procedural.judged_outcomes import SEEN, is_row_count, leaves_outcome
from dbmigrate.rules.procedural.judged_queries import Queries, fields
from dbmigrate.rules.procedural.judged_types import (
    BOOLEAN,
    NULL,
    NUMBER,
    STRING,
    TEXT,
    Kind,
    Record,
    Scope,
    Unclear,
    declare,
    kind_of_type,
    same,
    stored,
    unquoted,
)
from dbmigrate.syntax.ddl.nodes import Name, Node, Piece, Procedural, below
from dbmigrate.syntax.procedural.nodes import (
    AnonymousBlock,
    Block,
    CodeUnit,
    CursorDeclaration,
    Label,
    Parameter,
    Routine,
    Variable,
    key_of,
)
from dbmigrate.syntax.procedural.statements import (
    Assignment,
    CallStatement,
    Case,
    If,
    Leave,
    Loop,
    Null,
    Raise,
    Range,
    Return,
    Sql,
    SqlStatement,
)

# Predefined exceptions by PostgreSQL's name for the same condition. PL/SQL Language Reference, "Predefined Exceptions".
EXCEPTIONS: Final[Mapping[str, str]] = {
    "OTHERS": "others",
    "NO_DATA_FOUND": "no_data_found",
    "TOO_MANY_ROWS": "too_many_rows",
    "DUP_VAL_ON_INDEX": "unique_violation",
}
APPLICATION_ERROR: Final = "RAISE_APPLICATION_ERROR"
# Procedures that rules write, with the kinds of their arguments.
CALLS: Final[Mapping[str, tuple[list[Kind], ...]]] = {
    APPLICATION_ERROR: ([NUMBER, TEXT], [NUMBER, STRING], [NUMBER, TEXT, BOOLEAN], [NUMBER, STRING, BOOLEAN]),
    "DBMS_OUTPUT.PUT_LINE": ([TEXT], [STRING]),
}
# Options of a routine that a rule removes: they speak of speed or rights.
OPTIONS: Final = frozenset({"authid", "deterministic", "parallel", "result cache"})


class Units:
    def __init__(self, context: Context):
        self.context, self.scope = context, Scope()
        self.queries = Queries(context, self.scope)
        self.result: Kind | None = None  # of the function
        self.records: list[str] = []  # indexes of the query loops around the place
        self.cursors = Cursors(context, self.scope, self.queries)
        self.known_outcome = False  # the attributes of SQL speak of the statement right before
        self.handling = 0  # handlers around the place
        self.in_trigger = False

    def unit(self, unit: Procedural) -> None:
        if isinstance(unit, AnonymousBlock) and isinstance(unit.body, Block):
            self.ended(unit)
            self.block(unit.body)
            return
        if not isinstance(unit, Routine) or not isinstance(unit.body, Block) or unit.member:
            raise Unclear(unit.part, unit.kind.upper())
        self.ended(unit)
        if unit.keyword is None or "EXISTS" in unit.words(unit.keyword):
            raise Unclear(unit.part, "IF NOT EXISTS")
        for option in unit.options:
            if option.kind not in OPTIONS:
                raise Unclear(option.part, " ".join(option.words()))
        with self.frame():
            self.parameters(unit)
            if unit.returns:
                self.returns(unit)
            self.block(unit.body)

    def ended(self, unit: CodeUnit) -> None:
        """The unit's semicolon is its last token."""
        if unit.rest or unit.lexed.words[unit.part.last] != ";":
            raise Unclear(unit.rest.part if unit.rest else unit.part, "END")

    @contextmanager
    def frame(self) -> Iterator[None]:
        self.scope.frames.append({})
        yield
        self.scope.frames.pop()

    def parameters(self, unit: Routine) -> None:
        """PostgreSQL wants a default behind each default, and functions give what OUT parameters hold."""
        defaults = False
        for item in unit.parameters.items if unit.parameters else ():
            if not isinstance(item, Parameter) or item.extras or (unit.kind == "function" and item.direction != "in"):
                raise Unclear(item.part, "OUT" if isinstance(item, Parameter) else "parameter")
            if defaults and item.default is None:
                raise Unclear(item.part, "parameter without default behind one with")
            kind = declare(item.name, item.type, self.context, self.scope, bare=True)
            defaults = defaults or item.default is not None
            self.initial(item.default, kind)

    def initial(self, value: Piece | None, kind: Kind | Record) -> None:
        if value is not None:
            stored(kind, self.queries.of(value), value.part)

    def returns(self, unit: Routine) -> None:
        assert unit.returns is not None
        if unit.returns.type is None or unit.returns.extras:
            raise Unclear(unit.returns.part, "RETURN")
        kind = kind_of_type(unit.returns.type, self.context, self.scope, bare=True)
        if not isinstance(kind, str):
            raise Unclear(unit.returns.part, "RETURN")
        self.result = kind

    def block(self, block: Block) -> None:
        if block.problem:
            raise Unclear(block.part, block.problem.reason)
        with self.frame():
            for declaration in block.declarations:
                self.declaration(declaration)
            self.statements(block.statements)
            if block.handlers:
                self.handlers(block)

    def handlers(self, block: Block) -> None:
        """A handler takes back all that its block has done, in Oracle only the statement that failed: the same only
        where nothing that can fail stands behind a change of data."""
        assert block.exception
        count = len(block.statements)
        while count and cannot_fail(block.statements[count - 1]):
            count -= 1
        before, last = block.statements[: max(count - 1, 0)], block.statements[max(count - 1, 0) : count]
        if any(changes(s) for node in before for s in below(node, SqlStatement)) or changes_within(last):
            raise Unclear(block.exception, "EXCEPTION behind a change of data")
        for handler in block.handlers:
            for name in handler.exceptions:
                if not isinstance(name, Name) or key_of(name) not in EXCEPTIONS or len(name.parts) > 1:
                    raise Unclear(name.part, "WHEN " + " ".join(name.words()))
            self.handling += 1
            self.statements(handler.statements)
            self.handling -= 1

    def raise_(self, node: Raise) -> None:
        """RAISE alone, in a handler, passes the error on."""
        if node.exception or not self.handling:
            raise Unclear(node.part, "RAISE")

    def declaration(self, node: Node) -> None:
        if isinstance(node, CursorDeclaration):
            self.cursors.declare(node)
            return
        if not isinstance(node, Variable) or node.extras:
            raise Unclear(node.part, " ".join(node.words()[:1]))
        self.initial(node.default, declare(node.name, node.type, self.context, self.scope))

    def statements(self, nodes: tuple[Node, ...]) -> None:
        before: Node | None = None
        for node in nodes:
            self.known_outcome = leaves_outcome(before)
            self.statement(node)
            before = node

    def statement(self, node: Node) -> None:
        read = STATEMENTS.get(type(node))
        if read is None or getattr(node, "problem", None):
            raise Unclear(node.part, first_words(node))
        read(self, node)

    def nothing(self, node: Node) -> None:
        """NULL, a label: the same on both sides."""

    def assignment(self, node: Assignment) -> None:
        if self.known_outcome and is_row_count(node.value):
            stored(self.held(node.target), NUMBER, node.target.part)
            return
        self.target(node.target, self.queries.of(node.value))

    def target(self, piece: Piece, kind: Kind) -> None:
        """A variable, or a field of a record, that takes a value of that kind."""
        stored(self.held(piece), kind, piece.part)

    def held(self, piece: Piece) -> Kind | Record | None:
        words = [piece.lexed.tokens[k] for k in range(piece.part.first, piece.part.last + 1)]
        names = [t.text if piece.lexed.text[t.start] == '"' else unquoted(t.text) for t in words]
        found = self.scope.find(names[0])
        if len(names) == 1:
            return found
        if len(names) == 3 and names[1] == "." and isinstance(found, Mapping):
            return found.get(names[2])
        return None

    def call(self, node: CallStatement) -> None:
        """A procedure of the server's that a rule writes."""
        name = "".join(node.words(node.name))
        root = self.queries.parsed(node.callee)
        call = root.expression if isinstance(root, exp.Dot) else root
        wanted = CALLS.get(name)
        if node.callee.inner or wanted is None or self.context.catalog.routine((name,), self.context.schema):
            raise Unclear(node.part, f"{name}()")
        kinds = [self.queries.kind(a) for a in call.expressions]
        if kinds not in wanted or (name == APPLICATION_ERROR and not is_error_number(call.expressions[0])):
            raise Unclear(node.part, f"{name}()")

    def if_(self, node: If | Case) -> None:
        tests = []
        own = self.scope.find("FOUND") is not None  # a variable of the user's would stand in the way
        self.scope.frames.append(dict(SEEN) if self.known_outcome and not own else {})
        for branch in node.branches:
            if not isinstance(branch.condition, Piece):
                raise Unclear(branch.part, first_words(branch))
            tests.append(self.queries.of(branch.condition))
        self.scope.frames.pop()
        for branch in node.branches:
            self.statements(branch.statements)
        wanted = self.queries.of(node.selector) if isinstance(node, Case) and node.selector else BOOLEAN
        if same([wanted, *tests]) is None:
            raise Unclear(node.part, first_words(node))
        if node.otherwise:
            self.statements(node.otherwise.statements)

    def loop(self, node: Loop) -> None:
        if node.condition:
            self.condition(node.condition)
        with self.frame():
            if node.index:
                self.scope.declare(key_of(node.index), self.iterated(node))
            self.statements(node.statements)
        if node.kind == "query":
            self.records.pop()

    def iterated(self, node: Loop) -> Kind | Record:
        """What the index of a FOR loop holds: a number, or a row of the query, which needs a variable of its own."""
        assert node.index is not None
        source = node.source
        if isinstance(source, Range):
            for limit in (source.low, source.high):
                stored(NUMBER, self.queries.of(limit), limit.part)
            return NUMBER
        name = key_of(node.index)
        if isinstance(source, Piece):
            return self.cursors.rows(source)
        if not isinstance(source, Sql) or self.scope.find(name) is not None or name in self.records:
            raise Unclear(node.part, "FOR " + name)
        self.records.append(name)
        return fields(self.queries.query(source))

    def condition(self, piece: Piece) -> None:
        if self.queries.of(piece) not in (BOOLEAN, NULL):
            raise Unclear(piece.part, "condition")

    def leave(self, node: Leave) -> None:
        if node.condition:
            self.condition(node.condition)

    def return_(self, node: Return) -> None:
        if (node.value is None) != (self.result is None) or self.in_trigger:
            raise Unclear(node.part, "RETURN")
        if node.value is not None:
            stored(self.result, self.queries.of(node.value), node.value.part)

    def sql(self, node: SqlStatement) -> None:
        sql = node.sql
        if sql.verb != "select":
            self.queries.change(sql)
            return
        if sql.into is None or sql.into.bulk:
            raise Unclear(node.part, "BULK COLLECT" if sql.into else "SELECT")
        items, targets = self.queries.query(sql), sql.into.targets
        held = self.held(targets[0])
        if len(targets) == 1 and isinstance(held, Mapping):
            if list(held.values()) != [kind for _, kind in items]:
                raise Unclear(sql.into.part, "INTO")
            return
        if len(targets) != len(items):
            raise Unclear(sql.into.part, "INTO")
        for target, (_, kind) in zip(targets, items, strict=True):
            self.target(target, kind)


def is_error_number(node: exp.Expr) -> bool:
    return isinstance(node, exp.Neg) and node.this.name.isdigit() and 20000 <= int(node.this.name) <= 20999


def cannot_fail(node: Node) -> bool:
    """NULL, or RETURN of nothing, a literal or a variable."""
    if isinstance(node, Return):
        return node.value is None or node.value.part.first == node.value.part.last
    return isinstance(node, Null)


def changes_within(nodes: tuple[Node, ...]) -> bool:
    """Whether a change of data stands inside these statements; one that is itself such a change does not count."""
    return any(changes(s) for node in nodes if not isinstance(node, SqlStatement) for s in below(node, SqlStatement))


def changes(node: Node) -> bool:
    return isinstance(node, SqlStatement) and node.sql.verb != "select"


def first_words(node: Node) -> str:
    """The words that say what a statement is: one that a name begins is an assignment or a call."""
    word = node.words()[0]
    return type(node).__name__ if type(node).__name__ in ("CallStatement", "Assignment") else word


STATEMENTS: Final[Mapping[type, Callable[[Units, Any], None]]] = {
    Null: Units.nothing,
    CallStatement: Units.call,
    Raise: Units.raise_,
    Label: Units.nothing,
    Assignment: Units.assignment,
    If: Units.if_,
    Case: Units.if_,
    Loop: Units.loop,
    Leave: Units.leave,
    Return: Units.return_,
    SqlStatement: Units.sql,
    Block: Units.block,
}
