"""PL/SQL units, judged by their form: which statements and declarations have a writing in PL/pgSQL, and which have none.

What stands in expressions and in SQL is the business of the rules for expressions and SQL; here it only counts whether
it names something that is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from dbmigrate.engine.views import Call, view
from dbmigrate.rules.functions.unknown_function import is_of_code, path_of, unknown
from dbmigrate.rules.procedural.forms_statements import StatementForms
from dbmigrate.rules.procedural.judged_fetching import attributes
from dbmigrate.rules.procedural.judged_outcomes import SEEN, is_row_count, leaves_outcome
from dbmigrate.rules.procedural.judged_transactions import commits_last, in_procedure, is_autonomous
from dbmigrate.rules.procedural.judged_types import Unclear
from dbmigrate.rules.procedural.method_heads import is_constructor, judge_method
from dbmigrate.rules.procedural.plsql_left import own_tokens
from dbmigrate.rules.procedural.plsql_nested import type_text
from dbmigrate.rules.procedural.plsql_out_functions import first_of, has_out, out_call
from dbmigrate.rules.procedural.plsql_package_copies import copies
from dbmigrate.rules.procedural.plsql_pipes import is_pipelined, row_of
from dbmigrate.rules.procedural.postponed_ends import Postponed, postponed
from dbmigrate.rules.procedural.trigger_columns import asks_for_columns
from dbmigrate.syntax.ddl.nodes import Name, Node, Phrase, Piece, Procedural, below
from dbmigrate.syntax.procedural.nodes import (
    AnonymousBlock,
    Block,
    CodeUnit,
    Conditional,
    Label,
    PackageStart,
    Parameter,
    Routine,
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
    Leave,
    Loop,
    Null,
    Open,
    PipeRow,
    Raise,
    Return,
    SqlStatement,
    Transaction,
)
from dbmigrate.syntax.sql import parse

# Options of a routine that a rule removes: they speak of speed or rights.
OPTIONS: Final = frozenset({"authid", "deterministic", "parallel", "result cache"})
MEANT: Final = frozenset({"PIPELINED", "AUTHID", "AGGREGATE", "SQL_MACRO", "LANGUAGE"})


def says_nothing(option: Phrase) -> bool:
    """An option that changes nothing of what the routine answers, also behind $IF."""
    conditional = option.kind == "conditional" and MEANT.isdisjoint(option.words())
    return option.kind in OPTIONS or conditional


class Forms(StatementForms):
    """Of one unit, or of one routine of a package."""

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
        if isinstance(unit, PackageStart) and isinstance(unit.body, Block):
            with self.left.frame(), self.inside(unit):
                self.block(unit.body)
            if self.unwritten:
                raise Unclear(unit.part, next(iter(self.unwritten.values())))
            return
        if not isinstance(unit, Routine) or not isinstance(unit.body, Block) or (unit.member and not self.context.path):
            raise Unclear(unit.part, unit.kind.upper())
        self.ended(unit)
        if unit.member is not None:
            judge_method(unit, self.context)
        if unit.keyword is None or "EXISTS" in unit.words(unit.keyword):
            raise Unclear(unit.part, "IF NOT EXISTS")
        for option in unit.options:
            if not says_nothing(option) and option.words() != ("PIPELINED",):
                raise Unclear(option.part, " ".join(option.words()))
        self.function, self.constructor = unit.returns is not None, is_constructor(unit)
        with self.left.frame(), self.inside(unit):
            self.head(unit)
            self.block(unit.body)

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
        if unit.returns and not is_constructor(unit):
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
        for _, node in tree.calls:
            seen = view(tree, node)
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
        if not self.loops:
            self.behind_loop = self.behind
        self.loops.append(node)
        with self.left.frame(), self.inside(node):
            if node.index:
                self.left.keep(key_of(node.index))
            self.statements(node.statements)
        self.loops.pop()


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
