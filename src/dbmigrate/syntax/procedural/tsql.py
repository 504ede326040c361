"""SQL Server's T-SQL: one unit to one tree. Transact-SQL reference, "CREATE PROCEDURE", "CREATE FUNCTION"."""

from __future__ import annotations

from typing import Final

from dbmigrate.model import Part
from dbmigrate.syntax.ddl.nodes import Name, Node, Phrase, Unread
from dbmigrate.syntax.ddl.reader import Unexpected
from dbmigrate.syntax.lex import Lexed
from dbmigrate.syntax.procedural.nodes import Event
from dbmigrate.syntax.procedural.tsql_heads import HeadReader
from dbmigrate.syntax.procedural.tsql_nodes import TsqlBatch, TsqlBody, TsqlRoutine, TsqlTrigger

KINDS: Final = {"PROC": "procedure", "PROCEDURE": "procedure", "FUNCTION": "function", "TRIGGER": "trigger"}
DML: Final = ("INSERT", "UPDATE", "DELETE")


def read_tsql(lexed: Lexed) -> Node:
    """A unit of T-SQL (a routine, a trigger, statements of a script) as one node that covers every token.

    Never raises for the user's text: what is not understood is an Unread node in its place, the whole unit only where
    not even its head can be read.
    """
    reader = TsqlReader(lexed)
    try:
        return reader.unit()
    except (Unexpected, RecursionError) as error:
        reason = str(error) if isinstance(error, Unexpected) else "nested too deeply"
        return Unread(lexed.whole, lexed, reason)


class TsqlReader(HeadReader):
    def unit(self) -> Node:
        word = self.words[self.k + (3 if self.at("CREATE", "OR", "ALTER") else 1)]
        if not self.at_any("CREATE", "ALTER") or word not in KINDS:
            body = self.body()
            return TsqlBatch(self.lexed.whole, self.lexed, "block", body=body)
        first = self.k
        self.take(3 if self.at("CREATE", "OR", "ALTER") else 1)
        self.take()
        keyword = self.part(first)
        name = self.name(KINDS[word], 3)
        if word == "TRIGGER":
            return self.trigger(keyword, name)
        return self.routine(KINDS[word], keyword, name)

    def body(self) -> TsqlBody:
        if self.ended:
            raise Unexpected("a body expected")
        first = self.k
        statements = self.statements(nested=False)
        return TsqlBody(self.part(first), self.lexed, statements)

    def routine(self, kind: str, keyword: Part, name: Name) -> TsqlRoutine:
        number = self.number()
        parameters = self.parameters()
        returns = self.returns()
        options = self.options()
        opener = self.eat("AS")
        if opener is None and kind == "procedure":
            raise Unexpected("AS expected")
        body: Node | None = None
        return_part = opening = closing = end = None
        if self.at("EXTERNAL", "NAME"):
            body = self.phrase_up_to("external", self.n)
        elif returns and returns.table_word and not returns.elements:
            return_part, opening, body, closing, end = self.inline()
        else:
            body = self.body()
        whole = self.lexed.whole
        rest = None if self.ended else Unread(Part(self.k, whole.last), self.lexed, "words behind the end of the unit")
        return TsqlRoutine(
            whole,
            self.lexed,
            kind,
            name,
            keyword,
            options,
            opener,
            body,
            rest,
            number,
            parameters,
            returns,
            return_part,
            opening,
            closing,
            end,
        )

    def inline(self) -> tuple[Part, Part | None, Node, Part | None, Part | None]:
        """RETURN and the query, in parentheses or not, of a function that returns its rows."""
        return_part = self.need("RETURN")
        last = self.n
        while last > self.k and self.words[last - 1] == ";":
            last -= 1
        opening = closing = None
        if self.at("(") and self.close.get(self.k) == last - 1:
            opening, closing = self.take(), Part(last - 1, last - 1)
            last -= 1
        query = self.sql(last)
        self.k = last + (closing is not None)
        start, end = self.k, None
        while self.eat(";"):
            end = self.part(start)
        return return_part, opening, query, closing, end

    def trigger(self, keyword: Part, name: Name) -> TsqlTrigger:
        on = self.need("ON")
        scope, table = self.subject()
        options = self.options()
        timing = self.timing()
        events = self.events()
        options += self.options()
        opener = self.need("AS")
        body: Node | None
        body = self.phrase_up_to("external", self.n) if self.at("EXTERNAL", "NAME") else self.body()
        return TsqlTrigger(
            self.lexed.whole,
            self.lexed,
            "trigger",
            name,
            keyword,
            options,
            opener,
            body,
            None,
            on,
            table,
            scope,
            timing,
            events,
        )

    def subject(self) -> tuple[Phrase | None, Name | None]:
        first = self.k
        if self.eat("DATABASE") or self.eat("ALL", "SERVER"):
            return self.phrase("database" if self.words[first] == "DATABASE" else "server", first), None
        return None, self.name("table", 3)

    def timing(self) -> Phrase:
        first = self.k
        kind = "instead of" if self.at("INSTEAD", "OF") else self.words[first].lower()
        if not self.eat("INSTEAD", "OF") and not self.eat_any("FOR", "AFTER"):
            raise Unexpected("FOR, AFTER or INSTEAD OF expected")
        return self.phrase(kind, first)

    def events(self) -> tuple[Event, ...]:
        found = [self.event()]
        while self.eat(","):
            found.append(self.event())
        return tuple(found)

    def event(self) -> Event:
        word, keyword = self.words[self.k], self.take()
        kind = word.lower() if word in DML else word
        return Event(keyword, self.lexed, kind, keyword)
