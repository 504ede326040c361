"""SQL in T-SQL code: the statement as one piece, with the parts that the SQL parser does not know hidden from it.

Transact-SQL reference: "SELECT @local_variable", "UPDATE", "OUTPUT clause", "OPTION clause".
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Final

from dbmigrate.model import Part
from dbmigrate.syntax.ddl.nodes import Dml, Name, Names, Phrase
from dbmigrate.syntax.ddl.reader import Cursor, Unexpected
from dbmigrate.syntax.ddl.sqlserver import read_dml
from dbmigrate.syntax.procedural.tsql_cursor import SIGNS, TsqlCursor
from dbmigrate.syntax.procedural.tsql_statements import Assigned, CursorPosition, Output, TsqlSql

CHANGES: Final = frozenset({"INSERT", "UPDATE", "DELETE", "MERGE"})
BEHIND_OUTPUT: Final[dict[str, Collection[str]]] = {
    "INSERT": ("VALUES", "SELECT", "WITH", "DEFAULT", "EXEC", "EXECUTE", "("),
    "UPDATE": ("FROM", "WHERE", "OPTION"),
    "DELETE": ("FROM", "WHERE", "OPTION"),
    "MERGE": ("OPTION",),
}
BEHIND_LIST: Final = frozenset("FROM WHERE INTO UNION EXCEPT INTERSECT OPTION FOR HAVING".split()) | {
    "GROUP BY",
    "ORDER BY",
}
BEHIND_SET: Final = ("FROM", "WHERE", "OUTPUT", "OPTION")


class SqlReader(TsqlCursor):
    def sql(self, last: int) -> TsqlSql:
        """A query or DML from here up to (not with) token `last`."""
        first = self.k
        verb = self.verb(last)
        start = self.k
        assigned: tuple[Assigned, ...] = ()
        outputs: tuple[Output, ...] = ()
        current = None
        if verb == "SELECT":
            assigned = self.selected(last) if self.at("SELECT") else ()
        else:
            if verb == "UPDATE":
                assigned = self.updated(last)
            self.k = start + 1
            outputs = self.outputs(verb, last)
            current = self.current_of(start, last)
        self.k = start
        option = self.option(last)
        self.k = first
        if verb in ("INSERT", "DELETE"):
            read_dml(Cursor(self.lexed, start, last))  # hides what the SQL parser would misread
        query = self.piece(last, "statement")
        dml = Dml(query.part, self.lexed, query)
        return TsqlSql(query.part, self.lexed, verb.lower(), dml, assigned, outputs, current, option)

    def verb(self, last: int) -> str:
        """What is done, and `k` at that word: behind the expressions of a WITH."""
        word = self.words[self.k]
        if word == "WITH":
            self.k = self.find((*CHANGES, "SELECT"), last)
            word = self.words[self.k] if self.k < last else "SELECT"
        return word if word in CHANGES else "SELECT"

    def selected(self, last: int) -> tuple[Assigned, ...]:
        """`SELECT @a = x, @b += y FROM ..`"""
        self.take()
        self.eat_any("ALL", "DISTINCT")
        if self.eat("TOP"):
            self.brackets() or self.take()
            self.eat("PERCENT")
            self.eat("WITH", "TIES")
        return self.assigned(self.find(BEHIND_LIST, last))

    def assigned(self, last: int, accept: Callable[[int], bool] = lambda end: True) -> tuple[Assigned, ...]:
        """The hidden `@v =` of the items up to token `last`; `accept` is asked with the end of each item."""
        found: list[Assigned] = []
        while self.k < last:
            end, first = self.find((",",), last), self.k
            if self.is_variable(first) and self.words[first + 1] in SIGNS | {"="}:
                target, operator = self.variable(), self.operator()
                if operator and self.k < end and accept(end):
                    found.append(Assigned(self.part(first), self.lexed, target, operator))
                    self.lexed.hide(found[-1].part)
            self.k = end + 1
        return tuple(found)

    def updated(self, last: int) -> tuple[Assigned, ...]:
        """`SET @v = column = value`; `SET @v = value` stays visible, a list needs an item."""
        self.k = self.find(("SET",), last)
        if self.k >= last:
            return ()
        self.take()
        return self.assigned(self.find(BEHIND_SET, last), lambda end: self.find(("=",), end) < end)

    def outputs(self, verb: str, last: int) -> tuple[Output, ...]:
        self.k = self.find(("OUTPUT",), last)
        found = []
        while self.k < last and self.at("OUTPUT"):
            first, keyword = self.k, self.take()
            end = self.find((*BEHIND_OUTPUT[verb], "OUTPUT"), last)
            end = min(end, last)
            start = self.find(("INTO",), end)
            values = self.expressions(start)
            into, target, columns = None, None, None
            if start < end:
                into, target, columns = self.output_into(end, last)
            found.append(Output(self.part(first), self.lexed, keyword, values, into, target, columns))
            self.lexed.hide(found[-1].part)
        return tuple(found)

    def output_into(self, end: int, last: int) -> tuple[Part, Name, Names | None]:
        into, target = self.take(), self.name("table")
        columns = None
        if self.at("(") and self.close.get(self.k, last) < last and self.ahead() not in ("SELECT", "WITH"):
            columns = self.names("column")
        return into, target, columns

    def current_of(self, first: int, last: int) -> CursorPosition | None:
        self.k = first
        start = self.k = self.find(("WHERE",), last)
        if self.words[start : start + 3] != ["WHERE", "CURRENT", "OF"] or start + 3 >= last:
            return None
        keyword = self.take(3)
        self.eat("GLOBAL")
        cursor = self.cursor_name()
        node = CursorPosition(self.part(start), self.lexed, keyword, cursor)
        self.lexed.hide(node.part)
        return node

    def cursor_name(self) -> Name:
        """A cursor, or a variable that holds one."""
        return self.variable() if self.is_variable(self.k) else self.name("cursor", 1)

    def option(self, last: int) -> Phrase | None:
        start = self.k = self.find(("OPTION",), last)
        if start + 1 >= last or self.close.get(start + 1) != last - 1:
            return None
        self.k = last
        self.lexed.hide(Part(start, last - 1))
        return self.phrase("option", start)


__all__ = ["SqlReader", "Unexpected"]
