"""Attributes of cursors in statements: which of them a rule writes at their place."""

from __future__ import annotations

from typing import Final

from dbmigrate.rules.procedural.bulk_outcomes import COUNTS, ERRORS
from dbmigrate.rules.procedural.forms_state import FormsState
from dbmigrate.rules.procedural.judged_fetching import (
    COUNT,
    FOUND,
    IS_OPEN,
    NOT_FOUND,
    counter_of,
    is_cursor,
    looped,
    seen_of,
)
from dbmigrate.rules.procedural.judged_outcomes import COUNTER, IMPLICIT_OPEN, ROW_COUNT, SEEN
from dbmigrate.rules.procedural.judged_types import Unclear
from dbmigrate.rules.procedural.package_cursors_used import places_of
from dbmigrate.rules.procedural.plsql_cursors import used
from dbmigrate.syntax.ddl.nodes import Node
from dbmigrate.syntax.procedural.nodes import CursorDeclaration, Variable
from dbmigrate.syntax.procedural.statements import Assignment, Case, Fetch, If, Leave, Loop, Open, Return

ATTRIBUTES: Final = (FOUND, NOT_FOUND, "%ROWCOUNT", "%ISOPEN", "%BULK_ROWCOUNT", "%BULK_EXCEPTIONS")


class AttributeForms(FormsState):
    def attributes(self, node: Node, tokens: list[int]) -> None:
        """FOUND, which stands for them, speaks of the statement right before; else PL054 keeps the number of rows."""
        lexed = node.lexed
        turning = looped(self.loops) if isinstance(node, (If, Case, Leave)) else ()
        known = self.known.union(*((name + FOUND, name + NOT_FOUND) for name in turning))
        for k in tokens:
            word = lexed.words[k]
            if not word.endswith(ATTRIBUTES) or word in known or word == IMPLICIT_OPEN or (self.of_cursor(node, word) and self.is_known_here(word, k)):
                continue
            if word in (COUNTS, ERRORS) and self.bulk:
                self.counted |= word == COUNTS
                continue
            if word not in (*SEEN, ROW_COUNT) or self.left.declares(COUNTER.upper()):
                raise Unclear(node.part, word)
            compared = word == ROW_COUNT and k + 2 < len(lexed.words) and lexed.words[k + 2] == "0"
            asked = compared and isinstance(node, (If, Case, Leave)) and self.known & set(SEEN)
            self.counted |= not (asked and lexed.words[k + 1] in ("=", ">", "<>", "!="))

    def is_known_here(self, word: str, k: int) -> bool:
        """What a package's cursor is asked was settled in this unit: a FETCH stands before the token, for the count OPEN
        as well."""
        name, _, attribute = word.partition("%")
        if f"%{attribute}" == IS_OPEN or used(name, self.context) is None or self.unit_ is None:
            return True
        kinds = (Fetch, Open) if f"%{attribute}" == COUNT else (Fetch,)
        return all(any(place < k for place in places_of(self.unit_, kind, name)) for kind in kinds)

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
