"""Changes of a known table: columns, keys, indexes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from dbmigrate.catalog.catalog import Catalog
from dbmigrate.catalog.elements import add_constraint
from dbmigrate.catalog.facts import Fact
from dbmigrate.catalog.keys import Key, fold
from dbmigrate.catalog.values import Column, Conflict, Constraint, ForeignKey, Index, Table

Named = Constraint | ForeignKey | Index


def name_key(catalog: Catalog, item: Named) -> str:
    return fold(catalog.dialect, item.name, item.quoted)


def table_key(catalog: Catalog, table: Table) -> Key:
    return table.schema, fold(catalog.dialect, table.name, table.quoted)


def add_column(catalog: Catalog, table: Table, fact: Fact) -> bool:
    made, _, _ = fact.value
    old = table.columns.get(fact.detail)
    if old is None:
        table.columns[fact.detail] = made
    elif old.type != made.type and not fact.guarded:
        conflict(catalog, table, fact, "column")
    return True


def modify_column(catalog: Catalog, table: Table, fact: Fact) -> bool:
    made, has_default, nullable = fact.value
    old: Column | None = table.columns.get(fact.detail)
    if old is None:
        return False
    if made.type is not None:
        if old.type is not None and old.type not in (made.type, *old.earlier):
            old.earlier += (old.type,)
        old.type = made.type
    if has_default:
        old.default, old.sequence = made.default, made.sequence
    if nullable is not None:
        old.nullable = nullable
    old.identity = old.identity or made.identity
    return True


def drop_column(catalog: Catalog, table: Table, fact: Fact) -> bool:
    name = fact.value
    gone = table.columns.pop(name, None)
    if gone is None:
        return fact.guarded
    table.former_columns[name] = gone
    if table.primary_key and name in table.primary_key.columns:
        table.primary_key = None
    table.uniques = [c for c in table.uniques if name not in c.columns]
    keep_references(table, [c for c in table.foreign_keys if name not in c.columns])
    table.indexes = [i for i in table.indexes if name not in i.columns]
    return True


def rename_column(catalog: Catalog, table: Table, fact: Fact) -> bool:
    old, new, quoted = fact.value
    if old not in table.columns:
        return False
    folded = fold(catalog.dialect, new, quoted)
    table.columns = {folded if name == old else name: column for name, column in table.columns.items()}
    table.columns[folded].name, table.columns[folded].quoted = new, quoted
    for item in table.named:
        item.columns = tuple(folded if c == old else c for c in item.columns)
    catalog.moved_columns.setdefault(table_key(catalog, table), {})[old] = folded
    table.columns_elsewhere.add(old)
    return True


def constraint(catalog: Catalog, table: Table, fact: Fact) -> bool:
    made: Constraint | ForeignKey = fact.value
    if isinstance(made, Constraint) and made.kind == "primary key" and table.primary_key is not None:
        return second_primary_key(catalog, table, fact)
    known = table.foreign_keys if isinstance(made, ForeignKey) else [*table.constraints]
    for old in known:
        if made.name and name_key(catalog, old) == name_key(catalog, made):
            if old.columns != made.columns and not fact.guarded:
                conflict(catalog, table, fact, "constraint")
            return True
        if not made.name and (old.name, old.columns) == ("", made.columns) and same_kind(old, made):
            return True
    add_constraint(table, made)
    return True


def same_kind(old: Constraint | ForeignKey, made: Constraint | ForeignKey) -> bool:
    if isinstance(old, ForeignKey) and isinstance(made, ForeignKey):
        return old.target == made.target
    return isinstance(old, Constraint) and isinstance(made, Constraint) and old.kind == made.kind != "check"


def second_primary_key(catalog: Catalog, table: Table, fact: Fact) -> bool:
    old, made = table.primary_key, fact.value
    assert old is not None
    if old.columns != made.columns and not fact.guarded:
        conflict(catalog, table, fact, "constraint")
    elif not old.name:
        old.name, old.quoted = made.name, made.quoted
    return True


def drop_constraint(catalog: Catalog, table: Table, fact: Fact) -> bool:
    """Also where the constraint is not known: the database may have made up its name (SQL Server's defaults)."""
    name = fact.value
    if table.primary_key and name_key(catalog, table.primary_key) == name:
        table.primary_key = None
    table.uniques = [c for c in table.uniques if name_key(catalog, c) != name]
    table.checks = [c for c in table.checks if name_key(catalog, c) != name]
    keep_references(table, [c for c in table.foreign_keys if name_key(catalog, c) != name])
    return True


def keep_references(table: Table, kept: list[ForeignKey]) -> None:
    """The others are gone; while they lasted, their columns had to be of one type."""
    table.former_references += [c for c in table.foreign_keys if c not in kept]
    table.foreign_keys = kept


def default_name(catalog: Catalog, table: Table, fact: Fact) -> bool:
    """Stays known when the default is dropped: the statement that drops it has to find its column."""
    name, column = fact.value
    table.default_names[name] = column
    return True


def drop_key(catalog: Catalog, table: Table, fact: Fact) -> bool:
    """Oracle: DROP PRIMARY KEY, DROP UNIQUE (a, b). The value holds the columns, none for a primary key."""
    if not fact.value:
        table.dropped_keys += filter(None, [table.primary_key])
        table.primary_key = None
    else:
        table.dropped_keys += [c for c in table.uniques if c.columns == fact.value]
        table.uniques = [c for c in table.uniques if c.columns != fact.value]
    return True


def partition(catalog: Catalog, table: Table, fact: Fact) -> bool:
    table.repartitioned = True
    return True


def rename_constraint(catalog: Catalog, table: Table, fact: Fact) -> bool:
    return rename_one(table.all_constraints, catalog, fact)


def rename_index(catalog: Catalog, table: Table, fact: Fact) -> bool:
    """sp_rename calls the index behind a key an index as well."""
    return rename_one(table.named, catalog, fact)


def rename_one(items: Iterable[Named], catalog: Catalog, fact: Fact) -> bool:
    old, new, quoted = fact.value
    for item in items:
        if item.name and name_key(catalog, item) == old:
            item.name, item.quoted = new, quoted
            return True
    return False


def index(catalog: Catalog, table: Table, fact: Fact) -> bool:
    made: Index = fact.value
    for old in table.indexes:
        if made.name and name_key(catalog, old) == name_key(catalog, made):
            if (old.columns, old.unique) != (made.columns, made.unique) and not fact.guarded:
                conflict(catalog, table, fact, "index")
            return True
    table.indexes.append(made)
    if made.name:
        catalog.indexed.setdefault(name_key(catalog, made), []).append(table_key(catalog, table))
    return True


def drop_index(catalog: Catalog, table: Table, fact: Fact) -> bool:
    """Only what the same file made before, as for tables (apply.drop)."""
    table.indexes = [i for i in table.indexes if i.file != fact.file or name_key(catalog, i) != fact.value]
    return True


def conflict(catalog: Catalog, table: Table, fact: Fact, kind: str) -> None:
    key = table_key(catalog, table)
    catalog.conflicts.append(Conflict(kind, key, (table.file, table.unit), (fact.file, fact.unit)))


def more_columns(catalog: Catalog, table: Table, fact: Fact) -> bool:
    """Columns whose names the code puts together."""
    table.complete = False
    return True


ALTERATIONS: Final[dict[str, Callable[[Catalog, Table, Fact], bool]]] = {
    "more columns": more_columns,
    "add column": add_column,
    "modify column": modify_column,
    "drop column": drop_column,
    "rename column": rename_column,
    "constraint": constraint,
    "drop constraint": drop_constraint,
    "default name": default_name,
    "drop key": drop_key,
    "partition": partition,
    "rename constraint": rename_constraint,
    "index": index,
    "drop index": drop_index,
    "rename index": rename_index,
}
