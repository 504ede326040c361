"""SQL inside PL/SQL: the statement as one piece, with the parts that only PL/SQL knows hidden from the SQL parser.

PL/SQL Language Reference, "SELECT INTO Statement", "RETURNING INTO Clause", "Static SQL".
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from sqlglot.tokenizer_core import Token, TokenType

from dbmigrate.model import Part
from dbmigrate.syntax.procedural.plsql_cursor import PlsqlCursor
from dbmigrate.syntax.procedural.statements import CurrentOf, Into, MergeDelete, Returning, Sql

INTO: Final = ("INTO", "BULK COLLECT INTO")
RETURNING: Final = ("RETURNING", "RETURN")
QUERIES: Final = frozenset({"SELECT", "WITH", "("})


class SqlReader(PlsqlCursor):
    def sql(self, last: int) -> Sql:
        """A query or DML from here up to (not with) token `last`."""
        first, word = self.k, self.words[self.k]
        into = returning = current = deletes = None
        if word in QUERIES:
            into = self.select_into(last)
        elif word == "MERGE":
            deletes = self.merge_delete(last)
        else:
            current = self.current_of(last)
            returning = self.returning(last)
        self.k = first
        query = self.piece(last, "statement")
        verb = "select" if word in QUERIES else word.lower()
        return Sql(query.part, self.lexed, verb, query, into, returning, current, deletes)

    def select_into(self, last: int) -> Into | None:
        self.k = self.find(INTO, last)
        into = self.into(last, ("FROM",))
        if into:
            self.lexed.hide(into.part)
        return into

    def into(self, last: int, stop: Collection[str] = ()) -> Into | None:
        """`INTO a, b` or `BULK COLLECT INTO t` if it comes next; it ends at a word of `stop` or at token `last`."""
        first, word = self.k, self.words[self.k] if self.k < last else ""
        keyword = self.eat_any(*INTO) if self.k < last else None
        if keyword is None:
            return None
        targets = self.expressions(self.find(stop, last))
        return Into(self.part(first), self.lexed, keyword, targets, word != "INTO")

    def returning(self, last: int) -> Returning | None:
        """RETURNING e INTO v: the values stay visible; Oracle's other spelling RETURN reads as RETURNING."""
        first = self.k = self.find(RETURNING, last)
        if first >= last:
            return None
        if self.words[first] == "RETURN":
            token = self.lexed.tokens[first]
            self.lexed.tokens[first] = Token(
                TokenType.RETURNING, token.text, token.line, token.col, token.start, token.end, token.comments
            )
        keyword = self.take()
        self.k = self.find(INTO, last)
        into = self.into(last)
        self.k = last
        node = Returning(self.part(first), self.lexed, keyword, into)
        if into:
            self.lexed.hide(into.part)
        return node

    def current_of(self, last: int) -> CurrentOf | None:
        first, start = self.k, self.find(("WHERE",), last)
        if self.words[start : start + 3] != ["WHERE", "CURRENT", "OF"] or start + 3 >= last:
            return None
        self.k = start
        keyword = self.take(3)
        cursor = self.expression(self.find(RETURNING, last))
        node = CurrentOf(self.part(start), self.lexed, keyword, cursor)
        self.lexed.hide(node.part)
        self.k = first
        return node

    def merge_delete(self, last: int) -> MergeDelete | None:
        """`DELETE WHERE ..` ends at the next WHEN."""
        self.k += 1
        start = self.find(lambda k: self.words[k] == "DELETE" and self.words[k + 1] == "WHERE", last)
        if start + 2 >= last:
            return None
        self.k = start
        keyword = self.take(2)
        condition = self.expression(self.find(("WHEN", "LOG"), last))
        node = MergeDelete(self.part(start), self.lexed, keyword, condition)
        self.lexed.hide(Part(start, node.part.last))
        return node
