"""Syntax colours by Pygments, as runs over a text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, Final

from pygments.lexers import get_lexer_by_name
from pygments.token import Comment, Keyword, Literal, Name, Number

from dbmigrate.model import Edit

PLAIN, KEYWORD, COMMENT, STRING, NUMBER, TYPE = range(6)
CLASSES: Final = (
    (Comment, COMMENT),
    (Number, NUMBER),
    (Literal, STRING),
    (Keyword.Type, TYPE),
    (Name.Builtin, TYPE),
    (Name.Function, TYPE),
    (Keyword, KEYWORD),
)
LEXERS: Final = {"oracle": "plpgsql", "sqlserver": "tsql", "xml": "xml", "": "plpgsql"}
MOST: Final = 6_000_000  # characters of one page that are coloured; the rest is shown plain
BOUNDS: Final = re.compile(r"['\"$\[\]\n]|--|/\*|\*/|<")


@cache
def lexer(dialect: str) -> Any:
    return get_lexer_by_name(LEXERS[dialect])


@cache
def class_of(token: Any) -> int:
    return next((number for kind, number in CLASSES if token in kind), PLAIN)


class Colours:
    """The runs of one text, added stretch by stretch."""

    def __init__(self) -> None:
        self.starts: list[int] = [0]
        self.classes: list[int] = [PLAIN]

    def add(self, text: str, at: int, dialect: str) -> None:
        """`text` stands at `at`; dialect "" is the target's."""
        place = at  # counted here: within dollar quotes the lexer counts from the quote
        for _, token, value in lexer(dialect).get_tokens_unprocessed(text):
            self.run(place, class_of(token))
            place += len(value)
        self.run(at + len(text), PLAIN)

    def follow(self, source: Colours, start: int, text: str, edits: Sequence[Edit], at: int) -> bool:
        """Text that stayed has the colours that it has in the source, what edits wrote is coloured by itself. Answers
        False, with nothing done, where an edit begins or ends a text or a comment, and so changes what is around."""
        if any(BOUNDS.search(e.old) or BOUNDS.search(e.new) for e in edits):
            return False
        done = start
        for edit in (*edits, None):
            end = edit.start if edit else start + len(text)
            for low, high, kind in source.cut(done, end):
                self.run(at, kind)
                at += high - low
            if edit is not None:
                around = source.kind_at(edit.start)
                if around in (COMMENT, STRING):
                    self.run(at, around)
                else:
                    self.add(edit.new, at, "")
                at, done = at + len(edit.new), edit.end
        self.run(at, PLAIN)
        return True

    def kind_at(self, place: int) -> int:
        return self.classes[bisect_right(self.starts, place) - 1]

    def run(self, start: int, kind: int) -> None:
        if self.classes[-1] == kind:
            return
        if self.starts[-1] == start:
            self.classes[-1] = kind
        else:
            self.starts.append(start)
            self.classes.append(kind)

    def cut(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """(start, end, class) for the range."""
        at = bisect_right(self.starts, start) - 1
        while start < end:
            stop = self.starts[at + 1] if at + 1 < len(self.starts) else end
            yield start, min(stop, end), self.classes[at]
            start, at = min(stop, end), at + 1


__all__ = ["MOST", "Colours"]
