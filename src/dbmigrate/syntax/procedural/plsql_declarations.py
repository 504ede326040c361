"""Declarations of PL/SQL: variables, types, cursors, exceptions, pragmas, nested routines.

PL/SQL Language Reference, "Block" (declare section), "Collection Variable Declaration", "Record Variable Declaration",
"Explicit Cursor Declaration and Definition", "PRAGMA".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from dbmigrate.model import Part
from dbmigrate.syntax.ddl.nodes import Name, Node, Phrase, Piece, Unread
from dbmigrate.syntax.ddl.reader import Unexpected
from dbmigrate.syntax.procedural.nodes import (
    CollectionType,
    CursorDeclaration,
    DataType,
    ExceptionDeclaration,
    Pragma,
    RecordField,
    RecordType,
    RefCursorType,
    Subtype,
    Variable,
)
from dbmigrate.syntax.procedural.plsql_heads import OPENERS, HeadReader

# The fields of a Variable behind its name.
Holder = tuple[DataType, Part | None, tuple[Phrase, ...], Part | None, Part | None, Piece | None]
TIMING: Final = frozenset({"BEFORE", "AFTER", "INSTEAD"})
ROUTINES: Final = frozenset({"PROCEDURE", "FUNCTION"})
METHODS: Final = frozenset("NOT MEMBER STATIC CONSTRUCTOR MAP ORDER OVERRIDING FINAL INSTANTIABLE".split())


class DeclarationReader(HeadReader):
    def declarations(self) -> tuple[Node, ...]:
        """Up to BEGIN, END, a timing point, or a word of conditional compilation that ends its branch."""
        found: list[Node] = []
        while not self.ended and not self.at_any("BEGIN", "$ELSIF", "$ELSE", "$END") and not self.declared():
            first = self.k
            try:
                found.append(self.declaration())
            except Unexpected as error:
                found.append(self.unread(first, str(error)))
        return tuple(found)

    def declared(self) -> bool:
        """END, or the timing point of a compound trigger, stands here."""
        if self.at("END"):
            return True
        return self.at_any(*TIMING) and self.ahead() in ("STATEMENT", "EACH", "OF")

    def declaration(self) -> Node:
        word, ahead = self.words[self.k], self.ahead()
        if word == "$IF":
            return self.conditional(self.declarations)
        if word in ROUTINES or (word in METHODS and ahead in METHODS | ROUTINES):
            return self.routine(self.k)
        read = DECLARED.get(word)
        if read and ahead not in (";", ":=") and not (word == "TYPE" and self.ahead(2) not in OPENERS):
            return read(self)
        return self.variable_or_exception()

    def variable_or_exception(self) -> Node:
        first = self.k
        name = self.one_name("variable")
        if self.at("EXCEPTION", ";"):
            keyword = self.take()
            self.finish()
            name = replace(name, kind="exception")
            return ExceptionDeclaration(self.part(first), self.lexed, name, keyword)
        fields = self.value_holder(self.end)
        self.finish()
        return Variable(self.part(first), self.lexed, name, *fields)

    def value_holder(self, last: int) -> Holder:
        """`[CONSTANT] type [NOT NULL] [:= value]`, up to token `last`."""
        constant = self.eat("CONSTANT")
        kind = self.data_type()
        extras = self.constraints()
        not_null = self.eat("NOT", "NULL") or self.eat("NULL")
        word, value = self.default(last)
        if self.k != last:
            raise Unexpected("a declaration of a form that is not known")
        return kind, constant, extras, not_null, word, value

    def field(self, last: int) -> RecordField | Unread:
        first = self.k
        try:
            name = self.one_name("field")
            fields = self.value_holder(last)
            return RecordField(self.part(first), self.lexed, name, *fields)
        except Unexpected as error:
            self.k = last
            return Unread(self.part(first), self.lexed, str(error))

    def type_declaration(self) -> Node:
        first, keyword = self.k, self.take()
        name = self.one_name("type")
        start = self.k
        if not self.eat_any(*OPENERS):
            raise Unexpected("IS expected")
        if self.eat("RECORD"):
            return self.record(first, keyword, name, self.part(start))
        if self.eat("REF", "CURSOR"):
            words = self.part(start)
            returns = self.returns()
            self.finish()
            return RefCursorType(self.part(first), self.lexed, keyword, name, words, returns)
        if self.eat("TABLE", "OF"):
            return self.collection(first, keyword, name, "table", self.part(start), None, None)
        if self.eat("VARRAY") or self.eat("VARYING", "ARRAY"):
            words = self.part(start)
            size, of = self.size()
            return self.collection(first, keyword, name, "varray", words, size, of)
        raise Unexpected("a type of a form that is not known")

    def record(self, first: int, keyword: Part, name: Name, words: Part) -> RecordType:
        last = self.close.get(self.k)
        if last is None:
            raise Unexpected("a list of fields expected")
        self.k += 1
        fields = tuple(self.field(end) for end in self.items(last))
        self.k = last + 1
        self.finish()
        return RecordType(self.part(first), self.lexed, keyword, name, words, fields)

    def size(self) -> tuple[Piece, Part]:
        last = self.close.get(self.k)
        if last is None:
            raise Unexpected("a size in parentheses expected")
        self.k += 1
        size = self.expression(last)
        self.k = last + 1
        return size, self.need("OF")

    def collection(
        self, first: int, keyword: Part, name: Name, kind: str, words: Part, size: Piece | None, of: Part | None
    ) -> CollectionType:
        element = self.data_type()
        extras = self.constraints()
        not_null = self.eat("NOT", "NULL")
        index_words = self.eat("INDEX", "BY")
        index = self.data_type() if index_words else None
        self.finish()
        part = self.part(first)
        return CollectionType(
            part, self.lexed, keyword, name, kind, words, element, size, of, extras, not_null, index_words, index
        )

    def subtype(self) -> Subtype:
        first, keyword = self.k, self.take()
        name = self.one_name("type")
        opener = self.need("IS")
        base = self.data_type()
        extras = self.constraints()
        not_null = self.eat("NOT", "NULL")
        self.finish()
        return Subtype(self.part(first), self.lexed, keyword, name, opener, base, extras, not_null)

    def cursor_declaration(self) -> CursorDeclaration:
        first, keyword = self.k, self.take()
        name = self.one_name("cursor")
        parameters, returns = self.parameters(), self.returns()
        opener = self.eat_any(*OPENERS)
        query = self.sql(self.end) if opener else None
        self.finish()
        return CursorDeclaration(self.part(first), self.lexed, keyword, name, parameters, returns, opener, query)

    def pragma(self) -> Pragma:
        first, keyword = self.k, self.take()
        word = self.words[self.k]
        self.take()
        last = self.close.get(self.k)
        arguments: tuple[Piece, ...] = ()
        if last is not None:
            self.k += 1
            arguments = self.expressions(last)
            self.k = last + 1
        self.finish()
        return Pragma(self.part(first), self.lexed, keyword, word, arguments)


DECLARED: Final[dict[str, Callable[[DeclarationReader], Node]]] = {
    "TYPE": DeclarationReader.type_declaration,
    "SUBTYPE": DeclarationReader.subtype,
    "CURSOR": DeclarationReader.cursor_declaration,
    "PRAGMA": DeclarationReader.pragma,
}
