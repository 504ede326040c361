"""Heads and bodies of triggers. PL/SQL Language Reference, "CREATE TRIGGER Statement"."""

from __future__ import annotations

from typing import Final

from dbmigrate.model import Part
from dbmigrate.syntax.ddl.nodes import Name, Node, Phrase, Piece
from dbmigrate.syntax.ddl.reader import Unexpected
from dbmigrate.syntax.procedural.nodes import Compound, Correlation, Event, TimingPoint, Trigger
from dbmigrate.syntax.procedural.plsql_blocks import BlockReader
from dbmigrate.syntax.procedural.plsql_declarations import TIMING
from dbmigrate.syntax.procedural.plsql_heads import OPENERS

DML: Final = ("INSERT", "UPDATE", "DELETE")
ROWS: Final = ("OLD", "NEW", "PARENT")
BODY: Final = ("BEGIN", "DECLARE", "CALL", "COMPOUND", "WHEN", "<")
OPTIONS: Final = {"FOLLOWS": "follows", "PRECEDES": "precedes", "ENABLE": "state", "DISABLE": "state",
                  "FORWARD": "crossedition", "REVERSE": "crossedition"}  # fmt: skip


class TriggerReader(BlockReader):
    def trigger(self, first: int, name: Name) -> Trigger:
        """Behind `CREATE TRIGGER name`: head, then body."""
        keyword = Part(first, name.part.first - 1)
        options = list(self.trigger_options())
        timing = self.timing()
        events = self.events()
        on = self.eat("ON")
        scope, table = self.subject()
        referencing, correlations = self.referencing()
        each_row = self.eat("FOR", "EACH", "ROW") or self.eat("FOR", "EACH", "STATEMENT")
        options += self.trigger_options()
        when, condition = self.when()
        body = self.trigger_body()
        return Trigger(
            self.part(first),
            self.lexed,
            "trigger",
            name,
            keyword,
            tuple(options),
            None,
            body,
            None,
            timing,
            events,
            on,
            table,
            scope,
            referencing,
            correlations,
            each_row,
            when,
            condition,
        )

    def trigger_options(self) -> list[Phrase]:
        """What may stand before the timing and before the body; words that are not known are kept as such."""
        found: list[Phrase] = []
        while not self.ended and not self.at_any(*BODY, *TIMING, "FOR", "ON"):
            first, kind = self.k, OPTIONS.get(self.words[self.k], "unknown")
            self.take()
            while not self.ended and not self.at_any(*BODY, *TIMING, "FOR", "ON", *OPTIONS):
                self.take()
            found.append(self.phrase(kind, first))
        return found

    def timing(self) -> Phrase | None:
        first = self.k
        kind = self.words[self.k].lower() if not self.ended else ""
        if self.eat("INSTEAD", "OF"):
            kind = "instead of"
        elif not self.eat_any("BEFORE", "AFTER", "FOR"):
            raise Unexpected("BEFORE, AFTER, INSTEAD OF or FOR expected")
        return self.phrase(kind, first)

    def events(self) -> tuple[Event, ...]:
        found = [self.event()]
        while self.eat("OR"):
            found.append(self.event())
        return tuple(found)

    def event(self) -> Event:
        first, word, keyword = self.k, self.words[self.k], self.take()
        columns: list[Name] = []
        if word == "UPDATE" and self.eat("OF"):
            keyword = self.part(first)
            columns.append(self.one_name("column"))
            while self.eat(","):
                columns.append(self.one_name("column"))
        elif word not in DML:  # CREATE, LOGON, SERVERERROR, ASSOCIATE STATISTICS
            while not self.ended and not self.at_any("OR", "ON", *BODY):
                self.take()
            keyword = self.part(first)
        kind = word.lower() if word in DML else " ".join(self.words[keyword.first : keyword.last + 1]).lower()
        return Event(self.part(first), self.lexed, kind, keyword, tuple(columns))

    def subject(self) -> tuple[Phrase | None, Name | None]:
        first = self.k
        if self.at("NESTED", "TABLE"):
            self.take(2)
            self.name("column", 1)
            self.need("OF")
            return self.phrase("nested table", first), self.name("table", 3)
        if self.at("PLUGGABLE", "DATABASE") or self.at("DATABASE") or self.at("SCHEMA") or self.ahead(2) == "SCHEMA":
            self.take(3 if self.ahead(2) == "SCHEMA" else 2 if self.at("PLUGGABLE") else 1)
            return self.phrase("database" if self.words[self.k - 1] == "DATABASE" else "schema", first), None
        return None, self.name("table", 3)

    def referencing(self) -> tuple[Part | None, tuple[Correlation, ...]]:
        keyword = self.eat("REFERENCING")
        found = []
        while keyword and self.at_any(*ROWS):
            first, row = self.k, self.words[self.k].lower()
            self.take()
            self.eat("AS")
            name = self.one_name("correlation")
            found.append(Correlation(self.part(first), self.lexed, row, name))
        return keyword, tuple(found)

    def when(self) -> tuple[Part | None, Piece | None]:
        keyword = self.eat("WHEN")
        if keyword is None:
            return None, None
        last = self.close.get(self.k)
        if last is None:
            raise Unexpected("a condition in parentheses expected")
        self.take()
        condition = self.expression(last)
        self.k = last + 1
        return keyword, condition

    def trigger_body(self) -> Node:
        if self.at("CALL"):
            return self.call_statement(self.take())
        if self.at("COMPOUND", "TRIGGER"):
            return self.compound()
        labels = []
        while self.at("<", "<"):
            labels.append(self.label())
        if not self.at_any("BEGIN", "DECLARE"):
            raise Unexpected("the trigger's body expected")
        return self.block(tuple(labels))

    def compound(self) -> Compound:
        first, keyword = self.k, self.take(2)
        declarations = self.declarations()
        points: list[Node] = []
        while self.at_any(*TIMING):
            start = self.k
            try:
                points.append(self.timing_point())
            except Unexpected as error:
                points.append(self.unread(start, str(error)))
        problem, end, end_name = self.block_end(first)
        return Compound(
            self.part(first), self.lexed, keyword, declarations, tuple(points), end, end_name, problem
        )

    def timing_point(self) -> TimingPoint:
        first = self.k
        timing = self.point_words()
        opener = self.eat_any(*OPENERS)
        if opener is None:
            raise Unexpected("IS expected")
        body = self.block(inner=False)
        tail = None
        if body.end and self.at_any(*TIMING):
            tail = self.point_words()
            self.eat(";")
        return TimingPoint(self.part(first), self.lexed, timing, opener, body, tail)

    def point_words(self) -> Phrase:
        first = self.k
        while not self.ended and not self.at_any(";", *OPENERS):
            self.take()
        kind = " ".join(self.words[first : self.k]).lower()
        return self.phrase(kind, first)


