"""The columns of views for judging code, with the kinds of their values as far as the types of their queries tell."""

from __future__ import annotations

from typing import Final

from dbmigrate.catalog.keys import Path
from dbmigrate.engine.context import Context
from dbmigrate.rules.procedural.judged_types import (
    BOOLEAN,
    CHAR,
    CLOB,
    DATE,
    NUMBER,
    TEXT,
    TIMESTAMP,
    Kind,
    kind_of_column,
)
from dbmigrate.syntax.lex import Lexed
from dbmigrate.syntax.sql import parse
from dbmigrate.types.reader import Reader
from dbmigrate.types.values import Type

KNOWN: Final = frozenset({NUMBER, TEXT, CHAR, CLOB, DATE, TIMESTAMP, BOOLEAN})


def view_columns(path: Path, context: Context) -> dict[str, Kind | None]:
    """By folded name, None where the kind is not known; {} where it is no view of the estate."""
    if context.catalog.view(path, context.schema) is None:
        return {}
    name = ".".join('"' + part.replace('"', '""') + '"' for part in path)
    lexed = Lexed(f"SELECT * FROM {name}", "oracle")
    tree = parse(lexed, lexed.whole, "statement")
    if tree.root is None:
        return {}
    outputs = Reader(context.types.estate, tree, context.schema, None).scopes.outputs(tree.root)
    if outputs.missing:
        return {}
    return {label: kind_of(lazy()) for label, lazy in outputs.items if label}


def kind_of(type_: Type) -> Kind | None:
    kind = kind_of_column(type_.sql) if type_.sql is not None else str(type_.kind)
    return kind if kind in KNOWN else None
