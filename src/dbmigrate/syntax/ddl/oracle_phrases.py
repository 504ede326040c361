"""Clauses without structure of their own, described by lines of syntax and read as Phrases.

A line holds words in upper case (`PRIMARY+KEY`: one token of two words) and placeholders in lower case: `number` (a
size unit and a sign may be with it), `name` (dotted, no word that begins another clause), `string`, `brackets`,
`token` (anything), `rest` (up to the next word that begins a clause), `far` (up to one that ends all these clauses).
`A|B` are alternatives; `?` makes an element optional, `*` repeats it. The first line that fits wins.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from sqlglot.tokenizer_core import TokenType as T

from dbmigrate.records import dataclass
from dbmigrate.syntax.ddl.nodes import Phrase
from dbmigrate.syntax.ddl.reader import Cursor, Unexpected

UNITS: Final = frozenset("K M G T P E".split())


@dataclass(frozen=True)
class Element:
    choices: tuple[str, ...]
    optional: bool = False
    repeated: bool = False


class Grammar:
    """Lines of syntax by kind. `stops` are words that begin a clause of somebody else: `rest` and `name` end there."""

    def __init__(self, kinds: Mapping[str, str], stops: str = ""):
        self.lines: dict[str, list[tuple[str, tuple[Element, ...]]]] = {}
        for kind, text in kinds.items():
            for line in text.strip().splitlines():
                elements = tuple(element(word) for word in line.split())
                for word in first_words(elements):
                    self.lines.setdefault(word, []).append((kind, elements))
        self.outer = frozenset(spelled(word) for word in stops.split())
        self.stops = frozenset(self.lines) | self.outer

    def read(self, c: Cursor) -> Phrase | None:
        """The clause that begins here, or None with the cursor where it was."""
        first = c.k
        for kind, elements in self.lines.get(c.words[first] if first < c.n else "", ()):
            for e in elements:
                if not self.step(c, e):
                    c.k = first
                    break
            else:
                return c.phrase(kind, first)
        return None

    def starts(self, c: Cursor) -> bool:
        """A clause of this grammar begins here."""
        first = c.k
        found = self.read(c) is not None
        c.k = first
        return found

    def all(self, c: Cursor, ends: Callable[[Cursor], bool] = lambda c: False) -> tuple[Phrase, ...]:
        """Clauses up to the end; what no line describes becomes `unknown` up to the next word that begins one."""
        found: list[Phrase] = []
        while not c.ended and not ends(c):
            found.append(self.read(c) or self.unknown(c))
        return tuple(found)

    def some(self, c: Cursor) -> tuple[Phrase, ...]:
        """The clauses that come next, as far as they are known."""
        found: list[Phrase] = []
        while phrase := self.read(c):
            found.append(phrase)
        return tuple(found)

    def unknown(self, c: Cursor) -> Phrase:
        first = c.k
        c.k = c.close.get(c.k, c.k) + 1
        c.k = min(c.find(self.stops), c.n)
        return c.phrase("unknown", first)

    def step(self, c: Cursor, e: Element) -> bool:
        found = self.take_one(c, e.choices)
        if found and e.repeated:
            while self.take_one(c, e.choices):
                pass
        return found or e.optional

    def take_one(self, c: Cursor, choices: tuple[str, ...]) -> bool:
        for choice in choices:  # noqa: SIM110  (any() would make a generator for each word of a script)
            if self.take(c, choice):
                return True
        return False

    def take(self, c: Cursor, choice: str) -> bool:
        if c.ended:
            return False
        reader = READERS.get(choice)
        return reader(self, c) if reader else c.eat(choice) is not None

    def name(self, c: Cursor) -> bool:
        k = c.k
        if not c.lexed.is_name(k) or c.words[k] in self.stops:
            return False
        try:
            c.name("object")
        except Unexpected:
            return False
        return True

    def rest(self, c: Cursor) -> bool:
        c.k = c.find(self.stops)
        return True

    def far(self, c: Cursor) -> bool:
        c.k = c.find(self.outer)
        return True


def first_words(elements: tuple[Element, ...]) -> list[str]:
    found: list[str] = []
    for e in elements:
        found += e.choices
        if not e.optional:
            break
    return found


def element(word: str) -> Element:
    mark = word[-1] if word[-1] in "?*" else ""
    return Element(tuple(spelled(w) for w in word.rstrip("?*").split("|")), bool(mark), mark == "*")


def spelled(word: str) -> str:
    return word.replace("+", " ")


def take_number(_: Grammar, c: Cursor) -> bool:
    k = c.k + (c.words[c.k] in ("-", "+"))
    if k >= c.n or not is_number(c, k):
        return False
    c.k = k + 1
    if not c.ended and c.words[c.k] in UNITS and c.lexed.tokens[c.k - 1].end + 1 == c.lexed.tokens[c.k].start:
        c.k += 1
    return True


def is_number(c: Cursor, k: int) -> bool:
    """A substitution variable may stand for one."""
    token = c.lexed.tokens[k]
    return token.token_type == T.NUMBER or token.text.startswith(("&", ":"))


def take_string(_: Grammar, c: Cursor) -> bool:
    return c.lexed.is_string(c.k) and bool(c.take())


def take_brackets(_: Grammar, c: Cursor) -> bool:
    return c.brackets() is not None


def take_token(_: Grammar, c: Cursor) -> bool:
    return bool(c.take())


READERS: Final[dict[str, Callable[[Grammar, Cursor], bool]]] = {
    "number": take_number,
    "name": Grammar.name,
    "rest": Grammar.rest,
    "far": Grammar.far,
    "string": take_string,
    "brackets": take_brackets,
    "token": take_token,
}
