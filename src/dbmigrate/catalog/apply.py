"""Puts the collected facts into the catalog: file by file, and what speaks of a later file's objects once more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from dbmigrate.catalog.alter import ALTERATIONS
from dbmigrate.catalog.catalog import SHELVES, Catalog
from dbmigrate.catalog.facts import Fact, file_order
from dbmigrate.catalog.keys import Key, Path, fold
from dbmigrate.catalog.values import (
    AliasType,
    Comment,
    Conflict,
    Defined,
    ForeignKey,
    ObjectType,
    Routine,
    Synonym,
    Table,
    View,
)

SHELF_OF: Final = {
    "table": "table",
    "view": "view",
    "materialized view": "view",
    "sequence": "sequence",
    "synonym": "synonym",
    "public synonym": "synonym",
    "type": "type",
    "procedure": "routine",
    "function": "routine",
    "package": "routine",
    "trigger": "trigger",
}
# What others may give to a table that the estate does not create.
ASSUMED: Final = "assumed collection"
STUBBED: Final = ("index", "constraint")


def finish(catalog: Catalog, order: Sequence[str] = ()) -> None:
    """Apply all pending facts. `order` lists files as they are run; those not in it follow, by name (v2 before v10).

    Afterwards `unresolved` holds what was said about objects that the estate does not define.
    """
    catalog.settled(now=False)
    rank = {file: i for i, file in enumerate(order)}
    files = sorted({f.file for f in catalog.pending}, key=lambda f: (rank.get(f, len(rank)), file_order(f), f))
    place = {file: i for i, file in enumerate(files)}
    waiting = sorted((f for f in catalog.pending if f.kind != ASSUMED), key=lambda f: place[f.file])
    used = [f for f in catalog.pending if f.kind == ASSUMED]
    catalog.pending = []
    settle_database(catalog, waiting)
    settle_schema(catalog, waiting)
    count = len(waiting) + 1
    while len(waiting) < count:
        count = len(waiting)
        waiting = [f for f in waiting if not apply(catalog, f)]
    for fact in waiting:
        if fact.kind in STUBBED:
            stub(catalog, fact)
        else:
            catalog.unresolved.append(fact)
    for fact in used:
        assume(catalog, fact)
    rename_constraints(catalog)
    resolve_references(catalog)
    inherit_nullability(catalog)
    catalog.settled(now=True)


def settle_database(catalog: Catalog, facts: Sequence[Fact]) -> None:
    """Where nobody named the estate's own database, it is the one that most statements belong to."""
    used = Counter(f.database for f in facts if f.database)
    if catalog.dialect == "sqlserver" and not catalog.database and used:
        catalog.database = min(used, key=lambda d: (-used[d], d))


def settle_schema(catalog: Catalog, facts: Sequence[Fact]) -> None:
    """Where only one owner is named in an Oracle estate, it also owns what is created without a schema."""
    if catalog.dialect != "oracle" or catalog.schema:
        return
    owners = {f.path[0] for f in facts if f.kind in ("table", "object") and len(f.path) == 2}
    owners |= {f.schema for f in facts if f.schema}
    owners.discard("PUBLIC")
    owners = owners or referred_owners(facts)
    if len(owners) == 1:
        catalog.schema = owners.pop()


def referred_owners(facts: Sequence[Fact]) -> set[str]:
    """Under which owners statements speak of what is created without one."""
    defining = (f for f in facts if f.kind in ("table", "object") and not isinstance(f.value, Synonym))
    made = {f.path[-1] for f in defining if len(f.path) == 1}
    paths = (path for f in facts for path in spoken_of(f))
    return {path[-2] for path in paths if len(path) == 2 and path[-1] in made}


def spoken_of(fact: Fact) -> Iterator[Path]:
    """The tables and views that a fact speaks of without making them."""
    value = fact.value
    if isinstance(value, Comment):
        yield value.path[:-1] if value.on == "column" else value.path
    elif isinstance(value, View):
        yield from value.refers
    elif isinstance(value, Synonym | ForeignKey):
        yield value.target
    elif isinstance(value, Table):
        yield from (reference.target for reference in value.foreign_keys)
    if fact.kind in ALTERATIONS:
        yield fact.path


def apply(catalog: Catalog, fact: Fact) -> bool:
    """False where the fact has to wait for the object that it speaks of."""
    change = ALTERATIONS.get(fact.kind)
    if change is None:
        return DEFINITIONS[fact.kind](catalog, fact)
    key = catalog.locate("table", fact.path, context(catalog, fact))
    if key is None:
        # A script that clears away what it makes further down; else the drop would come behind the definition.
        return fact.kind in ("drop constraint", "drop key", "drop index")
    return change(catalog, catalog.tables[key], fact)


def context(catalog: Catalog, fact: Fact) -> str:
    """The current schema of the place, as lookups take it."""
    if fact.database and fact.database != catalog.database:
        return f"{fact.database}.{fact.schema or 'dbo'}"
    return fact.schema


def key_for(catalog: Catalog, fact: Fact) -> Key:
    """Where the object that the fact defines is kept."""
    return catalog.owner(fact.path[:-1], context(catalog, fact)), fact.path[-1]


def define(catalog: Catalog, fact: Fact, kind: str) -> bool:
    key, shelf, made = key_for(catalog, fact), catalog.shelves[kind], fact.value
    made.schema, made.file, made.unit = key[0], fact.file, fact.unit
    for i in made.indexes if isinstance(made, Table) else ():
        catalog.indexed.setdefault(fold(catalog.dialect, i.name, i.quoted), []).append(key)
    old = shelf.get(key)
    if old is None:
        shelf.put(key, made)
    elif isinstance(made, Table) and made.name.startswith("#"):
        forget_differences(old, made)
    elif isinstance(made, Routine) and "package body" in (made.kind, old.kind) and made.kind != old.kind:
        made.starts = old.starts = old.starts or made.starts
        made.cursors = old.cursors = old.cursors | made.cursors
        if old.kind == "package body":
            shelf[key] = made
    else:
        again(catalog, fact, kind, key)
    return True


def again(catalog: Catalog, fact: Fact, kind: str, key: Key) -> None:
    """A second definition. Tables keep the first one unless it was dropped; of the others the last one counts."""
    shelf, made = catalog.shelves[kind], fact.value
    old = shelf[key]
    differs = shape(old) != shape(made)
    replaced = old.dropped or not isinstance(made, Table)
    if differs and not fact.guarded and not (old.file == made.file and replaced):
        first, second = (old.file, old.unit), (made.file, made.unit)
        kept, other = (second, first) if replaced and not fact.guarded else (first, second)
        catalog.conflicts.append(Conflict(kind, key, kept, other))
    if replaced and not (fact.guarded and not old.dropped):
        shelf[key] = made
    elif differs and isinstance(old, Table) and isinstance(made, Table):
        old.columns_elsewhere |= made.columns.keys()


def shape(value: Defined) -> Any:
    """What two definitions of one object must have in common not to contradict each other."""
    if isinstance(value, Table):
        return value.kind, [(n, c.type, c.nullable, c.identity, c.computed) for n, c in value.columns.items()]
    if isinstance(value, AliasType):
        return value.base, value.nullable
    return getattr(value, "digest", None) or [
        getattr(value, name) for name in ("kind", "columns", "element", "target", "type") if hasattr(value, name)
    ]


def forget_differences(old: Table, new: Table) -> None:
    """Temporary tables of one name in several scripts have nothing to do with each other: keep what all of them say."""
    if shape(old) != shape(new):
        old.columns = {n: c for n, c in old.columns.items() if n in new.columns and new.columns[n].type == c.type}
        old.complete = False


def schema(catalog: Catalog, fact: Fact) -> bool:
    catalog.schemas.setdefault(fact.path[-1], fact.value)
    return True


def comment(catalog: Catalog, fact: Fact) -> bool:
    catalog.comments.append(fact.value)
    return True


def drop(catalog: Catalog, fact: Fact) -> bool:
    """Counts for what the same file made before: a script that clears away everything says nothing about the estate."""
    kind = SHELF_OF.get(fact.detail)
    key = catalog.locate(kind, fact.path, context(catalog, fact)) if kind else None
    if kind and key and catalog.shelves[kind][key].file == fact.file:
        catalog.shelves[kind][key].dropped = True
    return True


def rename(catalog: Catalog, fact: Fact) -> bool:
    new, quoted = fact.value
    folded = fold(catalog.dialect, new, quoted)
    for kind in (fact.detail,) if fact.detail else (*SHELVES, "synonym"):
        shelf = catalog.shelves[kind]
        key = catalog.locate(kind, fact.path, context(catalog, fact))
        if key is None:
            continue
        target = (key[0], folded)
        if target in shelf and not shelf[target].dropped:
            occupied, moved = shelf[target], shelf[key]
            first, second = (occupied.file, occupied.unit), (moved.file, moved.unit)
            catalog.conflicts.append(Conflict(kind, target, first, second))
            return True
        value = shelf.take(key)
        value.name, value.quoted, value.dropped = new, quoted, False
        shelf.put(target, value)
        catalog.moved.setdefault(kind, {})[key] = target
        return True
    return False


def drop_index_by_name(catalog: Catalog, fact: Fact) -> bool:
    """Oracle's DROP INDEX names no table."""
    for key in catalog.tables_with_index(fact.value, fact.path[-2] if len(fact.path) > 1 else ""):
        if key in catalog.tables:
            ALTERATIONS["drop index"](catalog, catalog.tables[key], fact)
    return True


def default_object(catalog: Catalog, fact: Fact) -> bool:
    catalog.default_objects[key_for(catalog, fact)] = fact.value
    return True


def rule_object(catalog: Catalog, fact: Fact) -> bool:
    catalog.rule_conditions[key_for(catalog, fact)] = fact.value
    return True


def bind_default(catalog: Catalog, fact: Fact) -> bool:
    """sp_bindefault for a column or, with a lone name, for an alias type."""
    found = catalog.column(fact.path, context(catalog, fact)) if len(fact.path) > 1 else None
    if found is not None:
        found.default = "bound" if fact.value else ""
        return True
    alias = catalog.alias_type(fact.path, context(catalog, fact))
    if alias is not None:
        alias.default = fact.value
    return alias is not None


def set_default(catalog: Catalog, fact: Fact) -> bool:
    found = catalog.column(fact.path, context(catalog, fact))
    if found is not None:
        found.default, found.sequence = fact.value
    return found is not None


def type_body(catalog: Catalog, fact: Fact) -> bool:
    key = catalog.locate("type", fact.path, context(catalog, fact))
    found = catalog.types[key] if key is not None else None
    if isinstance(found, ObjectType):
        found.body = True
    return isinstance(found, ObjectType)


def assume(catalog: Catalog, fact: Fact) -> None:
    """A type that code uses as a collection's, and that neither the estate nor a package of it defines. The fact's
    value is the package around the code."""
    schema = context(catalog, fact)
    if catalog.user_type(fact.path, schema) is not None or catalog.resolve(fact.path, schema) is not None:
        return
    package = catalog.routine(fact.path[:-1] or fact.value, schema) if fact.path[:-1] or fact.value else None
    if package is not None and (len(fact.path) > 1 or fact.path[-1] in package.items):
        return
    key = key_for(catalog, fact)
    name = fact.path[-1].lower() if fact.path[-1].isupper() else fact.path[-1]
    catalog.types.put(key, ObjectType(key[0], name, fact.path[-1] != name.upper(), kind=ASSUMED))


def stub(catalog: Catalog, fact: Fact) -> None:
    """Keep the names of indexes and constraints whose table the estate does not create."""
    key = key_for(catalog, fact)
    if key not in catalog.stubs:
        catalog.stubs.put(key, Table(key[0], fact.path[-1], True, fact.file, kind="unknown", complete=False))
    ALTERATIONS[fact.kind](catalog, catalog.stubs[key], fact)


def rename_constraints(catalog: Catalog) -> None:
    """sp_rename of a constraint looks like that of a table; what no object took is tried here, in one pass."""
    renames = {f.path[-1]: f for f in catalog.unresolved if f.kind == "rename"}
    if not renames:
        return
    for table in (*catalog.tables.values(), *catalog.stubs.values()):
        for c in table.all_constraints:
            fact = renames.get(fold(catalog.dialect, c.name, c.quoted))
            if c.name and fact is not None:
                c.name, c.quoted = fact.value
                catalog.unresolved.remove(fact)
                del renames[fact.path[-1]]


def resolve_references(catalog: Catalog) -> None:
    """Foreign keys point to keys of tables from now on, where the estate has the table."""
    for key, table in (*catalog.tables.items(), *catalog.stubs.items()):
        for reference in (*table.foreign_keys, *table.former_references):
            found = catalog.locate("table", reference.target, key[0])
            reference.target = found or reference.target
            moved = catalog.moved_columns.get(found, {}) if found else {}
            if moved:
                columns = catalog.tables[found].columns if found else {}
                reference.target_columns = tuple(
                    c if c in columns else moved.get(c, c) for c in reference.target_columns
                )


def inherit_nullability(catalog: Catalog) -> None:
    """A column that says neither NULL nor NOT NULL takes it from its alias type."""
    if not catalog.types:
        return
    for key, table in catalog.tables.items():
        for column in table.columns.values():
            if column.nullable and not column.null_written and column.type and column.type.user:
                alias = catalog.alias_type(column.type.user, key[0])
                column.nullable = alias is None or alias.nullable


DEFINITIONS: Final[dict[str, Callable[[Catalog, Fact], bool]]] = {
    "table": lambda catalog, fact: define(catalog, fact, "table"),
    "object": lambda catalog, fact: define(catalog, fact, fact.detail),
    "schema": schema,
    "comment": comment,
    "drop": drop,
    "rename": rename,
    "drop index by name": drop_index_by_name,
    "default object": default_object,
    "rule object": rule_object,
    "bind default": bind_default,
    "default": set_default,
    "type body": type_body,
}
