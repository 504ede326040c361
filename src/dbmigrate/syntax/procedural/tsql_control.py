"""T-SQL statements that hold statements, and their lists: BEGIN .. END, IF, WHILE, TRY .. CATCH, labels.

Transact-SQL reference, "Control-of-flow". A piece that cannot be read costs only itself.
"""

from __future__ import annotations

from typing import Final

from dbmigrate.model import Part
from dbmigrate.syntax.ddl.nodes import Node, Unread
from dbmigrate.syntax.ddl.reader import Unexpected
from dbmigrate.syntax.ddl.sqlserver import read_range
from dbmigrate.syntax.procedural.tsql_simple import SIMPLE, SimpleReader
from dbmigrate.syntax.procedural.tsql_statements import (
    BeginEnd,
    Embedded,
    Execute,
    ExecutedText,
    Nothing,
    TryCatch,
    TsqlIf,
    TsqlLabel,
    While,
)

NO_BLOCK: Final = frozenset({"TRAN", "TRANSACTION", "DISTRIBUTED", "DIALOG", "CONVERSATION"})
CALLS: Final = frozenset({"EXEC", "EXECUTE"})


class ControlReader(SimpleReader):
    def statements(self, *, nested: bool = True) -> tuple[Node, ...]:
        """Up to END, which is not read; of the unit itself (not `nested`) up to the end of the text."""
        found: list[Node] = []
        while not self.ended:
            if self.closes():
                if nested:
                    break
                found.append(self.unread(self.k, self.k + 1, "END without its beginning"))
            elif self.at("ELSE"):
                found.append(self.unread(self.k, self.k + 1, "ELSE without its beginning"))
            else:
                found.append(self.statement())
        return tuple(found)

    def closes(self) -> bool:
        return self.at("END") and self.ahead() != "CONVERSATION"

    def statement(self) -> Node:
        word = self.words[self.k]
        if word == "IF":
            return self.if_()
        if word == "WHILE":
            return self.while_()
        if word == "BEGIN" and self.ahead() not in NO_BLOCK:
            return self.try_catch() if self.ahead() == "TRY" else self.block()
        if word == ";":
            part = self.take()
            return Nothing(part, self.lexed)
        if self.ahead() == ":" and self.lexed.is_name(self.k):
            return self.label()
        return self.simple()

    def simple(self) -> Node:
        """A statement without statements inside; what is not understood of it is Unread."""
        first, last = self.k, self.last_of_simple()
        self.n = last
        try:
            node = self.read_simple()
        except Unexpected as error:
            self.k = last
            node = Unread(self.part(first), self.lexed, str(error))
        self.n = self.limit
        self.k = node.part.last + 1
        return node

    def last_of_simple(self) -> int:
        """The token behind the statement; the number of a procedure group stands behind a semicolon."""
        last = max(self.ends.statement(self.k), self.k + 1)
        word = self.words[self.k]
        if word in CALLS and self.words[last] == ";" and self.words[last + 1].isdigit():
            return max(self.ends.statement(last + 1), last + 2)
        return last

    def read_simple(self) -> Node:
        first, word = self.k, self.words[self.k]
        if first in self.lexed.executed:
            return self.executed_text()
        if word == "BEGIN" and self.ahead() in ("TRAN", "TRANSACTION", "DISTRIBUTED"):
            return self.transaction()
        read = SIMPLE.get(word)
        if read is None or (word in CALLS and self.ahead() == "AS"):
            return self.embedded()
        return read(self)

    def embedded(self) -> Embedded | Unread:
        """What the DDL front end knows."""
        first, last = self.k, self.n
        node = read_range(self.lexed, first, last)
        if isinstance(node, Unread):
            raise Unexpected(node.reason)
        self.k = last
        return Embedded(self.whole(first), self.lexed, node)

    def executed_text(self) -> ExecutedText:
        first = self.k
        last = self.lexed.executed[first]
        node = read_range(self.lexed, first + 1, last)
        self.k = last + 1
        return ExecutedText(self.whole(first), self.lexed, Part(first, first), node, Part(last, last))

    def label(self) -> TsqlLabel:
        first = self.k
        name = self.name("label", 1)
        colon = self.take()
        return TsqlLabel(self.part(first), self.lexed, name, colon)

    def if_(self) -> TsqlIf:
        first, keyword = self.k, self.take()
        condition = self.expression(self.ends.condition(self.k))
        then = self.branch()
        else_part, otherwise = self.eat("ELSE"), None
        if else_part:
            otherwise = self.branch()
        return TsqlIf(self.part(first), self.lexed, keyword, condition, then, else_part, otherwise)

    def while_(self) -> While:
        first, keyword = self.k, self.take()
        condition = self.expression(self.ends.condition(self.k))
        body = self.branch()
        return While(self.part(first), self.lexed, keyword, condition, body)

    def branch(self) -> Node:
        if self.ended or self.closes() or self.at("ELSE"):
            raise Unexpected("a statement expected")
        return self.statement()

    def block(self) -> BeginEnd:
        first, begin = self.k, self.take()
        start = self.k
        atomic = None
        if self.eat("ATOMIC"):
            self.need("WITH")
            self.brackets()
            atomic = self.phrase("atomic", start)
        statements = self.statements()
        end = self.eat("END")
        problem = None if end else self.missing(first, "END")
        self.eat(";") if end else None
        return BeginEnd(self.part(first), self.lexed, begin, statements, end, atomic, problem)

    def try_catch(self) -> TryCatch:
        first, begin_try = self.k, self.take(2)
        statements = self.statements()
        end_try = self.eat("END", "TRY")
        between = self.eat(";") if self.ahead() == "BEGIN" and self.ahead(2) == "CATCH" else None
        begin_catch = self.eat("BEGIN", "CATCH") if end_try else None
        handler: tuple[Node, ...] = ()
        end_catch = None
        if begin_catch:
            handler = self.statements()
            end_catch = self.eat("END", "CATCH")
        problem = None if end_catch else self.missing(first, "END CATCH" if end_try else "END TRY")
        self.eat(";") if end_catch else None
        return TryCatch(
            self.part(first),
            self.lexed,
            begin_try,
            statements,
            end_try,
            between,
            begin_catch,
            handler,
            end_catch,
            problem,
        )

    def missing(self, first: int, words: str) -> Unread:
        """Stands at the keyword of a construct whose end is missing."""
        return Unread(Part(first, first), self.lexed, f"{words} is missing")


__all__ = ["ControlReader", "Execute"]
