"""Routines, judged: whether every declaration and statement stays as it is or has a rule that writes it in PL/pgSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.rules.procedural.judged_calls import Signatures, arguments_of, callees, chosen, paired, path_of_call
from dbmigrate.rules.procedural.judged_commands import judge_command
from dbmigrate.rules.procedural.judged_cursors import Cursors
from dbmigrate.rules.procedural.judged_exceptions import (
    EXCEPTIONS,
    RAISED,
    is_init,
    number_of,
    state_of_number,
    target_of,
)
from dbmigrate.rules.procedural.judged_expressions import folded
from dbmigrate.rules.procedural.judged_fetching import attributes, judge_reading
from dbmigrate.rules.procedural.judged_outcomes import SEEN, is_row_count, leaves_outcome
from dbmigrate.rules.procedural.judged_queries import Queries, fields
from dbmigrate.rules.procedural.judged_transactions import (
    AUTONOMOUS,
    commits_last,
    in_procedure,
    is_autonomous,
    is_plain,
    judged_tail,
)
from dbmigrate.rules.procedural.judged_types import (
    BOOLEAN,
    EXCEPTION,
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
from dbmigrate.syntax.ddl.nodes import Name, Node, Piece, Procedural
from dbmigrate.syntax.procedural.nodes import (
    AnonymousBlock,
    Block,
    CodeUnit,
    CursorDeclaration,
    ExceptionDeclaration,
    Label,
    Parameter,
    Pragma,
    Routine,
    Variable,
    key_of,
)
from dbmigrate.syntax.procedural.statements import (
    Assignment,
    CallStatement,
    Case,
    Close,
    ExecuteImmediate,
    Fetch,
    If,
    Leave,
    Loop,
    Null,
    Open,
    Raise,
    Range,
    Return,
    Sql,
    SqlStatement,
    Transaction,
)

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
        self.protected = 0  # blocks with handlers around the place
        self.loops: list[Loop] = []
        self.attributes: dict[str, Kind | Record] = {}  # of the cursor that was read right before
        self.autonomous = False
        self.commits = False  # the unit may end transactions
        self.outermost: Node | None = None

    def unit(self, unit: Procedural) -> None:
        self.autonomous = is_autonomous(unit)
        self.commits, self.outermost = in_procedure(unit) and not self.autonomous, getattr(unit, "body", None)
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
        """Functions give what OUT parameters hold. Defaults before parameters without one are PL072's."""
        for item in unit.parameters.items if unit.parameters else ():
            if not isinstance(item, Parameter) or item.extras or (unit.kind == "function" and item.direction != "in"):
                raise Unclear(item.part, "OUT" if isinstance(item, Parameter) else "parameter")
            kind = declare(item.name, item.type, self.context, self.scope, bare=True)
            self.initial(item.default, kind)

    def initial(self, value: Piece | None, kind: Kind | Record) -> None:
        if value is not None:
            stored(kind, self.value(value), value.part)

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
            moved = commits_last(block) if block is self.outermost and self.commits else None
            body = block.statements[: moved] if moved is not None else block.statements
            self.protected += bool(block.handlers)
            self.statements(body)
            self.protected -= bool(block.handlers)
            if moved is not None:
                judged_tail(block, moved)
                self.statements(block.statements[moved:])
            if block.handlers:
                self.handlers(block)

    def handlers(self, block: Block) -> None:
        """What a handler takes back is PL070's."""
        for handler in block.handlers:
            for name in handler.exceptions:
                if not isinstance(name, Name) or len(name.parts) > 1 or not self.is_caught(name):
                    raise Unclear(name.part, "WHEN " + " ".join(name.words()))
            self.handling += 1
            self.scope.frames.append({"SQLCODE": NUMBER, "SQLERRM": TEXT})
            self.statements(handler.statements)
            self.scope.frames.pop()
            self.handling -= 1

    def is_caught(self, name: Name) -> bool:
        found = self.scope.find(key_of(name))
        return found == EXCEPTION if found is not None else key_of(name) in EXCEPTIONS

    def raise_(self, node: Raise) -> None:
        """RAISE alone, in a handler, passes the error on."""
        name = node.exception
        if name is None:
            if not self.handling:
                raise Unclear(node.part, "RAISE")
            return
        found = self.scope.find(key_of(name)) if len(name.parts) == 1 else ""
        if found != EXCEPTION and (found is not None or key_of(name) not in RAISED):
            raise Unclear(node.part, "RAISE")

    def transaction(self, node: Transaction) -> None:
        """COMMIT and ROLLBACK: not in a function, and not where an exception is waited for."""
        if self.autonomous and is_plain(node) and (node.kind == "commit" or self.handling):
            return  # PL073
        if not is_plain(node) or self.protected or not self.commits:
            raise Unclear(node.part, node.kind.upper())
        if self.loops and self.cursors.found:
            raise Unclear(node.part, f"{node.kind.upper()} in a loop beside cursors")

    def exception(self, node: ExceptionDeclaration) -> None:
        if self.scope.find(key_of(node.name)) is not None:
            raise Unclear(node.part, "EXCEPTION")
        self.scope.declare(key_of(node.name), EXCEPTION)

    def pragma(self, node: Pragma) -> None:
        if node.word == AUTONOMOUS and self.autonomous:
            return
        known = is_init(node) and target_of(node) in self.scope.frames[-1]
        if not known or not state_of_number(number_of(node)):
            raise Unclear(node.part, "PRAGMA " + node.word)

    def declaration(self, node: Node) -> None:
        if isinstance(node, CursorDeclaration):
            self.cursors.declare(node)
            return
        if isinstance(node, ExceptionDeclaration):
            self.exception(node)
            return
        if isinstance(node, Pragma):
            self.pragma(node)
            return
        if not isinstance(node, Variable) or node.extras:
            raise Unclear(node.part, " ".join(node.words()[:1]))
        self.initial(node.default, declare(node.name, node.type, self.context, self.scope))

    def statements(self, nodes: tuple[Node, ...]) -> None:
        before: Node | None = None
        for i, node in enumerate(nodes):
            self.known_outcome, self.attributes = leaves_outcome(before), attributes(before)
            self.statement(node)
            if isinstance(node, Fetch):
                judge_reading(node, nodes[i + 1 :], self.loops[-1] if self.loops else None)
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
        self.target(node.target, self.value(node.value))

    def value(self, piece: Piece) -> Kind:
        """What is assigned or returned: '' alone is NULL, which PL074 writes."""
        return NULL if is_empty_text(piece) else self.queries.of(piece)

    def target(self, piece: Piece, kind: Kind) -> None:
        """A variable, or a field of a record, that takes a value of that kind."""
        held = self.held(piece)
        if held is None:
            raise Unclear(piece.part, "".join(piece.words()[:3]))  # of a package, of a type that is not known
        if held == NUMBER and kind in (TEXT, STRING):
            return  # both sides read the text as a number, and refuse what is none
        stored(held, kind, piece.part)

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
        found = callees(path_of_call(root), self.context, self.queries.members)
        if found and not node.callee.inner and node.keyword is None:
            self.own_procedure(node, root, found)
            return
        call = root.expression if isinstance(root, exp.Dot) else root
        wanted = CALLS.get(name)
        if node.callee.inner or wanted is None or self.context.catalog.routine((name,), self.context.schema):
            raise Unclear(node.part, f"{name}()")
        kinds = [self.queries.kind(a) for a in call.expressions]
        if kinds not in wanted or (name == APPLICATION_ERROR and not is_error_number(call.expressions[0])):
            raise Unclear(node.part, f"{name}()")

    def own_procedure(self, node: CallStatement, root: Any, found: Signatures) -> None:
        """A procedure of the estate. One that ends the transaction cannot be called where code may not."""
        name = "".join(node.words(node.name))
        given = [self.queries.given(a) for a in arguments_of(root)]
        meant = chosen(found, "procedure", given, self.context)
        if meant is None:
            raise Unclear(node.part, f"{name}()")
        for argument, value in paired(meant, given) or ():
            if argument.mode != "in" and not self.is_variable(value.node):
                raise Unclear(node.part, f"{name}()")
        if meant.commits and (self.protected or not self.commits):
            raise Unclear(node.part, f"{name}() which ends the transaction")

    def is_variable(self, node: Any) -> bool:
        """A variable, or a field of a record."""
        if not isinstance(node, exp.Column) or node.args.get("db"):
            return False
        owner = self.scope.find(folded(node.args["table"])) if node.table else None
        return isinstance(owner, Mapping) if node.table else isinstance(self.scope.find(folded(node.this)), str)

    def if_(self, node: If | Case) -> None:
        tests = []
        own = self.scope.find("FOUND") is not None  # a variable of the user's would stand in the way
        self.scope.frames.append(dict(SEEN) if self.known_outcome and not own else {})
        self.scope.frames[-1].update({} if own else self.attributes)
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
        self.loops.append(node)
        with self.frame():
            if node.index:
                self.scope.declare(key_of(node.index), self.iterated(node))
            self.statements(node.statements)
        self.loops.pop()
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
            self.scope.frames.append(self.attributes if self.scope.find("FOUND") is None else {})
            self.condition(node.condition)
            self.scope.frames.pop()

    def open(self, node: Open) -> None:
        self.cursors.open(node)

    def close(self, node: Close) -> None:
        self.cursors.close(node)

    def fetch(self, node: Fetch) -> None:
        kinds, targets = self.cursors.fetched(node), node.into.targets
        held = self.held(targets[0])
        if len(targets) == 1 and isinstance(held, Mapping):
            if list(held.values()) != kinds:
                raise Unclear(node.into.part, "INTO")
            return
        if len(targets) != len(kinds):
            raise Unclear(node.into.part, "INTO")
        for target, kind in zip(targets, kinds, strict=True):
            self.target(target, kind)

    def execute(self, node: ExecuteImmediate) -> None:
        """What comes back is known to be one row; its kinds are what the variables hold."""
        judge_command(node.command, node.using, self.queries)
        if node.returning or (node.into and node.into.bulk):
            raise Unclear(node.part, "EXECUTE IMMEDIATE in this form")
        for target in node.into.targets if node.into else ():
            if not isinstance(self.held(target), str):
                raise Unclear(target.part, "INTO")

    def return_(self, node: Return) -> None:
        if (node.value is None) != (self.result is None):
            raise Unclear(node.part, "RETURN")
        if node.value is not None:
            stored(self.result, self.value(node.value), node.value.part)

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


def is_empty_text(piece: Piece) -> bool:
    return piece.text() == "''"


def is_error_number(node: exp.Expr) -> bool:
    return isinstance(node, exp.Neg) and node.this.name.isdigit() and 20000 <= int(node.this.name) <= 20999


def first_words(node: Node) -> str:
    """The words that say what a statement is: one that a name begins is an assignment or a call."""
    word = node.words()[0]
    return type(node).__name__ if type(node).__name__ in ("CallStatement", "Assignment") else word


STATEMENTS: Final[Mapping[type, Callable[[Units, Any], None]]] = {
    Null: Units.nothing,
    CallStatement: Units.call,
    Raise: Units.raise_,
    Transaction: Units.transaction,
    Open: Units.open,
    Fetch: Units.fetch,
    Close: Units.close,
    ExecuteImmediate: Units.execute,
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
