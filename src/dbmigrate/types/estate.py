"""What types need to know of the whole estate: its catalog, the target's integers for key columns, views' columns."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from dbmigrate.catalog.catalog import Catalog
from dbmigrate.catalog.families import Families
from dbmigrate.catalog.keys import Key
from dbmigrate.catalog.values import Column, SqlType
from dbmigrate.packs import SourcePack
from dbmigrate.types.declared import declared
from dbmigrate.types.sources import Outputs
from dbmigrate.types.values import Type, unknown


class Estate:
    """One per catalog and policy (`numbers`: the option --numbers); rules run when the catalog is complete."""

    def __init__(self, catalog: Catalog, source: SourcePack, numbers: str) -> None:
        self.catalog, self.source, self.dialect = catalog, source, source.name
        self.families = Families(catalog, numbers)
        self.views: dict[int, Outputs] = {}  # by the view's identity: the catalog keeps it

    def declared(self, sql: SqlType | None, schema: str) -> Type:
        """Of a declaration; alias types of the estate are followed."""
        base = self.catalog.base_type(sql, schema)
        if base is None:
            return unknown(".".join(sql.user) if sql else "?")
        return declared(self.dialect, base)

    def column(self, key: Key, name: str, column: Column) -> Type:
        """Of a table's column: keys may have become integers on the target."""
        found = self.declared(column.type, key[0])
        if not found.is_known and column.type is None:
            found = unknown(f"{key[1]}.{name}")
        integer = self.families.integer_type(key, name) if found.is_number and key in self.catalog.tables else None
        if integer:
            found = replace(found, target=integer)
        elif found.target == "bigint" and self.dialect == "oracle" and self.is_numeric(key, name):
            found = replace(found, target="numeric")
        return found.with_nulls(column.nullable)

    def is_numeric(self, key: Key, name: str) -> bool:
        """Oracle's INTEGER that stays numeric, by policy or since a foreign key joins it to a wider NUMBER."""
        return key in self.catalog.tables and self.families.family(key, name) is not None


@lru_cache(maxsize=2)
def estate(catalog: Catalog, source: SourcePack, numbers: str) -> Estate:
    return Estate(catalog, source, numbers)
