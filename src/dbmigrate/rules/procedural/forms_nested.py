"""Routines that blocks declare: how each is written, and which statements may call it."""

from __future__ import annotations

from dbmigrate.rules.procedural.forms_attributes import AttributeForms
from dbmigrate.rules.procedural.judged_types import Unclear
from dbmigrate.rules.procedural.nested_expansion import can_expand, can_replace
from dbmigrate.rules.procedural.nested_functions import HOIST, can_hoist, is_in_expression
from dbmigrate.rules.procedural.plsql_nested import INLINE, use_of
from dbmigrate.syntax.ddl.nodes import Node
from dbmigrate.syntax.procedural.nodes import Block, Routine, key_of


class NestedForms(AttributeForms):
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
