"""ERROR_NUMBER() and its kin in T-SQL code: where they stand outside of the unit's own CATCH blocks."""

from __future__ import annotations

from typing import Final

from dbmigrate.syntax.ddl.nodes import Node, below
from dbmigrate.syntax.procedural.tsql_statements import TryCatch

WORDS: Final = frozenset(
    f"ERROR_{what}" for what in ("MESSAGE", "NUMBER", "SEVERITY", "STATE", "LINE", "PROCEDURE")
)


def error_words(unit: Node) -> tuple[str, ...]:
    """Those outside of its CATCH blocks: they tell of the error that a caller's CATCH has in hand."""
    words = unit.lexed.words
    tried = [n for n in below(unit, TryCatch) if isinstance(n, TryCatch)]
    handled = [(n.begin_catch.first, n.part.last) for n in tried if n.begin_catch is not None]
    asked = (k for k in range(unit.part.first, unit.part.last) if words[k] in WORDS and words[k + 1] == "(")
    return tuple(sorted({words[k] for k in asked if not any(first <= k <= last for first, last in handled)}))
