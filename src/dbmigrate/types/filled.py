"""The columns that an INSERT fills, as stores that constants go into."""

from __future__ import annotations

from dbmigrate.catalog.keys import fold, path_of_text, split_path
from dbmigrate.catalog.values import Table
from dbmigrate.sources.inserts import InsertRun
from dbmigrate.types.constants import Store, store
from dbmigrate.types.estate import Estate


def stores(known: Estate, insert: InsertRun, schema: str, length_semantics: str, charset: str) -> list[Store | None]:
    """By their order in the rows; None for a column of unknown type, nothing where the table is not known."""
    path = path_of_text(known.dialect, insert.table)
    table = known.catalog.table(path, schema)
    if table is None:
        return []
    key = known.catalog.locate("table", path, schema) or (table.schema, path[-1])
    names = [fold(known.dialect, *part) for text in insert.columns for part in split_path(text)[-1:]] or listed(table)
    found: list[Store | None] = []
    for name in names:
        column = table.columns.get(name)
        to = known.column(key, name, column) if column is not None else None
        found.append(store(known.dialect, to, length_semantics, charset) if to is not None and to.is_known else None)
    return found


def listed(table: Table) -> list[str]:
    """What an INSERT without a list of columns fills."""
    return [n for n, c in table.columns.items() if not (c.identity or c.computed)] if table.complete else []
