"""What many SQL Server statements share: data types, WITH options, filegroups, comma lists, expressions without end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dbmigrate.model import Part
from dbmigrate.syntax.ddl.nodes import Name, Phrase, Piece, TypeName
from dbmigrate.syntax.ddl.reader import Cursor, Unexpected

# Transact-SQL reference, "Data types"; the words of ISO synonyms are in "Data type synonyms".
BUILT_IN: Final = frozenset(
    """BIGINT BINARY BIT CHAR CHARACTER DATE DATETIME DATETIME2 DATETIMEOFFSET DEC DECIMAL FLOAT GEOGRAPHY GEOMETRY
    HIERARCHYID IMAGE INT INTEGER JSON MONEY NCHAR NTEXT NUMERIC NVARCHAR REAL ROWVERSION SMALLDATETIME SMALLINT
    SMALLMONEY SQL_VARIANT SYSNAME TEXT TIME TIMESTAMP TINYINT UNIQUEIDENTIFIER VARBINARY VARCHAR VECTOR XML
    TABLE CURSOR""".split()
) | {"DOUBLE PRECISION", "CHAR VARYING", "CHARACTER VARYING"}

# What can follow a DEFAULT value or a computed column that stands without parentheses.
AFTER_VALUE: Final = frozenset(
    """NOT NULL CONSTRAINT DEFAULT PRIMARY UNIQUE CHECK FOREIGN REFERENCES IDENTITY ROWGUIDCOL SPARSE HIDDEN MASKED
    GENERATED ENCRYPTED FILESTREAM INDEX PERSISTED WITH ON ,""".split()
) | {"PRIMARY KEY", "FOREIGN KEY"}


def read_type(c: Cursor) -> TypeName:
    """`int`, `[dbo].[ut_money]`, `national char varying(10)`, `[varchar](max)`."""
    first = c.k
    national = c.eat("NATIONAL")
    label = c.name("type", 3)
    varying = c.eat("VARYING")
    name = c.part(first)
    schema = label.values[0].lower() if len(label.parts) > 1 else "sys"
    word = " ".join(label.value.upper().split())
    known = bool(national or varying) or (schema == "sys" and word in BUILT_IN)
    arguments = c.brackets()
    return TypeName(c.part(first), c.lexed, name, arguments, user=None if known else label)


def read_value(c: Cursor) -> Piece:
    """An expression that nothing closes: it ends where the next clause begins."""

    def stop(k: int) -> bool:
        if k == first:
            return False
        # DEFAULT NEXT VALUE FOR seq: this FOR is no clause
        return c.words[k] in AFTER_VALUE or (c.words[k] == "FOR" and c.words[k - 1] != "VALUE")

    first = c.k
    return c.piece(c.find(stop))


def inside(c: Cursor, into: str = "condition") -> tuple[Part, Piece]:
    """`( .. )`: the parentheses and what they hold."""
    first, last = c.k, c.close.get(c.k)
    if last is None:
        raise Unexpected("parentheses expected")
    c.take()
    piece = c.piece(last, into)
    c.take()
    return c.part(first), piece


def listed(c: Cursor, last: int) -> Iterator[Cursor]:
    """A cursor for each item between commas up to token `last` (excluded); empty items are passed over."""
    while c.k < last:
        stop = c.find((",",), last)
        if stop > c.k:
            yield Cursor(c.lexed, c.k, stop)
        c.k = stop + 1
    c.k = last


def read_with(c: Cursor) -> Phrase:
    """`WITH (option = value, ..)`, or the old form `WITH FILLFACTOR = 80, PAD_INDEX`."""
    first = c.k
    c.need("WITH")
    if c.brackets() is None:
        read_old_options(c)
    return c.phrase(kind_of_options(c.words[first : c.k]), first)


def read_old_options(c: Cursor) -> None:
    while not c.ended and c.lexed.is_name(c.k):
        c.take()
        if c.eat("="):
            c.take()
        if not c.eat(","):
            break


def kind_of_options(words: list[str]) -> str:
    """Options that change what is stored or accepted get a kind of their own; the others only place the data."""
    if "SYSTEM_VERSIONING" in words:
        return "system versioning"
    if is_on(words, "MEMORY_OPTIMIZED"):
        return "memory optimized"
    return "ignore dup key" if is_on(words, "IGNORE_DUP_KEY") else "physical"


def is_on(words: list[str], option: str) -> bool:
    if option not in words:
        return False
    k = words.index(option)
    return words[k + 1 : k + 3] != ["=", "OFF"]


def at_filegroup(c: Cursor) -> bool:
    return c.at_any("TEXTIMAGE_ON", "FILESTREAM_ON") or (c.at("ON") and c.ahead() not in ("DELETE", "UPDATE"))


def read_filegroup(c: Cursor) -> Phrase:
    """`ON [PRIMARY]`, `ON scheme(column)`, `TEXTIMAGE_ON g`, `FILESTREAM_ON g`."""
    first = c.k
    c.take(2)
    c.brackets()
    return c.phrase("physical", first)


def read_storage(c: Cursor) -> tuple[Phrase, ...]:
    """All WITH options and filegroups that come next."""
    found: list[Phrase] = []
    while True:
        if c.at("WITH") and c.ahead() not in ("VALUES", "CHECK", "NOCHECK"):
            found.append(read_with(c))
        elif at_filegroup(c):
            found.append(read_filegroup(c))
        else:
            return tuple(found)


def rest(c: Cursor, kind: str = "unknown") -> tuple[Phrase, ...]:
    """Whatever is left, so that nothing is lost."""
    if c.ended:
        return ()
    first, c.k = c.k, c.n
    return (c.phrase(kind, first),)


def comma_names(c: Cursor, kind: str, most: int = 4) -> tuple[Name, ...]:
    found = [c.name(kind, most)]
    while c.eat(","):
        found.append(c.name(kind, most))
    return tuple(found)


def if_exists(c: Cursor) -> tuple[Phrase, ...]:
    part = c.eat("IF", "EXISTS")
    return (Phrase(part, c.lexed, "if exists"),) if part else ()
