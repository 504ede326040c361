"""Oracle CREATE TYPE. PL/SQL Language Reference, "CREATE TYPE Statement"."""

from __future__ import annotations

from typing import Final

from dbmigrate.model import Part
from dbmigrate.syntax.ddl.nodes import Column, CreateType, Name, Node, Phrase, TypeName
from dbmigrate.syntax.ddl.oracle_clauses import bracketed, if_exists, modifiers, rest
from dbmigrate.syntax.ddl.oracle_phrases import Grammar
from dbmigrate.syntax.ddl.oracle_types import read_type
from dbmigrate.syntax.ddl.reader import Cursor, Unexpected

BEFORE: Final = Grammar(
    {
        "force": "FORCE|NOFORCE",
        "oid": "OID string",
        "sharing": "SHARING = METADATA|NONE",
        "collate": "DEFAULT COLLATION name",
        "authid": "AUTHID CURRENT_USER|DEFINER",
        "accessible": "ACCESSIBLE BY brackets",
    },
    "IS AS UNDER",
)
BEHIND: Final = Grammar(
    {
        "final": "NOT? FINAL",
        "instantiable": "NOT? INSTANTIABLE",
        "persistable": "NOT? PERSISTABLE",
    }
)
METHOD_WORDS: Final = frozenset("MEMBER STATIC CONSTRUCTOR MAP ORDER OVERRIDING FINAL INSTANTIABLE NOT PRAGMA".split())
ROUTINE_WORDS: Final = frozenset("FUNCTION PROCEDURE MEMBER STATIC CONSTRUCTOR MAP ORDER FINAL INSTANTIABLE".split())


def read_create_type(c: Cursor) -> CreateType:
    first = c.k
    c.need("CREATE")
    options = modifiers(c)
    c.need("TYPE")
    keyword = c.part(first)
    options += if_exists(c)
    name = c.name("type", 3)
    options += BEFORE.some(c)
    if c.ended:
        return CreateType(c.part(first), c.lexed, name, keyword, "incomplete", tail=options)
    opener = c.eat_any("IS", "AS")
    if c.at("UNDER"):
        return read_subtype(c, first, name, keyword, options)
    if opener is None:
        raise Unexpected("IS, AS or UNDER expected")
    if c.eat("OBJECT"):
        return read_object(c, first, name, keyword, options)
    return read_collection(c, first, name, keyword, options)


def read_object(
    c: Cursor, first: int, name: Name, keyword: Part, options: tuple[Phrase, ...], base: TypeName | None = None
) -> CreateType:
    brackets: Part | None = None
    elements: tuple[Node, ...] = ()
    methods: tuple[Phrase, ...] = ()
    options += BEHIND.some(c)
    if c.at("("):
        brackets, items = bracketed(c)
        elements = tuple(read_attribute(i) for i in items if not at_method(i))
        methods = tuple(p for i in items if at_method(i) for p in rest(i, "method"))
    tail = options + BEHIND.all(c)
    kind = "object" if brackets or base else "incomplete"
    return CreateType(c.part(first), c.lexed, name, keyword, kind, base, elements, brackets, None, methods, tail)


def read_subtype(c: Cursor, first: int, name: Name, keyword: Part, options: tuple[Phrase, ...]) -> CreateType:
    """`UNDER supertype (..)`: the supertype is the base."""
    start = c.k
    c.take()
    options += (c.phrase("under", start),)
    label = c.name("type", 3)
    base = TypeName(label.part, c.lexed, label.part, user=label)
    return read_object(c, first, name, keyword, options, base)


def read_collection(c: Cursor, first: int, name: Name, keyword: Part, options: tuple[Phrase, ...]) -> CreateType:
    """`TABLE OF t`, `VARRAY(10) OF t`, `VARYING ARRAY(10) OF t`, `TABLE OF (t) NOT PERSISTABLE`."""
    start = c.k
    if c.eat("TABLE"):
        kind = "table of"
    elif c.eat("VARRAY") or c.eat("VARYING", "ARRAY") or c.eat("ARRAY"):
        kind = "varray"
        c.brackets()
    else:
        raise Unexpected("OBJECT, TABLE OF or VARRAY expected")
    c.need("OF")
    options += (c.phrase(kind, start),)
    brackets: Part | None = None
    item = c
    if c.at("("):
        last = c.close.get(c.k)
        if last is None:
            raise Unexpected("a closing parenthesis expected")
        brackets, item = Part(c.k, last), Cursor(c.lexed, c.k + 1, last)
        c.k = last + 1
    base = read_type(item)
    start = item.k
    nullability = item.phrase("not null", start) if item.eat("NOT", "NULL") else None
    if item is not c and not item.ended:
        raise Unexpected("words behind the element type")
    tail = options + BEHIND.all(c)
    return CreateType(c.part(first), c.lexed, name, keyword, "collection", base, (), brackets, nullability, tail=tail)


def at_method(c: Cursor) -> bool:
    """`MAP MEMBER FUNCTION ..` and not an attribute that is called map."""
    word, second = c.words[c.k], c.ahead()
    return word == "PRAGMA" or (word in METHOD_WORDS and second in ROUTINE_WORDS)


def read_attribute(c: Cursor) -> Node:
    first = c.k
    try:
        name = c.name("column", 1)
        datatype = read_type(c)
    except Unexpected:
        c.k = c.n
        return c.phrase("unknown", first)
    items = rest(c)
    return Column(c.part(first), c.lexed, name, datatype, items)
