"""What the lexer corrected in a statement's characters, as edits and issues."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from dbmigrate.model import Edit, Fix
from dbmigrate.records import dataclass
from dbmigrate.syntax.corrections import CONTINUATION, FULL_WIDTH, NO_WIDTH, OPENING
from dbmigrate.syntax.lex import Lexed

CODES: Final = {CONTINUATION: "SE020", FULL_WIDTH: "ID006", NO_WIDTH: "ID007", OPENING: "SE013"}


@dataclass(frozen=True)
class Corrected:
    """What an issue says: one for all characters of a kind that were corrected, one for each that was kept."""

    code: str
    offset: int
    character: str
    fix: Fix = Fix.SAFE  # NONE: kept, and nothing is wrong with it
    note: str = ""


def edits_with_corrections(edits: list[Edit], source: str, lexed: Lexed) -> list[Edit]:
    """The edits with the source's own text in them, and one more for each character that none of them replaced."""
    restored = [Edit(e.start, e.end, source[e.start : e.end], e.new, e.code) for e in edits]
    covering = [e for e in restored if e.start < e.end]
    starts = [e.start for e in covering]
    for c in lexed.corrections:
        k = bisect_right(starts, c.offset) - 1
        if k < 0 or covering[k].end <= c.offset:
            restored.append(Edit(c.offset, c.offset + 1, source[c.offset], c.written, CODES[c.kind]))
    return sorted(restored, key=lambda e: (e.start, e.end))


def findings(source: str, lexed: Lexed, continuations: Sequence[int]) -> Iterator[Corrected]:
    """What to say about the corrections; `continuations` are all of SQL*Plus, those in strings too."""
    for kind in (FULL_WIDTH, NO_WIDTH, OPENING):
        own = [c for c in lexed.corrections if c.kind == kind]
        if own:
            yield Corrected(CODES[kind], own[0].offset, shown(source[own[0].offset]))
    joined = [c.offset for c in lexed.corrections if c.kind == CONTINUATION]
    if joined:
        yield Corrected(CODES[CONTINUATION], joined[0], "-")
    for at in sorted(set(continuations) - set(joined)):
        note = "minus" if at in lexed.by_start else "literal"
        yield Corrected(CODES[CONTINUATION], at, "-", Fix.REVIEW if note == "minus" else Fix.NONE, note)


def shown(character: str) -> str:
    """The character for a message; one without width by its number."""
    return f"U+{ord(character):04X}" if not character.isprintable() else character


__all__ = ["Corrected", "edits_with_corrections", "findings"]
