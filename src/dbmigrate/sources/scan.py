"""What both splitters share: segments, the pieces of their regular expressions, skipping of blanks and comments."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Final, NamedTuple

from dbmigrate.sources.heads import Head


class SegmentKind(StrEnum):
    """What a stretch of a file is."""

    GAP = "gap"  # white space and comments only
    STATEMENT = "statement"
    TERMINATOR = "terminator"  # `;`, a `/` line, a `.` line, a GO line
    DIRECTIVE = "directive"  # one command of SQL*Plus or sqlcmd, or USE


class Segment(NamedTuple):
    """A stretch of a file; the segments of a file, one after the other, are the whole file.

    A tuple, since a large file makes millions of them.
    """

    kind: SegmentKind
    start: int  # code point offset in the file
    text: str
    line: int  # of `start`, from 1
    head: Head | None = None
    problem: str = ""  # 'unterminated string', 'unterminated comment', 'unterminated name'
    problem_at: int = -1  # code point offset in the file where the literal or comment begins
    continuations: tuple[int, ...] = ()  # offsets in the file of SQL*Plus's `-` at the end of a line

    @property
    def end(self) -> int:
        return self.start + len(self.text)


class Cut(NamedTuple):
    """A segment to be: it ends before `end` of the window. Positions are the window's."""

    kind: SegmentKind
    end: int
    head: Head | None = None
    problem: str = ""
    problem_at: int = -1
    continuations: tuple[int, ...] = ()


class NeedMore(Exception):
    """The statement may go on behind the window's end."""


class Trouble(NamedTuple):
    """A literal or comment without an end."""

    problem: str
    at: int


# Python below 3.11.5 backs out of a failed round of a possessive group wrongly, so possessive marks stand on single
# characters only, and a greedy group is bounded: a run is repeated by `run`, and no match keeps a long memory.
ROUNDS: Final = "{1,1000}"
# `\r\n` matches in one way only: a repeated NEWLINE that could also take it apart would try every way of cutting up the
# line ends behind a quote that is never closed.
NEWLINE: Final = r"(?:\r\n?+|\n)"
LINE_END: Final = re.compile(r"\r\n|\r|\n")
BLANK: Final = r"[^\S\r\n]"  # Unicode's blanks: U+3000, U+00A0 too
LINE_REST: Final = r"(?=--|/\*|[\r\n]|\Z)"
_MARKS: Final = "\ufeff\x1a"  # a mark between joined files, the end mark of DOS


def run(match: Callable[[str, int], re.Match[str] | None], text: str, at: int) -> int:
    """The end of a bounded run that is repeated as often as it matches."""
    while found := match(text, at):
        at = found.end()
    return at


_LINE: Final = re.compile(r"[^\r\n]*+")
_SPACE: Final = re.compile(rf"[\s{_MARKS}]*+")


class Gaps:
    """Skips blanks and comments, which in T-SQL may nest."""

    def __init__(self, nested: bool) -> None:
        self._nested = nested

    def skip(self, text: str, at: int, troubles: list[Trouble]) -> int:
        """The end of the gap at `at`. A block comment without end is left standing and noted."""
        while True:
            at = _SPACE.match(text, at).end()  # type: ignore[union-attr]
            if text.startswith("--", at):
                at = _LINE.match(text, at).end()  # type: ignore[union-attr]
            elif text.startswith("/*", at):
                end = self.comment_end(text, at)
                if end < 0:
                    troubles.append(Trouble("unterminated comment", at))
                    return at
                at = end
            else:
                return at

    def comment_end(self, text: str, at: int) -> int:
        """The end of the block comment that begins at `at`, or -1. T-SQL's comments nest, Oracle's do not."""
        end = text.find("*/", at + 2)
        if not self._nested or end < 0 or text.find("/*", at + 2, end) < 0:
            return end + 2 if end >= 0 else -1
        depth = 0
        for mark in _NESTING.finditer(text, at):
            depth += 1 if mark.group() == "/*" else -1
            if depth == 0:
                return mark.end()
        return -1


_NESTING: Final = re.compile(r"/\*|\*/")


def line_count(text: str) -> int:
    """Line ends in `text`: \\n, \\r\\n, \\r."""
    if "\r" not in text:
        return text.count("\n")
    return text.count("\n") + text.count("\r") - text.count("\r\n")


def trimmed(text: str, start: int, end: int) -> int:
    """`end` without the blanks before it."""
    while end > start and (text[end - 1].isspace() or text[end - 1] in _MARKS):
        end -= 1
    return end


def opens_line(text: str, at: int) -> bool | None:
    """Only blanks stand before `at` on its line; None if the window begins on this very line."""
    while at > 0:
        at -= 1
        if text[at] in "\r\n":
            return True
        if not (text[at].isspace() or text[at] in _MARKS):
            return False
    return None


def words_pattern(words: Iterable[str]) -> str:
    """A pattern for whole words in any case: a tree over their letters, fast where most words are others."""
    return rf"(?:{_branches(sorted({word.upper() for word in words}))})(?![\w$#@])"


def _branches(words: list[str]) -> str:
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault(word[:1], []).append(word[1:])
    ends = groups.pop("", None) is not None
    branches = [_letter(letter) + (_branches(rest) if rest != [""] else "") for letter, rest in groups.items()]
    body = branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
    return f"(?:{body})?" if ends else body


def _letter(letter: str) -> str:
    return f"[{letter}{letter.lower()}]" if letter.isalpha() else re.escape(letter)


__all__ = [
    "BLANK",
    "LINE_END",
    "LINE_REST",
    "NEWLINE",
    "ROUNDS",
    "Cut",
    "Gaps",
    "NeedMore",
    "Segment",
    "SegmentKind",
    "Trouble",
    "line_count",
    "opens_line",
    "run",
    "trimmed",
    "words_pattern",
]
