"""Statements that end with their own semicolon: assignments, calls, SQL, cursors, dynamic SQL, transactions.

PL/SQL Language Reference, "PL/SQL Language Elements".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from dbmigrate.model import Part
from dbmigrate.syntax.ddl.nodes import Name, Node, Phrase
from dbmigrate.syntax.ddl.reader import Unexpected
from dbmigrate.syntax.procedural.plsql_declarations import DeclarationReader
from dbmigrate.syntax.procedural.plsql_sql import SqlReader
from dbmigrate.syntax.procedural.statements import (
    Assignment,
    CallStatement,
    Close,
    ExecuteImmediate,
    Fetch,
    Goto,
    Leave,
    Null,
    Open,
    PipeRow,
    Raise,
    Return,
    Returning,
    SqlStatement,
    Transaction,
    Using,
    UsingArgument,
)

QUERY: Final = ("SELECT", "WITH", "(")
DYNAMIC: Final = ("INTO", "BULK COLLECT INTO", "USING", "RETURNING", "RETURN")
# What must follow a word that may also be the name of something for it to begin its statement.
FOLLOWED_BY: Final = {
    "EXECUTE": ("IMMEDIATE",),
    "PIPE": ("ROW",),
    "SET": ("TRANSACTION", "ROLE", "CONSTRAINT", "CONSTRAINTS"),
    "LOCK": ("TABLE",),
}
NAMES_SOMETHING: Final = frozenset({":=", ".", "(", "%"})


class SimpleReader(SqlReader, DeclarationReader):
    def simple(self) -> Node:
        """A statement without statements inside, up to its semicolon. Raises Unexpected for unknown forms."""
        if self.end >= self.n:
            raise Unexpected("a semicolon is missing")
        word, ahead = self.words[self.k], self.ahead()
        read = SIMPLE.get(word)
        if read and (ahead not in NAMES_SOMETHING or (ahead == "(" and word in BRACKETED)):
            wanted = FOLLOWED_BY.get(word)
            if wanted is None or ahead in wanted:
                return read(self)
        return self.assignment_or_call()

    def assignment_or_call(self) -> Node:
        first, last = self.k, self.end
        sign = self.find((":=",), last)
        if sign < last:
            target = self.expression(sign)
            operator = self.take()
            value = self.expression(last)
            self.finish()
            return Assignment(self.part(first), self.lexed, target, operator, value)
        return self.call_statement(None)

    def call_statement(self, keyword: Part | None) -> CallStatement:
        """`p`, `p(a, b => c)`, `o.m(x).n(y)`; a trigger's `CALL p(..)` may lack the semicolon."""
        first, last = keyword.first if keyword else self.k, self.end
        start = self.k
        if self.at("("):  # (SELF AS parent).method
            self.brackets()
            self.need(".")
        name = self.name("routine", 5)
        brackets = self.brackets()
        if self.k < last and self.words[self.k] not in ("(", "."):
            raise Unexpected("a statement of a form that is not known")
        self.k = start
        callee = self.expression(last)
        self.eat(";")
        return CallStatement(self.part(first), self.lexed, callee, name.part, brackets, keyword)

    def null(self) -> Null:
        first = self.k
        self.take()
        self.finish()
        return Null(self.part(first), self.lexed)

    def goto(self) -> Goto:
        first, keyword = self.k, self.take()
        label = self.one_name("label")
        self.finish()
        return Goto(self.part(first), self.lexed, keyword, label)

    def leave(self) -> Leave:
        first, kind, keyword = self.k, self.words[self.k].lower(), self.take()
        label = self.name_before("label", "WHEN")
        when = self.eat("WHEN")
        condition = self.expression(self.end) if when else None
        self.finish()
        return Leave(self.part(first), self.lexed, kind, keyword, label, when, condition)

    def return_statement(self) -> Return:
        first, keyword = self.k, self.take()
        value = self.expression(self.end) if not self.at(";") else None
        self.finish()
        return Return(self.part(first), self.lexed, keyword, value)

    def raise_statement(self) -> Raise:
        first, keyword = self.k, self.take()
        name = self.name("exception") if not self.at(";") else None
        self.finish()
        return Raise(self.part(first), self.lexed, keyword, name)

    def sql_statement(self) -> SqlStatement:
        first = self.k
        sql = self.sql(self.end)
        self.finish()
        return SqlStatement(self.part(first), self.lexed, sql)

    def execute_immediate(self) -> ExecuteImmediate:
        first, last = self.k, self.end
        keyword = self.take(2)
        command = self.expression(self.find(DYNAMIC, last))
        into = self.into(self.find(("USING", "RETURNING", "RETURN"), last))
        using = self.using(self.find(("RETURNING", "RETURN"), last))
        returning = None
        if self.at_any("RETURNING", "RETURN"):
            start, word = self.k, self.take()
            target = self.into(last)
            returning = Returning(self.part(start), self.lexed, word, target)
        self.finish()
        return ExecuteImmediate(self.part(first), self.lexed, keyword, command, into, using, returning)

    def using(self, last: int) -> Using | None:
        first, keyword = self.k, self.eat("USING")
        if keyword is None:
            return None
        arguments = tuple(self.using_argument(end) for end in self.items(last))
        return Using(self.part(first), self.lexed, keyword, arguments)

    def using_argument(self, last: int) -> UsingArgument:
        first = self.k
        mode = self.part(first) if [self.eat("IN"), self.eat("OUT")] != [None, None] else None
        value = self.expression(last)
        return UsingArgument(self.part(first), self.lexed, value, mode)

    def open_statement(self) -> Open:
        first, last, keyword = self.k, self.end, self.take()
        cursor = self.expression(self.find(("FOR",), last))
        for_part, source, using = self.eat("FOR"), None, None
        if for_part and self.at_any(*QUERY):
            source = self.query_or_text(last)
        elif for_part:
            source = self.expression(self.find(("USING",), last))
        if for_part:
            using = self.using(last)
        self.finish()
        return Open(self.part(first), self.lexed, keyword, cursor, for_part, source, using)

    def query_or_text(self, last: int) -> Node:
        """What stands behind FOR: a query, or in parentheses the text of one."""
        k = self.k
        while self.words[k] == "(":
            k += 1
        if self.words[k] in ("SELECT", "WITH"):
            return self.sql(last)
        return self.expression(self.find(("USING",), last))

    def fetch(self) -> Fetch:
        first, last, keyword = self.k, self.end, self.take()
        cursor = self.expression(self.find(("INTO", "BULK COLLECT INTO"), last))
        into = self.into(last, ("LIMIT",))
        if into is None:
            raise Unexpected("INTO expected")
        word = self.eat("LIMIT")
        limit = self.expression(last) if word else None
        self.finish()
        return Fetch(self.part(first), self.lexed, keyword, cursor, into, word, limit)

    def close_statement(self) -> Close:
        first, keyword = self.k, self.take()
        cursor = self.expression(self.end)
        self.finish()
        return Close(self.part(first), self.lexed, keyword, cursor)

    def pipe_row(self) -> PipeRow:
        first, last = self.k, self.end
        keyword = self.take(2)
        if self.at("(") and self.close.get(self.k) == last - 1:
            self.take()
            value = self.expression(last - 1)
            self.take()
        else:
            value = self.expression(last)
        self.finish()
        return PipeRow(self.part(first), self.lexed, keyword, value)

    def transaction(self) -> Transaction:
        first, word, last = self.k, self.words[self.k], self.end
        two = word in ("SET", "LOCK")
        kind = f"{word} {self.ahead()}".lower() if two else word.lower()
        keyword = self.take(2 if two else 1)
        names: tuple[Name, ...] = ()
        if word == "SAVEPOINT":
            names = (self.one_name("savepoint"),)
        elif word == "LOCK":
            names = self.locked()
        rest: Phrase | None = self.phrase_up_to("rest", last)
        self.finish()
        return Transaction(self.part(first), self.lexed, kind, keyword, names, rest)

    def locked(self) -> tuple[Name, ...]:
        names = [self.name("table", 3)]
        while self.eat(","):
            names.append(self.name("table", 3))
        return tuple(names)


SQL: Final = ("SELECT", "WITH", "INSERT", "UPDATE", "DELETE", "MERGE")
TRANSACTION: Final = ("COMMIT", "ROLLBACK", "SAVEPOINT", "SET", "LOCK")
BRACKETED: Final = frozenset({"RETURN", *SQL})
SIMPLE: Final[Mapping[str, Callable[[SimpleReader], Node]]] = (
    {
        "NULL": SimpleReader.null,
        "GOTO": SimpleReader.goto,
        "EXIT": SimpleReader.leave,
        "CONTINUE": SimpleReader.leave,
        "RETURN": SimpleReader.return_statement,
        "RAISE": SimpleReader.raise_statement,
        "EXECUTE": SimpleReader.execute_immediate,
        "OPEN": SimpleReader.open_statement,
        "FETCH": SimpleReader.fetch,
        "CLOSE": SimpleReader.close_statement,
        "PIPE": SimpleReader.pipe_row,
        "PRAGMA": SimpleReader.pragma,
    }
    | dict.fromkeys(SQL, SimpleReader.sql_statement)
    | dict.fromkeys(TRANSACTION, SimpleReader.transaction)
)
