"""Oracle's PL/SQL: one unit to one tree. PL/SQL Language Reference, "PL/SQL Subprograms", "PL/SQL Packages"."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from dbmigrate.model import Part
from dbmigrate.syntax.ddl.nodes import Name, Node, Phrase, Unread
from dbmigrate.syntax.ddl.oracle_clauses import if_exists, modifiers
from dbmigrate.syntax.ddl.reader import Unexpected
from dbmigrate.syntax.lex import Lexed
from dbmigrate.syntax.procedural.nodes import AnonymousBlock, Block, CodeUnit, Package, PackageStart, Routine, TypeBody
from dbmigrate.syntax.procedural.plsql_heads import OPENERS
from dbmigrate.syntax.procedural.plsql_triggers import TriggerReader

BLOCKS: Final = frozenset({"BEGIN", "DECLARE", "<"})


def read_plsql(lexed: Lexed) -> Node:
    """A unit of PL/SQL as one CodeUnit that covers every token.

    Never raises for the user's text: what is not understood is an Unread node in its place, the whole unit only where
    not even its head can be read.
    """
    reader = PlsqlReader(lexed)
    try:
        unit = reader.unit()
    except (Unexpected, RecursionError) as error:
        reason = str(error) if isinstance(error, Unexpected) else "nested too deeply"
        return Unread(lexed.whole, lexed, reason)
    rest = None
    if not reader.ended:
        rest = Unread(Part(reader.k, reader.n - 1), lexed, "words behind the end of the unit")
    return replace(unit, part=lexed.whole, rest=rest)


class PlsqlReader(TriggerReader):
    def unit(self) -> CodeUnit:
        first = self.k
        if self.at_any(*BLOCKS):
            return self.anonymous()
        self.need("CREATE")
        modifiers(self)
        word = self.words[self.k]
        if word in ("PROCEDURE", "FUNCTION"):
            return self.routine(first)
        self.take()
        kind = word.lower()
        if word in ("PACKAGE", "TYPE") and self.eat("BODY"):
            kind += " body"
        if_exists(self)
        name = self.name(kind, 3)
        if word == "TRIGGER":
            return self.trigger(first, name)
        if word == "PACKAGE" or kind == "type body":
            return self.package(first, kind, name)
        raise Unexpected("a unit of code expected")

    def anonymous(self) -> AnonymousBlock:
        first, labels = self.k, []
        while self.at("<", "<"):
            labels.append(self.label())
        body = self.block(tuple(labels))
        return AnonymousBlock(self.part(first), self.lexed, "block", body=body)

    def package(self, first: int, kind: str, name: Name) -> CodeUnit:
        keyword = Part(first, name.part.first - 1)
        options = self.options()
        opener = self.eat_any(*OPENERS)
        body = self.block(inner=False) if opener else None
        if kind == "package body" and body is not None and body.begin is not None:
            body = self.with_start(body)
        make = TypeBody if kind == "type body" else Package
        return make(self.part(first), self.lexed, kind, name, keyword, options, opener, body)

    def with_start(self, body: Block) -> Block:
        """What the package runs is a unit of its own within the body."""
        assert body.begin is not None
        part = Part(body.begin.first, body.part.last)
        block = replace(body, part=part, declarations=(), end_name=None)
        start = PackageStart(part, self.lexed, "start", body=block)
        return replace(body, begin=None, statements=(start,), exception=None, handlers=(), end=None)

    def routine(self, first: int) -> Routine:
        """A standalone routine from its CREATE (token `first`), a nested one from its first word."""
        member = self.member()
        start, word = self.k, self.words[self.k]
        if not self.eat_any("PROCEDURE", "FUNCTION"):
            raise Unexpected("PROCEDURE or FUNCTION expected")
        if_exists(self)
        name = self.name(word.lower(), 3)
        keyword = Part(start if member else first, name.part.first - 1)
        parameters, returns = self.parameters(), self.returns()
        options = self.options()
        opener = self.eat_any(*OPENERS)
        body: Node | None = None
        if opener and self.at_any("LANGUAGE", "EXTERNAL"):
            options += self.options()
            self.eat(";")
        elif opener:
            body = self.block(inner=False)
        else:
            self.eat(";")
        return Routine(
            self.part(first),
            self.lexed,
            word.lower(),
            name,
            keyword,
            options,
            opener,
            body,
            None,
            member,
            parameters,
            returns,
        )

    def member(self) -> Phrase | None:
        first = self.k
        while not self.ended and not self.at_any("PROCEDURE", "FUNCTION", ";"):
            self.take()
        return self.phrase("member", first) if self.k > first else None
