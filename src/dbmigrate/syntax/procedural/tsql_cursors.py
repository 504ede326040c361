"""T-SQL cursors: their queries, OPEN, FETCH, CLOSE, DEALLOCATE. Transact-SQL reference, "Cursors"."""

from __future__ import annotations

from typing import Final

from dbmigrate.syntax.ddl.nodes import Name
from dbmigrate.syntax.ddl.reader import Unexpected
from dbmigrate.syntax.procedural.tsql_sql import SqlReader
from dbmigrate.syntax.procedural.tsql_statements import CursorCommand, CursorQuery, TsqlFetch

DIRECTIONS: Final = ("NEXT", "PRIOR", "FIRST", "LAST", "ABSOLUTE", "RELATIVE")


class CursorReader(SqlReader):
    def cursor_query(self) -> CursorQuery:
        """From the word CURSOR to the end of the statement."""
        first, keyword = self.k, self.need("CURSOR")
        options = self.phrase_up_to("cursor", self.find(("FOR",)))
        for_part = self.need("FOR")
        end = self.tail()
        query = self.sql(end)
        tail = self.phrase_up_to("cursor", self.n)
        return CursorQuery(self.part(first), self.lexed, keyword, options, for_part, query, tail)

    def tail(self) -> int:
        """Where FOR READ ONLY or FOR UPDATE [OF ..] begins behind the query. FOR XML belongs to it."""
        start, k = self.k, self.k
        while k < self.n:
            self.k = k
            k = self.find(("FOR",))
            if k < self.n and self.words[k + 1] in ("READ", "UPDATE"):
                break
            k += 1
        self.k = start
        return min(k, self.n)

    def cursor_command(self) -> CursorCommand:
        first, kind, keyword = self.k, self.words[self.k].lower(), self.take()
        global_part = self.eat("GLOBAL") if self.k + 1 < self.n else None
        cursor = self.command_cursor()
        return CursorCommand(self.whole(first), self.lexed, kind, keyword, cursor, global_part)

    def command_cursor(self) -> Name:
        return self.cursor_name()

    def fetch(self) -> TsqlFetch:
        first, keyword = self.k, self.take()
        start = self.find(("FROM",))
        direction = from_part = None
        if self.at_any(*DIRECTIONS) and start < self.n:
            direction = self.phrase_up_to("direction", start)
        if start < self.n:
            self.k = start
            from_part = self.take()
        elif self.at("NEXT") and self.ahead() not in ("INTO", ""):
            direction = self.phrase_up_to("direction", self.k + 1)
        global_part = self.eat("GLOBAL")
        cursor = self.cursor_name()
        into = self.eat("INTO")
        targets = []
        while into:
            targets.append(self.variable())
            if not self.eat(","):
                break
        if into and not targets:
            raise Unexpected("a variable expected")
        return TsqlFetch(
            self.whole(first), self.lexed, keyword, cursor, direction, from_part, global_part, into, tuple(targets)
        )
