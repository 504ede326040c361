"""What the pieces of the T-SQL reader share: a cursor that knows statement ends, lists, what each piece offers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dbmigrate.model import Part
from dbmigrate.syntax.ddl.nodes import Name, Node, Phrase, Piece, Unread
from dbmigrate.syntax.ddl.reader import Cursor, Unexpected
from dbmigrate.syntax.ddl.sqlserver_ends import Ends
from dbmigrate.syntax.lex import Lexed
from dbmigrate.syntax.procedural.tsql_statements import TsqlSql

SIGNS: Final = frozenset("+ - * / % & | ^".split())


class TsqlCursor(Cursor):
    """While a statement is read, `n` is the token behind its last one (its semicolon not counted), `limit` that of the
    unit."""

    def __init__(self, lexed: Lexed):
        super().__init__(lexed)
        self.limit = self.n
        self.ends = Ends(lexed, 0, self.n)

    def whole(self, first: int) -> Part:
        """The statement that began at token `first` and is read to its end, with its semicolon."""
        if not self.ended:
            raise Unexpected("the end of the statement expected")
        closed = self.n < self.limit and self.words[self.n] == ";"
        return Part(first, self.n if closed else max(first, self.n - 1))

    def is_variable(self, k: int) -> bool:
        return k < self.n and self.words[k].startswith("@") and not self.words[k].startswith("@@")

    def variable(self) -> Name:
        if not self.is_variable(self.k):
            raise Unexpected("a variable expected")
        part = self.take()
        return Name(part, self.lexed, (part,), "variable")

    def operator(self) -> Part | None:
        """`=`, `+=` and the like."""
        if self.at("="):
            return self.take()
        if not self.ended and self.words[self.k] in SIGNS and self.ahead() == "=":
            return self.take(2)
        return None

    def expression(self, last: int) -> Piece:
        return self.piece(last)

    def expressions(self, last: int) -> tuple[Piece, ...]:
        """Expressions between commas, up to (not with) token `last`."""
        return tuple(self.piece(end) for end in self.items(last))

    def items(self, last: int) -> Iterator[int]:
        """The end of each item between commas; the caller reads the item before it asks for the next."""
        while True:
            yield self.find((",",), last)
            if self.k < last and self.words[self.k] == ",":
                self.k += 1
            else:
                return

    def phrase_up_to(self, kind: str, last: int) -> Phrase | None:
        if last <= self.k:
            return None
        first, self.k = self.k, last
        return self.phrase(kind, first)

    def unread(self, first: int, last: int, reason: str) -> Unread:
        """The tokens first .. last (last excluded): what could not be understood."""
        self.k = max(last, first + 1)
        return Unread(self.part(first), self.lexed, reason)

    # What the pieces of the reader offer one another.

    def statement(self) -> Node:
        raise NotImplementedError

    def sql(self, last: int) -> TsqlSql:
        raise NotImplementedError
