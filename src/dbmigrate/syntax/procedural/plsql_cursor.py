"""What the pieces of the PL/SQL reader share: a cursor that knows statement ends, lists, and what each piece offers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from typing import Final

from dbmigrate.model import Part
from dbmigrate.syntax.ddl.nodes import Name, Node, Phrase, Piece, Unread
from dbmigrate.syntax.ddl.reader import Cursor, Unexpected
from dbmigrate.syntax.lex import Lexed
from dbmigrate.syntax.procedural.nodes import Block, DataType, Label, Parameters, Returns
from dbmigrate.syntax.procedural.plsql_filters import hide_types
from dbmigrate.syntax.procedural.statements import Into, Sql

# Words behind END that belong to it; a block's END has none of them.
CLOSED: Final = frozenset({"IF", "LOOP", "CASE"})
PLAIN: Final = frozenset({"ELSIF", "ELSE", "WHEN", "$ELSIF", "$ELSE", "$END"})


class PlsqlCursor(Cursor):
    """`open` holds, for each construct around the current list, the words that end a list of it."""

    def __init__(self, lexed: Lexed):
        super().__init__(lexed)
        hide_types(lexed)
        self.open: list[frozenset[str]] = []
        self.semicolons = self.ends()
        words = self.words
        self.chained = [k for k in range(1, self.n) if words[k] == "(" and words[k - 1] == ")"]

    def ends(self) -> list[int]:
        """For each token the next semicolon at or behind it, else the number of tokens."""
        found, nearest, words = [self.n] * (self.n + 1), self.n, self.words
        for k in range(self.n - 1, -1, -1):
            if words[k] == ";":
                nearest = k
            found[k] = nearest
        return found

    @property
    def end(self) -> int:
        """Where the statement that is being read ends: its semicolon."""
        return self.semicolons[self.k]

    def seek(self, *stop: str, end: int | None = None) -> int:
        """Like find, but never beyond this statement's semicolon."""
        return self.find(stop, self.end if end is None else end)

    def finish(self) -> None:
        """Step over the semicolon."""
        self.need(";")

    def closer(self) -> str:
        """The word that may end a list of statements here: END, END IF, EXCEPTION, ELSE ..; "" for any other."""
        word = self.words[self.k] if self.k < self.n else ""
        if word in PLAIN:
            return word
        if word == "END":
            ahead = self.ahead()
            return f"END {ahead}" if ahead in CLOSED else "END"
        return word if word == "EXCEPTION" and self.ahead() == "WHEN" else ""

    def unread(self, first: int, reason: str) -> Unread:
        """From `first` up to the next semicolon: what could not be understood."""
        self.k = min(self.semicolons[max(self.k, first)] + 1, self.n)
        return Unread(self.part(first), self.lexed, reason)

    def missing(self, first: int, words: str) -> Unread:
        """Stands at the keyword of a construct whose end is missing."""
        return Unread(Part(first, first), self.lexed, f"{words} is missing")

    def expression(self, last: int) -> Piece:
        """The tokens up to (not with) token `last`; second subscripts are pieces of their own."""
        piece = self.piece(last)
        chained = [k for k in self.chained if piece.part.first < k < last] if self.chained else ()
        if not chained:
            return piece
        inner: list[Piece] = []
        for k in chained:
            close = self.close.get(k, last)
            if k not in self.lexed.hidden_tokens and close < last:
                self.lexed.hide(Part(k, close))
                self.k = k + 1
                inner += self.expressions(close) if close > k + 1 else ()
        self.k = last
        return replace(piece, inner=tuple(inner))

    def expressions(self, last: int) -> tuple[Piece, ...]:
        """Expressions between commas, up to (not with) token `last`."""
        return tuple(self.expression(end) for end in self.items(last))

    def items(self, last: int) -> Iterator[int]:
        """The end of each item between commas; the caller reads the item before it asks for the next."""
        while True:
            end = self.find((",",), last)
            yield end
            if self.k < last and self.words[self.k] == ",":
                self.k += 1
            else:
                return

    def phrase_up_to(self, kind: str, last: int) -> Phrase | None:
        if last <= self.k:
            return None
        first, self.k = self.k, last
        return self.phrase(kind, first)

    def one_name(self, kind: str) -> Name:
        return self.name(kind, 1)

    def name_before(self, kind: str, *stop: str) -> Name | None:
        """A name, where one stands before the end of the statement."""
        return self.one_name(kind) if not self.at_any(";", *stop) and not self.ended else None

    # What the pieces of the reader offer one another.

    def statements(self, *ends: str) -> tuple[Node, ...]:
        raise NotImplementedError

    def declarations(self) -> tuple[Node, ...]:
        raise NotImplementedError

    def block(self, labels: tuple[Label, ...] = (), *, inner: bool = True) -> Block:
        raise NotImplementedError

    def routine(self, first: int) -> Node:
        raise NotImplementedError

    def conditional(self, read: Callable[[], tuple[Node, ...]]) -> Node:
        raise NotImplementedError

    def parameters(self) -> Parameters | None:
        raise NotImplementedError

    def returns(self) -> Returns | None:
        raise NotImplementedError

    def data_type(self) -> DataType:
        raise NotImplementedError

    def sql(self, last: int) -> Sql:
        raise NotImplementedError

    def into(self, last: int, stop: Collection[str] = ()) -> Into | None:
        raise NotImplementedError


__all__ = ["CLOSED", "PLAIN", "PlsqlCursor", "Unexpected"]
