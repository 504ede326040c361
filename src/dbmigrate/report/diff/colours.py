"""Syntax colours as runs over a text: Pygments says once what a word is; texts and comments are found here."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Any, Final

from pygments.lexers import get_lexer_by_name
from pygments.token import Comment, Keyword, Literal, Name, Number

from dbmigrate.model import Edit
from dbmigrate.sources.scan import Gaps

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


# the groups are what has a colour whatever it says: comment, comment over lines, text, number; then words
SIGNS: Final = re.compile(
    r"""(--[^\r\n]*)|(/\*)|([nN]?[qQ]'(?:\[.*?\]|\{.*?\}|<.*?>|\(.*?\)|([^\s]).*?\4)'|[nN]?'[^']*(?:'|\Z))"""
    r"""|("[^"]*"|\[[^\W\d][^\[\]\r\n]*\])|(\d+(?:\.\d+)?)|([%@#]*[^\W\d][\w$\#@]*)""",
    re.DOTALL,
)
COMMENT_GROUP, OPEN_GROUP, TEXT_GROUP, _, NAME_GROUP, NUMBER_GROUP, WORD_GROUP = range(1, 8)
FIXED: Final = {COMMENT_GROUP: COMMENT, TEXT_GROUP: STRING, NAME_GROUP: PLAIN, NUMBER_GROUP: NUMBER}
NESTED: Final = {"oracle": Gaps(nested=False), "sqlserver": Gaps(nested=True), "": Gaps(nested=True)}


@lru_cache(maxsize=1 << 16)
def class_of_word(word: str, dialect: str) -> int:
    """The class of a word alone, as the lexer has it."""
    found = [class_of(token) for _, token, _ in lexer(dialect).get_tokens_unprocessed(word)]
    return found[0] if len(found) == 1 else max(found, default=PLAIN)


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
        if dialect == "xml":
            self.lexed(text, at)
        else:
            self.scanned(text, at, dialect)
        self.run(at + len(text), PLAIN)

    def scanned(self, text: str, at: int, dialect: str) -> None:
        """Blanks go with what is before them: they show no colour, and runs become fewer."""
        place, done = 0, 0
        while found := SIGNS.search(text, place):
            start, place = found.span()
            group = found.lastindex or 0
            if group == WORD_GROUP:
                kind = class_of_word(found.group(), dialect)
            elif group == OPEN_GROUP:
                kind, place = COMMENT, NESTED[dialect].comment_end(text, start)
                if place < 0:
                    place = len(text)
            else:
                kind = FIXED[group]
            if start > done and not text[done:start].isspace():
                self.run(at + done, PLAIN)
            self.run(at + start, kind)
            done = place
        if done < len(text):
            self.run(at + done, PLAIN)

    def lexed(self, text: str, at: int) -> None:
        for _, token, value in lexer("xml").get_tokens_unprocessed(text):
            self.run(at, class_of(token))
            at += len(value)

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
        if start >= end:
            return
        starts, classes = self.starts, self.classes
        at, last = bisect_right(starts, start) - 1, bisect_left(starts, end) - 1
        if at == last:
            yield start, end, classes[at]
            return
        yield start, starts[at + 1], classes[at]
        for n in range(at + 1, last):
            yield starts[n], starts[n + 1], classes[n]
        yield starts[last], end, classes[last]


__all__ = ["MOST", "Colours"]
