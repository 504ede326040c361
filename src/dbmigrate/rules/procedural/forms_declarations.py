"""Declarations: which of them have a writing in PL/pgSQL."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from dbmigrate.catalog.packages import item as packaged
from dbmigrate.rules.packages.statements import conditions, unwritten
from dbmigrate.rules.procedural.forms_nested import NestedForms
from dbmigrate.rules.procedural.judged_exceptions import is_init, number_of, state_of_number, target_of
from dbmigrate.rules.procedural.judged_transactions import AUTONOMOUS
from dbmigrate.rules.procedural.judged_types import Unclear
from dbmigrate.rules.procedural.plsql_conditions import Unknown, chosen
from dbmigrate.rules.procedural.plsql_cursors import is_plain_cursor
from dbmigrate.rules.procedural.plsql_left import own_tokens
from dbmigrate.rules.procedural.plsql_types import MOST_STEPS, of_item
from dbmigrate.syntax.ddl.nodes import Node
from dbmigrate.syntax.procedural.nodes import (
    CollectionType,
    Conditional,
    CursorDeclaration,
    ExceptionDeclaration,
    Parameter,
    Pragma,
    RecordType,
    RefCursorType,
    Routine,
    Subtype,
    Variable,
    key_of,
)

TYPES: Final = (Subtype, CollectionType, RecordType)
DECLARED: Final = (Variable, CursorDeclaration, ExceptionDeclaration, Pragma, RefCursorType, *TYPES)


class DeclarationForms(NestedForms):
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
        refused = self.context.unwritten.get((node.part.first, node.part.last))
        try:
            if refused:
                raise Unclear(node.part, refused)
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

    def is_written(self, node: Pragma) -> bool:
        if node.word == AUTONOMOUS:
            return self.autonomous
        return not is_init(node) or bool(target_of(node) and state_of_number(number_of(node)))

    def cursor(self, node: CursorDeclaration) -> None:
        if not is_plain_cursor(node):
            raise Unclear(node.part, "CURSOR")
        for item in node.parameters.items if node.parameters else ():
            if isinstance(item, Parameter):
                self.left.type(item.type)


def named(node: Node) -> str:
    """What kind of declaration it is."""
    words = node.words()[:1]
    return "nested routine" if isinstance(node, Routine) else " ".join(words)
