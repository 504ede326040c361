"""A small estate and the types of what a query over it gives, as short texts for tests."""

from __future__ import annotations

from dbmigrate.catalog.build import add, finish
from dbmigrate.catalog.catalog import Catalog
from dbmigrate.packs.sources import load_source
from dbmigrate.syntax.ddl.read import read
from dbmigrate.syntax.lex import Lexed
from dbmigrate.syntax.sql import parse
from dbmigrate.types.estate import Estate
from dbmigrate.types.reader import Reader
from dbmigrate.types.values import Kind, Type


def estate_of(dialect: str, script: str, numbers: str = "keys") -> Estate:
    """The estate of a script whose statements end with a semicolon at a line's end."""
    catalog = Catalog(dialect)
    for text in filter(None, (part.strip() for part in script.split(";\n"))):
        add(catalog, read(Lexed(text, dialect)), file="a.sql")
    finish(catalog)
    return Estate(catalog, load_source(dialect), numbers)


def given(estate: Estate, query: str) -> list[tuple[str, Type]]:
    """The columns that the query gives."""
    lexed = Lexed(query, estate.dialect)
    tree = parse(lexed, lexed.whole, "statement")
    assert tree.root is not None, tree.error
    outputs = Reader(estate, tree, "").scopes.outputs(tree.root)
    assert not outputs.missing, outputs.missing
    return [(name, lazy()) for name, lazy in outputs.items]


def shown(found: Type) -> str:
    """`number bigint`, `text`, `date !` for one that is never NULL, `unknown PAT_VISIT`."""
    if found.kind is Kind.UNKNOWN:
        return f"unknown {found.cause}"
    return " ".join(filter(None, [found.kind, found.target, "" if found.nullable else "!"]))
