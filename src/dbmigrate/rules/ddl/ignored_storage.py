"""What a target reads of Oracle's physical attributes and does nothing with: those may stay."""

from __future__ import annotations

import re
from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.model import Part
from dbmigrate.syntax.ddl.nodes import CreateIndex, CreateTable, Node, Partitioning, Phrase, children

CAPABILITY: Final = "ignored_storage_clauses"
# openGauss, gram.y OptPartitionElement: these, in this order.
CLAUSES: Final = (
    r"PCTFREE \d+",
    r"INITRANS \d+",
    r"MAXTRANS \d+",
    r"STORAGE \(( INITIAL \d+ ?[KMGT])?( NEXT \d+ ?[KMGT])?( MINEXTENTS \d+)?( MAXEXTENTS (\d+|UNLIMITED))? \)",
)
TABLESPACE: Final = r"TABLESPACE \S+"
PLACES: Final = tuple(re.compile(clause) for clause in CLAUSES)
USING_INDEX: Final = re.compile(
    rf"USING INDEX(?: {TABLESPACE})?" + "".join(f"(?: {clause})?" for clause in CLAUSES)
)


def may_stay(phrase: Phrase, context: Context) -> bool:
    """A clause of a table or an index without partitions, behind none that must stand behind it."""
    owner = context.path[-1] if context.path else None
    if not context.has(CAPABILITY) or not isinstance(owner, (CreateTable, CreateIndex)):
        return False
    phrases = list(children(owner))
    if any(isinstance(child, Partitioning) for child in phrases):
        return False
    own = place(phrase)
    before = [place(child) for child in phrases if isinstance(child, Phrase) and child.part.first < phrase.part.first]
    return own >= 0 and all(other < own for other in before)


def place(phrase: Node) -> int:
    """Of the clause in the order that the target reads; -1 for others."""
    said = spoken(phrase)
    return next((i for i, pattern in enumerate(PLACES) if pattern.fullmatch(said)), -1)


def spoken(phrase: Node) -> str:
    return " ".join(phrase.words())


def tablespace_of_using_index(phrase: Phrase, context: Context) -> tuple[bool, Part | None]:
    """Whether the target reads a USING INDEX, and the tablespace in it, which must go."""
    if not context.has(CAPABILITY) or not USING_INDEX.fullmatch(spoken(phrase)):
        return False, None
    words = phrase.words()
    if "TABLESPACE" not in words:
        return True, None
    at = phrase.part.first + words.index("TABLESPACE")
    return True, Part(at, at + 1)
