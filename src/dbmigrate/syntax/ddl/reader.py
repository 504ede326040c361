"""What the two DDL front ends share: a cursor over the tokens of one statement, names, types and pieces."""

from __future__ import annotations

from collections.abc import Callable, Collection

from dbmigrate.model import Part
from dbmigrate.syntax.ddl.nodes import Name, Names, Phrase, Piece
from dbmigrate.syntax.lex import Lexed

Stop = Collection[str] | Callable[[int], bool]


class Unexpected(Exception):
    """The statement is not of the form that the front end knows; becomes an Unread node."""


class Cursor:
    """`k` is the next token; `n` their number. Words are upper case, "" for strings and quoted names."""

    def __init__(self, lexed: Lexed, first: int = 0, end: int | None = None):
        """Over the tokens first .. end (end excluded), by default over all."""
        self.lexed, self.words, self.k = lexed, lexed.words, first
        self.n = len(lexed.tokens) if end is None else end
        self.close, self.around = lexed.brackets.close, lexed.brackets.around

    def at(self, *words: str) -> bool:
        """The next tokens are these words."""
        k, count = self.k, len(words)
        if k + count > self.n:
            return False
        return self.words[k] == words[0] if count == 1 else self.words[k : k + count] == [*words]

    def at_any(self, *words: str) -> bool:
        return self.k < self.n and self.words[self.k] in words

    def ahead(self, i: int = 1) -> str:
        return self.words[self.k + i] if self.k + i < self.n else ""

    @property
    def ended(self) -> bool:
        return self.k >= self.n

    def eat(self, *words: str) -> Part | None:
        """Step over these words if they come next."""
        k, count = self.k, len(words)  # as `at`, written out: nearly every word of a script passes here
        if k + count > self.n or self.words[k] != words[0] or (count > 1 and self.words[k : k + count] != [*words]):
            return None
        self.k += count
        return Part(k, k + count - 1)

    def eat_any(self, *words: str) -> Part | None:
        """Step over one token if it is one of these words."""
        return self.take() if self.at_any(*words) else None

    def need(self, *words: str) -> Part:
        part = self.eat(*words)
        if part is None:
            raise Unexpected(f"{' '.join(words)} expected")
        return part

    def take(self, count: int = 1) -> Part:
        """Step over tokens whatever they are."""
        if self.k + count > self.n:
            raise Unexpected("unexpected end")
        self.k += count
        return Part(self.k - count, self.k - 1)

    def part(self, first: int) -> Part:
        """From token `first` to the last one read."""
        return Part(first, max(first, self.k - 1))

    def brackets(self) -> Part | None:
        """Step over a balanced pair of parentheses if one comes next."""
        last = self.close.get(self.k)
        if last is None:
            return None
        first, self.k = self.k, last + 1
        return Part(first, last)

    def find(self, stop: Stop, end: int | None = None) -> int:
        """The first token from here on, outside parentheses and CASE .. END, that is one of `stop`; else the end."""
        k, case = self.k, 0
        end = self.n if end is None else end
        while k < end:
            word = self.words[k]
            if not case and (stop(k) if callable(stop) else word in stop):
                return k
            if word == "CASE":
                case += 1
            elif word == "END" and case:
                case -= 1
            k = self.close.get(k, k) + 1
        return end

    def phrase(self, kind: str, first: int) -> Phrase:
        return Phrase(self.part(first), self.lexed, kind)

    def piece(self, last: int, into: str = "condition") -> Piece:
        """The tokens from here up to (not with) `last` as SQL."""
        if last <= self.k:
            raise Unexpected("an expression is missing")
        first, self.k = self.k, last
        return Piece(Part(first, last - 1), self.lexed, into)

    def name(self, kind: str, most: int = 4) -> Name:
        """`a`, `a.b`, `[a].[b].[c]`; SQL Server's `db..t` has no part for what was left out."""
        first, parts = self.k, []
        while True:
            if self.ended or not self.lexed.is_name(self.k):
                raise Unexpected("a name expected")
            parts.append(self.take())
            if not self.at(".") or len(parts) == most:
                break
            self.take()
            if self.at("."):
                self.take()
        return Name(self.part(first), self.lexed, tuple(parts), kind)

    def names(self, kind: str) -> Names:
        """`(a, b DESC, c)`: what follows a name is kept as a Phrase."""
        last = self.close.get(self.k)
        if last is None:
            raise Unexpected("a list in parentheses expected")
        first, names, extras = self.k, [], []
        self.k += 1
        while self.k < last:
            names.append(self.name(kind))
            a = self.k
            self.k = self.find((",",), last)
            if self.k > a:
                extras.append(self.phrase("order", a))
            self.k += 1
        self.k = last + 1
        return Names(self.part(first), self.lexed, tuple(names), tuple(extras))
