"""PL/SQL units, judged by their form: which statements and declarations have a writing in PL/pgSQL, and which have none.

What stands in expressions and in SQL is the business of the rules for expressions and SQL; here it only counts whether
it names something that is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from dbmigrate.catalog.keys import fold
from dbmigrate.catalog.packages import item as packaged
from dbmigrate.engine.context import Context
from dbmigrate.engine.views import Call, view
from dbmigrate.rules.functions.unknown_function import is_of_code, path_of, unknown
from dbmigrate.rules.packages.statements import conditions, supplied_statement, unwritten
from dbmigrate.rules.packages.supplied import package_of
from dbmigrate.rules.procedural.executed_calls import executed_call
from dbmigrate.rules.procedural.goto_jumps import NONE
from dbmigrate.rules.procedural.judged_calls import callees
from dbmigrate.rules.procedural.judged_commands import judge_command
from dbmigrate.rules.procedural.judged_exceptions import is_init, number_of, state_of_number, target_of
from dbmigrate.rules.procedural.judged_fetching import (
    COUNT,
    FOUND,
    IS_OPEN,
    NOT_FOUND,
    attributes,
    counter_of,
    is_cursor,
    looped,
    seen_of,
)
from dbmigrate.rules.procedural.judged_outcomes import COUNTER, ROW_COUNT, SEEN, is_row_count, leaves_outcome
from dbmigrate.rules.procedural.judged_transactions import (
    AUTONOMOUS,
    commits_last,
    in_procedure,
    is_autonomous,
    is_plain,
)
from dbmigrate.rules.procedural.judged_types import Unclear
from dbmigrate.rules.procedural.nested_expansion import can_expand, can_replace
from dbmigrate.rules.procedural.nested_functions import HOIST, can_hoist, is_in_expression
from dbmigrate.rules.procedural.plsql_calls import arguments_of, change_of, path_of_statement
from dbmigrate.rules.procedural.plsql_collections import collection
from dbmigrate.rules.procedural.plsql_conditions import Unknown, chosen
from dbmigrate.rules.procedural.plsql_left import Left, own_tokens
from dbmigrate.rules.procedural.plsql_nested import INLINE, Names, type_text, use_of
from dbmigrate.rules.procedural.plsql_out_functions import first_of, has_out, out_call
from dbmigrate.rules.procedural.plsql_package_copies import copies
from dbmigrate.rules.procedural.plsql_package_names import variable_of_package
from dbmigrate.rules.procedural.plsql_pipes import is_pipelined, row_of
from dbmigrate.rules.procedural.plsql_target import path_of_target
from dbmigrate.rules.procedural.plsql_types import MOST_STEPS, of_item
from dbmigrate.rules.procedural.postponed_ends import Postponed, follows, postponed
from dbmigrate.rules.procedural.savepoints import goes_without_saying
from dbmigrate.rules.procedural.trigger_columns import asks_for_columns
from dbmigrate.syntax.ddl.nodes import Name, Node, Piece, Procedural, below
from dbmigrate.syntax.procedural.nodes import (
    AnonymousBlock,
    Block,
    CodeUnit,
    CollectionType,
    Conditional,
    CursorDeclaration,
    ExceptionDeclaration,
    Label,
    Parameter,
    Pragma,
    RecordType,
    RefCursorType,
    Routine,
    Subtype,
    Trigger,
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
    ForAll,
    Goto,
    If,
    Into,
    Leave,
    Loop,
    Null,
    Open,
    PipeRow,
    Raise,
    Range,
    Return,
    Sql,
    SqlStatement,
    Transaction,
)
from dbmigrate.syntax.sql import parse

APPLICATION_ERROR: Final = "RAISE_APPLICATION_ERROR"
# Options of a routine that a rule removes: they speak of speed or rights.
OPTIONS: Final = frozenset({"authid", "deterministic", "parallel", "result cache"})
PUT_LINE: Final = ("DBMS_OUTPUT", "PUT_LINE")
ATTRIBUTES: Final = (FOUND, NOT_FOUND, "%ROWCOUNT", "%ISOPEN", "%BULK_ROWCOUNT", "%BULK_EXCEPTIONS")

Place = tuple[int, int]


@dataclass
class Forms:
    """Of one unit, or of one routine of a package. `unwritten`: by first and last token, statements that no rule
    writes, and why; `left`: declarations that are left out, with the statements that name them."""

    context: Context
    left: Left
    unwritten: dict[Place, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.known: frozenset[str] = frozenset()  # attributes that speak of the statement right before
        self.trigger: Trigger | None = None
        self.counted = False  # PL054 keeps the number of rows
        self.seen_cursors: set[str] = set()  # PL134 keeps whether FETCH gave a row
        self.counted_cursors: set[str] = set()  # PL124 keeps how many rows they have given
        self.conditions: dict[Place, str] = {}  # that no rule writes, and why
        self.bulk = False  # FORALL stands in it
        self.handling = 0  # handlers around the place
        self.protected = 0  # blocks with handlers around the place
        self.postponed = Postponed()  # of the outermost of them
        self.jumps = NONE
        self.loops: list[Loop] = []
        self.loops_around = 0  # the outermost block with handlers
        self.opened = False  # cursors are opened by OPEN
        self.behind: tuple[Node, ...] = ()  # the statements behind this one in its list
        self.autonomous = False
        self.commits = False  # the unit may end transactions
        self.function = False
        self.pipelined = False
        self.outermost: Node | None = None
        self.unit_: Node | None = None
        self.names: Names = {}  # routines that blocks declare
        self.nested: dict[str, str] = {}  # how they are written

    def unit(self, unit: Procedural) -> None:
        """Raises Unclear where the unit as a whole has no writing."""
        self.unit_, self.autonomous = unit, is_autonomous(unit)
        self.bulk, self.opened = bool(below(unit, ForAll)), bool(below(unit, Open))
        self.commits, self.outermost = in_procedure(unit) and not self.autonomous, getattr(unit, "body", None)
        if isinstance(unit, AnonymousBlock) and isinstance(unit.body, Block):
            self.ended(unit)
            with self.inside(unit):
                self.block(unit.body)
            return
        if not isinstance(unit, Routine) or not isinstance(unit.body, Block) or unit.member:
            raise Unclear(unit.part, unit.kind.upper())
        self.ended(unit)
        if unit.keyword is None or "EXISTS" in unit.words(unit.keyword):
            raise Unclear(unit.part, "IF NOT EXISTS")
        for option in unit.options:
            if option.kind not in OPTIONS and option.words() != ("PIPELINED",):
                raise Unclear(option.part, " ".join(option.words()))
        self.function = unit.returns is not None
        with self.left.frame(), self.inside(unit):
            self.head(unit)
            self.block(unit.body)

    @contextmanager
    def inside(self, node: Node) -> Iterator[None]:
        self.context.path.append(node)
        yield
        self.context.path.pop()

    def ended(self, unit: CodeUnit) -> None:
        """The unit's semicolon is its last token."""
        if unit.rest or unit.lexed.words[unit.part.last] != ";":
            raise Unclear(unit.rest.part if unit.rest else unit.part, "END")

    def head(self, unit: Routine) -> None:
        """OUT parameters of functions are PL129's. Defaults before parameters without one are PL072's."""
        for item in unit.parameters.items if unit.parameters else ():
            if not isinstance(item, Parameter) or item.extras:
                raise Unclear(item.part, "OUT" if isinstance(item, Parameter) else "parameter")
            self.left.type(item.type)
            self.left.kept(item)
            if item.default is not None:
                self.default(item.default)
        if unit.returns:
            if unit.returns.type is None or unit.returns.extras:
                raise Unclear(unit.returns.part, "RETURN")
            self.left.type(unit.returns.type)
            self.pipelined = is_pipelined(unit)
            if has_out(unit) and (self.pipelined or not type_text(unit.returns.type, self.context)):
                raise Unclear(unit.returns.part, "OUT")
            if self.pipelined and row_of(unit, self.context) is None:
                raise Unclear(unit.returns.part, "PIPELINED")

    def default(self, value: Piece) -> None:
        """A function that nobody defines in a parameter's default: the server refuses the head. Raises Unclear."""
        tree = parse(value.lexed, value.part, value.into)
        for key, node in tree.walk() if tree.root is not None else ():
            seen = view(tree, node) if key[0] == "call" else None
            if isinstance(seen, Call) and unknown(seen, self.context) is not None and not is_of_code(seen, self.context):
                raise Unclear(value.part, f"{'.'.join(path_of(seen))}()")
        self.supplied(value)

    def block(self, block: Block) -> None:
        if block.problem:
            raise Unclear(block.part, block.problem.reason)
        with self.left.frame(), self.inside(block):
            for declaration in block.declarations:
                self.declaration(declaration)
            moved = commits_last(block) if block is self.outermost and self.commits else None
            if block.handlers and not self.protected:
                self.loops_around = len(self.loops)
                self.postponed = postponed(block) if self.commits and moved is None else Postponed()
            self.protected += bool(block.handlers)
            self.statements(block.statements[:moved])
            self.protected -= bool(block.handlers)
            if moved is not None:
                self.statements(block.statements[moved:])
            for handler in block.handlers:
                for name in handler.exceptions:
                    if not isinstance(name, Name):
                        raise Unclear(name.part, "WHEN " + " ".join(name.words()))
                self.handling += 1
                self.statements(handler.statements)
                self.handling -= 1

    def declaration(self, node: Node) -> None:
        """A declaration that no rule writes is left out, and with it the statements that name it."""
        if isinstance(node, Conditional):
            self.conditional(node, self.left.out)
            return
        if isinstance(node, Routine) and (method := self.method(node)):
            self.routine(node, method)
            return
        if isinstance(node, Routine) and node.body is None and node.name and key_of(node.name) in self.names:
            return  # declared again with its body
        try:
            if not isinstance(node, DECLARED) or (isinstance(node, Pragma) and not self.is_written(node)):
                raise Unclear(node.part, named(node))
            if isinstance(node, Variable):
                self.left.type(node.type)
                if node.extras:
                    raise Unclear(node.part, " ".join(node.extras[0].words()))
            if isinstance(node, CursorDeclaration):
                self.cursor(node)
            if isinstance(node, TYPES):
                self.own_type(node)
            self.left.named(node, own_tokens(node))
            self.supplied(node)
        except Unclear as unclear:
            self.left.out(node, unclear.what)
        else:
            self.left.kept(node)

    def method(self, node: Routine) -> str:
        """How a routine of a block is written; "" where it is not."""
        expands = can_expand(node, self.context, self.names)
        inside = self.unit_ is not None and node.body is not None and bool(node.name) and is_in_expression(node, self.unit_)
        if isinstance(self.unit_, Routine) and (inside or not expands) and can_hoist(node, self.context, self.names):
            return HOIST
        return INLINE if expands else ""

    def routine(self, node: Routine, method: str) -> None:
        """PL127: its body stands where it is called; PL132: it becomes a function of its own."""
        assert node.name and isinstance(node.body, Block)
        self.left.kept(node)
        self.nested[key_of(node.name)] = method
        before = self.function, self.commits, self.protected, self.pipelined
        self.function, self.commits, self.protected, self.pipelined = node.returns is not None, False, 0, False
        with self.left.frame(), self.inside(node):
            for item in node.parameters.items if node.parameters else ():
                self.left.kept(item)
            self.block(node.body)
        self.function, self.commits, self.protected, self.pipelined = before

    def calls(self, node: Node, tokens: list[int]) -> None:
        """Calls of routines that a block declares: each is a statement. Raises Unclear for those in expressions."""
        lexed = node.lexed
        use = use_of(node, self.context)
        piece = getattr(use.statement, "callee", None) or getattr(use.statement, "value", None) if use else None
        for k in tokens:
            if self.nested.get(lexed.words[k]) == INLINE and not (k and lexed.words[k - 1] == ".") and not (piece and piece.part.first == k):
                raise Unclear(node.part, f"{lexed.words[k]}() in an expression")
        hoisted = use is not None and use.routine.name and self.nested.get(key_of(use.routine.name)) == HOIST
        if use is not None and not hoisted and not can_replace(use, self.context, self.names):
            raise Unclear(node.part, f"{lexed.words[node.part.first]}() in this place")

    def own_type(self, node: Subtype | CollectionType | RecordType) -> None:
        """A type of a block is written where a variable of it is declared."""
        made = packaged(node)
        if made is None or of_item(key_of(node.name), made, self.context, (), MOST_STEPS) is None:
            raise Unclear(node.part, f"TYPE {node.name.value.upper()}")

    def conditional(self, node: Conditional, lost: Callable[[Node, str], None]) -> None:
        """What stands in the branch that the source's compiler takes."""
        try:
            branch = chosen(node, self.context)
        except Unknown:
            lost(node, "$IF")
            return
        for inner in branch.body if branch else ():
            if lost == self.left.out:
                self.declaration(inner)
            else:
                self.statement(inner, False)

    def lost(self, node: Node, why: str) -> None:
        self.unwritten[node.part.first, node.part.last] = why

    def is_written(self, node: Pragma) -> bool:
        if node.word == AUTONOMOUS:
            return self.autonomous
        return not is_init(node) or bool(target_of(node) and state_of_number(number_of(node)))

    def cursor(self, node: CursorDeclaration) -> None:
        """PL/pgSQL has no defaults for a cursor's parameters."""
        if node.returns or not isinstance(node.query, Sql):
            raise Unclear(node.part, "CURSOR")
        for item in node.parameters.items if node.parameters else ():
            if not isinstance(item, Parameter) or item.extras or item.direction != "in" or item.default:
                raise Unclear(item.part, "CURSOR")
            self.left.type(item.type)

    def statements(self, nodes: tuple[Node, ...]) -> None:
        before: Node | None = None
        for k, node in enumerate(nodes):
            self.behind = nodes[k + 1 :]
            own = SEEN if leaves_outcome(before) and not self.left.declares("FOUND") else ()
            self.known = frozenset(own) | frozenset(attributes(before) if not self.left.declares("FOUND") else ())
            self.statement(node, leaves_outcome(before))
            before = node if not copies(node, self.context) else None  # keeping the copy changes FOUND

    def statement(self, node: Node, counted: bool) -> None:
        if isinstance(node, Block):
            self.block(node)
            return
        if isinstance(node, Conditional):
            self.conditional(node, self.lost)
            return
        read = STATEMENTS.get(type(node))
        try:
            if read is None or getattr(node, "problem", None):
                raise Unclear(node.part, first_words(node))
            tokens = own_tokens(node)
            self.left.named(node, tokens)
            if self.nested:
                self.calls(node, tokens)
            asked = first_of(node, self.context, self.left.members)
            if asked and out_call(node, self.context, self.left.members) is None:
                raise Unclear(node.part, f"{asked}() with OUT parameters in this place")
            if asks_for_columns(node, tokens, self.trigger):
                raise Unclear(node.part, "UPDATING('..') in a trigger for statements")
            self.supplied(node)
            if not (counted and isinstance(node, Assignment) and is_row_count(node.value)):
                self.attributes(node, tokens)
            read(self, node)
        except Unclear as unclear:
            self.lost(node, unclear.what)

    def attributes(self, node: Node, tokens: list[int]) -> None:
        """FOUND, which stands for them, speaks of the statement right before; else PL054 keeps the number of rows."""
        lexed = node.lexed
        turning = looped(self.loops) if isinstance(node, (If, Case, Leave)) else ()
        known = self.known.union(*((name + FOUND, name + NOT_FOUND) for name in turning))
        for k in tokens:
            word = lexed.words[k]
            if not word.endswith(ATTRIBUTES) or word in known or self.of_cursor(node, word):
                continue
            if word not in (*SEEN, ROW_COUNT) or self.left.declares(COUNTER.upper()):
                raise Unclear(node.part, word)
            compared = word == ROW_COUNT and k + 2 < len(lexed.words) and lexed.words[k + 2] == "0"
            asked = compared and isinstance(node, (If, Case, Leave)) and self.known & set(SEEN)
            self.counted |= not (asked and lexed.words[k + 1] in ("=", ">", "<>", "!="))

    def of_cursor(self, node: Node, word: str) -> bool:
        """PL123, PL124 and PL134 know it."""
        if not isinstance(node, (If, Leave, Assignment, Return, Loop)):
            return False
        name = word.removesuffix(IS_OPEN)
        if name != word:
            return is_cursor(name, self.context)
        for attribute in (NOT_FOUND, FOUND):
            name = word.removesuffix(attribute)
            if name != word and self.is_own_cursor(name) and not self.left.declares(seen_of(name).upper()):
                self.seen_cursors.add(name)
                return True
        name = word.removesuffix(COUNT)
        declared = self.context.declared(name)
        if name == word or not isinstance(declared, (CursorDeclaration, Variable)) or self.left.declares(counter_of(name).upper()):
            return False
        self.counted_cursors.add(name)
        return True

    def is_own_cursor(self, name: str) -> bool:
        """A block declares it, and none of its loops gives its rows."""
        return isinstance(self.context.declared(name), (CursorDeclaration, Variable)) and not name.startswith("SQL")

    def supplied(self, node: Node) -> None:
        """Raises Unclear where an expression needs what a supplied package does and nothing writes."""
        held = conditions(node)
        for condition in held:
            why = unwritten(condition, self.context)
            if why:
                self.conditions[condition.part.first, condition.part.last] = why  # PL172
        what = unwritten(node, self.context, without=held)
        if what:
            raise Unclear(node.part, what)

    def nothing(self, node: Node) -> None:
        """Both sides write it alike, or a rule knows each form of it."""

    def call(self, node: CallStatement) -> None:
        """A procedure that ends the transaction cannot be called where code may not."""
        path = path_of_statement(node)
        if not path:
            raise Unclear(node.part, "call")
        with self.inside(node):
            held = collection(path[:-1], self.context) if len(path) > 1 else None
        root = parse(node.lexed, node.callee.part, node.callee.into).root
        if held is not None and (held.of_package or not change_of(path[-1], len(arguments_of(root)), held.known)):
            raise Unclear(node.part, path[-1])
        if held is not None:
            return  # PL105
        if package_of(path, self.context) is not None:
            if path[-2:] != PUT_LINE and supplied_statement(node, self.context) is None:
                raise Unclear(node.part, ".".join(path[-2:]))
            return  # PK001, PK003, PL041
        if len(path) == 2 and self.context.declared(path[0]) is not None:
            raise Unclear(node.part, path[1])
        meant = [s for s in callees(path, self.context, self.left.members) if s.kind == "procedure"]
        if meant and all(s.commits for s in meant) and (self.protected or not self.commits):
            raise Unclear(node.part, f"{'.'.join(path)}() which ends the transaction")

    def goto(self, node: Goto) -> None:
        """Forward: PL119."""
        if key_of(node.label) not in self.jumps:
            raise Unclear(node.part, "GOTO")

    def raise_(self, node: Raise) -> None:
        """RAISE alone, in a handler, passes the error on."""
        if node.exception is None and not self.handling:
            raise Unclear(node.part, "RAISE")

    def transaction(self, node: Transaction) -> None:
        """COMMIT and ROLLBACK: not in a function, and not where an exception is waited for."""
        if self.autonomous and is_plain(node) and (node.kind == "commit" or self.handling):
            return  # PL073
        if self.unit_ is not None and goes_without_saying(node, self.unit_):
            return  # PL131
        waits = self.protected and node.part.first in self.postponed.places
        if not is_plain(node) or not self.commits or (self.protected and not waits):
            raise Unclear(node.part, node.kind.upper())
        around = self.loops_around if waits else len(self.loops)
        if around and self.opened and not follows(self.behind):
            raise Unclear(node.part, f"{node.kind.upper()} in a loop beside cursors")

    def if_(self, node: If | Case) -> None:
        for branch in node.branches:
            self.statements(branch.statements)
        if node.otherwise:
            self.statements(node.otherwise.statements)

    def loop(self, node: Loop) -> None:
        if node.kind == "unknown":
            raise Unclear(node.part, "FOR")
        if node.kind == "query" and node.index and self.left.declares(key_of(node.index)):
            raise Unclear(node.part, f"FOR {key_of(node.index)}")
        self.loops.append(node)
        with self.left.frame(), self.inside(node):
            if node.index:
                self.left.keep(key_of(node.index))
            self.statements(node.statements)
        self.loops.pop()

    def open(self, node: Open) -> None:
        if node.using is not None and isinstance(node.source, Sql):
            raise Unclear(node.part, "OPEN")
        if node.source is not None and not isinstance(node.source, Sql):
            judge_command(node.source, node.using)

    def fetch(self, node: Fetch) -> None:
        if node.into.bulk and not self.is_bulk(node.into):
            raise Unclear(node.part, "BULK COLLECT")
        self.written_to(node, node.into.targets)

    def execute(self, node: ExecuteImmediate) -> None:
        if executed_call(node) is not None:
            return  # PL125
        judge_command(node.command, node.using)
        if node.returning or (node.into and node.into.bulk):
            raise Unclear(node.part, "EXECUTE IMMEDIATE in this form")
        self.written_to(node, node.into.targets if node.into else ())

    def is_bulk(self, into: Into) -> bool:
        """PL107 writes it."""
        return all(collection(path_of_target(t), self.context) for t in into.targets)

    def forall(self, node: ForAll) -> None:
        if not isinstance(node.source, Range) or node.save is not None:
            raise Unclear(node.part, "FORALL in this form")
        with self.left.frame(), self.inside(node):
            self.left.keep(key_of(node.index))
            self.statement(node.statement, False)

    def written_to(self, node: Node, targets: tuple[Piece, ...]) -> None:
        """Variables of packages by PL128. Raises Unclear for names that mean nothing."""
        copied = {c.name for c in copies(node, self.context)}
        for target in targets:
            first = target.part.first
            last = first + 2 if target.part.last >= first + 2 and node.lexed.words[first + 1] == "." else first
            names = [fold("oracle", node.lexed.tokens[k].text, node.lexed.is_quoted(k)) for k in range(first, last + 1, 2)]
            if any(variable_of_package(tuple(names[:n]), self.context) for n in (1, 2)):
                if not copied & set(names):
                    raise Unclear(node.part, f"writing to {names[0]} of a package")
                continue
            if node.lexed.is_name(first) and self.context.declared(names[0]) is None and not self.left.declares(names[0]):
                raise Unclear(node.part, ".".join(names))

    def assignment(self, node: Assignment) -> None:
        if variable_of_package(path_of_target(node.target) or ("",), self.context) is None:
            self.written_to(node, (node.target,))

    def return_(self, node: Return) -> None:
        if (node.value is None) == (self.function and not self.pipelined):
            raise Unclear(node.part, "RETURN")

    def pipe(self, node: PipeRow) -> None:
        if not self.pipelined:
            raise Unclear(node.part, "PIPE ROW")

    def sql(self, node: SqlStatement) -> None:
        sql = node.sql
        into = sql.into or (sql.returning.into if sql.returning else None)
        if into and into.bulk and (into is not sql.into or not self.is_bulk(into)):
            raise Unclear(node.part, "BULK COLLECT")
        if sql.verb == "select" and sql.into is None:
            raise Unclear(node.part, "SELECT")
        self.written_to(node, into.targets if into else ())


TYPES: Final = (Subtype, CollectionType, RecordType)
DECLARED: Final = (Variable, CursorDeclaration, ExceptionDeclaration, Pragma, RefCursorType, *TYPES)


def named(node: Node) -> str:
    """What kind of declaration it is."""
    words = node.words()[:1]
    return "nested routine" if isinstance(node, Routine) else " ".join(words)


def first_words(node: Node) -> str:
    """The words that say what a statement is: one that a name begins is an assignment or a call."""
    word = node.words()[0]
    return type(node).__name__ if type(node).__name__ in ("CallStatement", "Assignment") else word


STATEMENTS: Final[Mapping[type, Callable[[Forms, Any], None]]] = {
    Null: Forms.nothing,
    Label: Forms.nothing,
    CallStatement: Forms.call,
    Goto: Forms.goto,
    Raise: Forms.raise_,
    Transaction: Forms.transaction,
    Open: Forms.open,
    PipeRow: Forms.pipe,
    Fetch: Forms.fetch,
    Close: Forms.nothing,
    ExecuteImmediate: Forms.execute,
    Assignment: Forms.assignment,
    ForAll: Forms.forall,
    If: Forms.if_,
    Case: Forms.if_,
    Loop: Forms.loop,
    Leave: Forms.nothing,
    Return: Forms.return_,
    SqlStatement: Forms.sql,
}
