"""T-SQL statements that hold no others: declarations, assignments, calls, cursors, messages, transactions.

Transact-SQL reference: one page for each statement.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from dbmigrate.model import Part
from dbmigrate.syntax.ddl.nodes import Name, Node, Phrase, Piece, TypeName, Unread
from dbmigrate.syntax.ddl.reader import Unexpected
from dbmigrate.syntax.ddl.sqlserver_clauses import read_type
from dbmigrate.syntax.ddl.sqlserver_columns import read_elements
from dbmigrate.syntax.procedural.statements import Goto, Leave, Return, Statement, Transaction
from dbmigrate.syntax.procedural.tsql_cursors import CursorReader
from dbmigrate.syntax.procedural.tsql_nodes import LocalVariable, TableVariable
from dbmigrate.syntax.procedural.tsql_statements import (
    CallArgument,
    CursorQuery,
    Declare,
    DeclareCursor,
    Execute,
    InsertExecute,
    Print,
    Raiserror,
    SetOption,
    SetVariable,
    Throw,
    TsqlSqlStatement,
    WaitFor,
)


class SimpleReader(CursorReader):
    """Each reader reads from the statement's first word to `n`, its end, and takes the semicolon behind it along."""

    def declare(self) -> Statement:
        first = self.k
        if not self.is_variable(first + 1):
            return self.declare_cursor()
        keyword = self.take()
        items = tuple(self.declared_or_unread(end) for end in self.items(self.n))
        return Declare(self.whole(first), self.lexed, keyword, items)

    def declare_cursor(self) -> DeclareCursor:
        first, keyword = self.k, self.take()
        name = self.name("cursor", 1)
        before = self.phrase_up_to("cursor", self.find(("CURSOR",)))
        definition = self.cursor_query()
        return DeclareCursor(self.whole(first), self.lexed, keyword, name, definition, before)

    def declared_or_unread(self, last: int) -> LocalVariable | TableVariable | Unread:
        first = self.k
        try:
            found = self.declared(last)
            if self.k == last:
                return found
            reason = "a declaration of a form that is not known"
        except Unexpected as error:
            reason = str(error)
        return self.unread(first, last, reason)

    def declared(self, last: int) -> LocalVariable | TableVariable:
        first = self.k
        name = self.variable()
        as_part = self.eat("AS")
        if self.at("TABLE") and self.ahead() == "(":
            return self.table_variable(first, name, as_part)
        type_ = self.type()
        extras = self.nullability()
        word, default = self.initial(last)
        return LocalVariable(self.part(first), self.lexed, name, type_, None, extras, None, word, default, as_part)

    def table_variable(self, first: int, name: Name, as_part: Part | None) -> TableVariable:
        keyword = self.need("TABLE")
        _, elements = read_elements(self)
        return TableVariable(self.part(first), self.lexed, name, keyword, elements, as_part)

    def type(self) -> TypeName:
        return read_type(self)

    def nullability(self) -> tuple[Phrase, ...]:
        found = []
        while self.at_any("VARYING", "NULL", "NOT"):
            first = self.k
            self.take(2 if self.at("NOT") else 1)
            found.append(self.phrase("varying" if self.words[first] == "VARYING" else "nullability", first))
        return tuple(found)

    def initial(self, last: int) -> tuple[Part | None, Piece | None]:
        operator = self.eat("=")
        return (operator, self.expression(last)) if operator else (None, None)

    def set(self) -> Statement:
        first, keyword = self.k, self.take()
        if not self.is_variable(self.k):
            option = self.phrase_up_to("set option", self.n)
            if option is None:
                raise Unexpected("an option expected")
            return SetOption(self.whole(first), self.lexed, keyword, option)
        target = self.variable()
        path = self.path()
        operator = self.operator()
        value: Piece | None = None
        cursor: CursorQuery | None = None
        if operator and self.at("CURSOR"):
            cursor = self.cursor_query()
        elif operator:
            value = self.expression(self.n)
        return SetVariable(self.whole(first), self.lexed, keyword, target, operator, value, cursor, path)

    def path(self) -> Phrase | None:
        """`.modify(..)`, `.X` of a variable of an XML or CLR type."""
        first = self.k
        while self.eat(".") or self.eat("::"):
            self.take()
            self.brackets()
        return self.phrase("path", first) if self.k > first else None

    def query(self) -> Statement:
        first = self.k
        if self.at("INSERT"):
            call = self.find(("EXEC", "EXECUTE"))
            if call < self.n:
                return self.insert_execute(call)
        sql = self.sql(self.n)
        return TsqlSqlStatement(self.whole(first), self.lexed, sql)

    def insert_execute(self, call: int) -> InsertExecute:
        first, _ = self.k, self.take()
        keyword = self.part(first)
        into = self.eat("INTO")
        table = self.name("table")
        columns = self.names("column") if self.at("(") else None
        if self.k != call:
            raise Unexpected("INSERT .. EXEC of a form that is not known")
        executed = self.execute()
        part = Part(first, executed.part.last)
        return InsertExecute(part, self.lexed, keyword, table, executed, into, columns)

    def execute(self) -> Execute:
        first, keyword = self.k, self.take()
        result = equals = procedure = number = None
        texts: tuple[Piece, ...] = ()
        arguments: tuple[CallArgument, ...] = ()
        if self.is_variable(self.k) and self.ahead() == "=":
            result, equals = self.variable(), self.take()
        if self.at("("):
            last = self.close.get(self.k)
            if last is None:
                raise Unexpected("a closing parenthesis expected")
            self.take()
            texts = self.expressions(last)
            self.k = last + 1
        else:
            procedure = self.variable() if self.is_variable(self.k) else self.name("routine")
            number = self.number()
            arguments = self.arguments()
        tail = self.phrase_up_to("execute option", self.n)
        if tail is not None and tail.words()[0] not in ("WITH", "AT", "AS"):
            raise Unexpected("the end of the call expected")
        return Execute(
            self.whole(first), self.lexed, keyword, result, equals, procedure, number, texts, arguments, tail
        )

    def number(self) -> Phrase | None:
        """`;1`, the number of a procedure in its group."""
        if not self.at(";") or not self.ahead().isdigit():
            return None
        first = self.k
        self.take(2)
        return self.phrase("number", first)

    def arguments(self) -> tuple[CallArgument, ...]:
        found: list[CallArgument] = []
        last = self.find(("WITH", "AT"))
        while self.k < last:
            found.append(self.argument(self.find((",",), last)))
            if not self.eat(","):
                break
        return tuple(found)

    def argument(self, last: int) -> CallArgument:
        first = self.k
        name = equals = output = None
        if self.is_variable(self.k) and self.ahead() == "=":
            name, equals = self.variable(), self.take()
        end = last
        if last > self.k + 1 and self.words[last - 1] in ("OUT", "OUTPUT"):
            end = last - 1
        value: Piece | Phrase
        if self.at("DEFAULT") and self.k + 1 == end:
            self.take()
            value = self.phrase("default", self.k - 1)
        else:
            value = self.expression(end)
        if end < last:
            output = self.take()
        return CallArgument(self.part(first), self.lexed, value, name, equals, output)

    def return_(self) -> Return:
        first, keyword = self.k, self.take()
        value = None if self.ended else self.expression(self.n)
        return Return(self.whole(first), self.lexed, keyword, value)

    def leave(self) -> Leave:
        first, kind, keyword = self.k, self.words[self.k].lower(), self.take()
        return Leave(self.whole(first), self.lexed, kind, keyword)

    def goto(self) -> Goto:
        first, keyword = self.k, self.take()
        label = self.name("label", 1)
        return Goto(self.whole(first), self.lexed, keyword, label)

    def print_(self) -> Print:
        first, keyword = self.k, self.take()
        value = self.expression(self.n)
        return Print(self.whole(first), self.lexed, keyword, value)

    def raiserror(self) -> Raiserror:
        first, keyword = self.k, self.take()
        last = self.close.get(self.k)
        if last is None:
            old = self.phrase_up_to("raiserror", self.n)
            return Raiserror(self.whole(first), self.lexed, keyword, old=old)
        self.take()
        arguments = self.expressions(last)
        self.k = last + 1
        options = self.phrase_up_to("raiserror option", self.n) if self.at("WITH") else None
        return Raiserror(self.whole(first), self.lexed, keyword, arguments, None, options)

    def throw(self) -> Throw:
        first, keyword = self.k, self.take()
        arguments = () if self.ended else self.expressions(self.n)
        return Throw(self.whole(first), self.lexed, keyword, arguments)

    def waitfor(self) -> WaitFor:
        first, keyword = self.k, self.take()
        if self.at("("):
            message = self.phrase_up_to("waitfor", self.n)
            return WaitFor(self.whole(first), self.lexed, keyword, None, message)
        if not self.eat_any("DELAY", "TIME"):
            raise Unexpected("DELAY or TIME expected")
        value = self.expression(self.n)
        return WaitFor(self.whole(first), self.lexed, Part(first, first + 1), value)

    def transaction(self) -> Transaction:
        """BEGIN, COMMIT, ROLLBACK, SAVE with TRAN, TRANSACTION or WORK, a name or a variable, and what follows it."""
        first, word = self.k, self.words[self.k]
        self.take()
        self.eat("DISTRIBUTED")
        self.eat_any("TRAN", "TRANSACTION", "WORK")
        keyword = self.part(first)
        names: tuple[Name, ...] = ()
        if not self.ended and self.lexed.is_name(self.k) and not self.at("WITH"):
            names = (self.variable() if self.is_variable(self.k) else self.name("transaction", 1),)
        rest = self.phrase_up_to("transaction option", self.n)
        kind = {"SAVE": "savepoint"}.get(word, word.lower())
        return Transaction(self.whole(first), self.lexed, kind, keyword, names, rest)


SIMPLE: Final[dict[str, Callable[[SimpleReader], Node]]] = {
    "DECLARE": SimpleReader.declare,
    "SET": SimpleReader.set,
    **dict.fromkeys(("SELECT", "INSERT", "UPDATE", "DELETE", "MERGE", "WITH", "("), SimpleReader.query),
    "RETURN": SimpleReader.return_,
    **dict.fromkeys(("BREAK", "CONTINUE"), SimpleReader.leave),
    "GOTO": SimpleReader.goto,
    "PRINT": SimpleReader.print_,
    "RAISERROR": SimpleReader.raiserror,
    "THROW": SimpleReader.throw,
    "WAITFOR": SimpleReader.waitfor,
    **dict.fromkeys(("EXEC", "EXECUTE"), SimpleReader.execute),
    **dict.fromkeys(("OPEN", "CLOSE", "DEALLOCATE"), SimpleReader.cursor_command),
    "FETCH": SimpleReader.fetch,
    **dict.fromkeys(("COMMIT", "ROLLBACK", "SAVE"), SimpleReader.transaction),
}
