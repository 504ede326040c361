"""Small estates for the tests of the catalog: scripts as text, statements ended by a semicolon at the line's end."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from dbmigrate.catalog.build import add, finish
from dbmigrate.catalog.catalog import Catalog
from dbmigrate.catalog.names import Names
from dbmigrate.catalog.values import Column, SqlType, Table
from dbmigrate.model import Part
from dbmigrate.packs import TargetPack, load_target
from dbmigrate.syntax.ddl import nodes
from dbmigrate.syntax.ddl.read import read
from dbmigrate.syntax.lex import Lexed

STATEMENT_END = re.compile(r";\s*(?:\n|$)")


@cache
def postgres() -> TargetPack:
    return load_target("postgres@15")


def statements(script: str) -> list[str]:
    return [s.strip() for s in STATEMENT_END.split(script) if s.strip()]


def estate(
    dialect: str,
    scripts: Mapping[str, str] | str,
    order: Sequence[str] = (),
    schemas: Mapping[str, str] | None = None,
    databases: Mapping[str, str] | None = None,
) -> Catalog:
    """A catalog of scripts by file name; `schemas` and `databases` are the current ones of a file."""
    catalog = Catalog(dialect)
    for file, script in ({"a.sql": scripts} if isinstance(scripts, str) else scripts).items():
        for text in statements(script):
            node = read(Lexed(text, dialect))
            assert not isinstance(node, nodes.Unread), text
            schema, database = (schemas or {}).get(file, ""), (databases or {}).get(file, "")
            add(catalog, node, file=file, unit_key=text[:30], schema=schema, database=database)
    finish(catalog, order)
    return catalog


def names_of(catalog: Catalog, **schemas: str) -> Names:
    return Names(catalog.dialect, postgres(), catalog, schemas)


def table(catalog: Catalog, schema: str, name: str, *columns: str, quoted: bool = False) -> Table:
    """Put a table into the catalog as values: columns are `name` or `name TYPE(1,2)`; quotes make a name quoted."""
    made = Table(schema, name, quoted)
    for text in columns:
        word, _, type_ = text.partition(" ")
        bare = word.strip('"')
        keyword, _, numbers = type_.rstrip(")").partition("(")
        found = SqlType(keyword, tuple(filter(None, numbers.split(",")))) if keyword else None
        made.columns[folded(catalog, bare, word != bare)] = Column(bare, found, quoted=word != bare)
    catalog.tables.put((schema, folded(catalog, name, quoted)), made)
    return made


def folded(catalog: Catalog, text: str, quoted: bool) -> str:
    return text.lower() if catalog.dialect == "sqlserver" else text if quoted else text.upper()


def name_in(sql: str, dialect: str, kind: str = "table") -> nodes.Name:
    """A lone, possibly qualified name as a tree node."""
    lexed = Lexed(sql, dialect)
    parts = tuple(Part(k, k) for k, word in enumerate(lexed.words[: len(lexed.tokens)]) if word != ".")
    return nodes.Name(lexed.whole, lexed, parts, kind)


def rewritten(names: Names, sql: str, kind: str = "table", schema: str = "") -> str:
    """The name with its replacements made."""
    name = name_in(sql, names.source, kind)
    text = sql
    for part, new in sorted(names.qualified(name, schema=schema), key=lambda r: -r[0].first):
        lo, hi = name.lexed.offsets(part)
        text = text[:lo] + new + text[hi:]
    return text
