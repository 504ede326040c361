"""Heads of T-SQL routines: parameters, what is returned, options between head and body.

Transact-SQL reference, "CREATE PROCEDURE", "CREATE FUNCTION", "CREATE TRIGGER".
"""

from __future__ import annotations

from typing import Final

from dbmigrate.syntax.ddl.nodes import Phrase, Unread
from dbmigrate.syntax.ddl.reader import Unexpected
from dbmigrate.syntax.ddl.sqlserver_columns import read_elements
from dbmigrate.syntax.procedural.tsql_control import ControlReader
from dbmigrate.syntax.procedural.tsql_nodes import TsqlParameter, TsqlParameters, TsqlReturns

BEHIND_DEFAULT: Final = ("OUT", "OUTPUT", "READONLY")
BEHIND_LIST: Final = ("AS", "WITH", "FOR", "RETURNS")


class HeadReader(ControlReader):
    def parameters(self) -> TsqlParameters | None:
        """A list with or without parentheses. A parameter that is not understood costs only itself."""
        first = self.k
        last = self.close.get(first)
        if last is not None:
            self.take()
            items = self.listed(last) if self.k < last else ()
            self.k = last + 1
            return TsqlParameters(self.part(first), self.lexed, items, True)
        if not self.is_variable(self.k):
            return None
        items = self.listed(self.n)
        return TsqlParameters(self.part(first), self.lexed, items)

    def listed(self, last: int) -> tuple[TsqlParameter | Unread, ...]:
        found: list[TsqlParameter | Unread] = []
        while self.k < last:
            found.append(self.parameter_or_unread(last))
            if not self.eat(","):
                break
        return tuple(found)

    def parameter_or_unread(self, last: int) -> TsqlParameter | Unread:
        first = self.k
        try:
            found = self.parameter(last)
            if self.k == last or self.at_any(",", *BEHIND_LIST):
                return found
            reason = "a parameter of a form that is not known"
        except Unexpected as error:
            reason = str(error)
        self.k = first
        return self.unread(first, self.find((",", *BEHIND_LIST), last), reason)

    def parameter(self, last: int) -> TsqlParameter:
        first = self.k
        name = self.variable()
        as_part = self.eat("AS")
        type_ = self.type()
        extras = self.nullability()
        operator = self.eat("=")
        default = None
        if operator:
            default = self.expression(self.find((",", *BEHIND_DEFAULT, *BEHIND_LIST), last))
        output = self.eat_any("OUT", "OUTPUT")
        read_only = self.eat("READONLY")
        return TsqlParameter(
            self.part(first), self.lexed, name, type_, output, None, extras, operator, default, as_part, read_only
        )

    def returns(self) -> TsqlReturns | None:
        first, keyword = self.k, self.eat("RETURNS")
        if keyword is None:
            return None
        if self.is_variable(self.k):
            start, name = self.k, self.variable()
            as_part = self.eat("AS")
            table = self.table_variable(start, name, as_part)
            return TsqlReturns(self.part(first), self.lexed, keyword, table=table)
        table_word = self.eat("TABLE")
        if table_word:
            elements = read_elements(self)[1] if self.at("(") else ()
            return TsqlReturns(self.part(first), self.lexed, keyword, None, table_word, elements)
        type_ = self.type()
        return TsqlReturns(self.part(first), self.lexed, keyword, type_)

    def options(self) -> tuple[Phrase, ...]:
        """WITH .., FOR REPLICATION, NOT FOR REPLICATION, WITH APPEND: each one phrase."""
        found: list[Phrase] = []
        while True:
            first = self.k
            if self.eat("NOT", "FOR", "REPLICATION") or self.eat("FOR", "REPLICATION"):
                found.append(self.phrase("for replication", first))
            elif self.eat("WITH"):
                self.with_options()
                found.append(self.phrase("with", first))
            elif self.at("ORDER") and self.ahead() == "(":  # of a function in another language
                self.take()
                self.brackets()
                found.append(self.phrase("order", first))
            else:
                return tuple(found)

    def with_options(self) -> None:
        """`EXECUTE AS OWNER, RECOMPILE`: up to AS, BEGIN, FOR or RETURN; the AS behind EXECUTE is no opener."""
        while not self.ended:
            if self.eat_any("EXEC", "EXECUTE"):
                self.need("AS")
                self.take()
            elif self.at_any("INLINE") and self.ahead() == "=":
                self.take(3)
            else:
                while not self.ended and not self.at_any(",", "AS", "BEGIN", "FOR", "AFTER", "INSTEAD", "RETURN"):
                    self.take()
            if not self.eat(","):
                return
