"""What an IF around DDL tests, as a condition on PostgreSQL's catalog, and whether its body is about that very object."""

from __future__ import annotations

from typing import Final

from dbmigrate.catalog.keys import Path, path_of
from dbmigrate.catalog.spelling import effective
from dbmigrate.engine.context import Context
from dbmigrate.syntax.ddl.nodes import Guard, Name

RELATIONS: Final = frozenset({"object", "table", "view", "sequence", "synonym"})
ROUTINES: Final = frozenset({"procedure", "function"})
SHELVES: Final = ("table", "view", "sequence")
# Kinds of drop that may stand behind a test of another kind: sys.objects and OBJECT_ID do not tell what they found.
SAME: Final = {
    "object": RELATIONS | ROUTINES | {"trigger", "type", "constraint"},
    "procedure": ROUTINES,
    "function": ROUTINES,
}


def tested_path(guard: Guard) -> Path:
    return tuple(component.lower() for component in guard.tested)


def tests(guard: Guard, kind: str, name: Name, context: Context) -> bool:
    """The condition looks for this object, of this kind."""
    if kind != guard.tests_kind and kind not in SAME.get(guard.tests_kind, ()):
        return False
    return same_object(tested_path(guard), path_of(name), context)


def same_object(tested: Path, path: Path, context: Context) -> bool:
    """The owner may be left out on either side."""
    if not tested or tested[-1] != path[-1]:
        return False
    owner = context.catalog.owner
    return owner(tested[:-1], context.schema) == owner(path[:-1], context.schema) or 1 in (len(tested), len(path))


def literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def condition(guard: Guard, context: Context) -> str:
    """SQL that asks what the guard asks; "" where the target has no such object."""
    asked = question(guard, context)
    if not asked:
        return ""
    return f"NOT {asked}" if guard.negated else asked


def question(guard: Guard, context: Context) -> str:
    """SQL that is true where the object exists."""
    kind, path, names = found_kind(guard, context), tested_path(guard), context.names
    if kind == "object":
        return anything_named(path, guard.tested[-1], context)
    if kind in RELATIONS:
        return f"(to_regclass({relation(path, context)}) IS NOT NULL)"
    if kind in ROUTINES:
        name = effective(names.object_name(path, "routine", guard.tested[-1], schema=context.schema))
        return f"EXISTS (SELECT 1 FROM pg_proc WHERE proname = {literal(name)} AND {in_schema(path, 'pronamespace', context)})"
    if kind == "column":
        name = effective(names.spell_column(path, guard.column, schema=context.schema))
        return (
            f"EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = to_regclass({relation(path, context)})"
            f" AND attname = {literal(name)} AND NOT attisdropped)"
        )
    if kind == "schema":
        return f"(to_regnamespace({literal(names.bare(names.schema(path[-1])))}) IS NOT NULL)"
    if kind == "type":
        return f"(to_regtype({literal(names.object(path, 'type', context.schema))}) IS NOT NULL)"
    if kind == "default":
        return has_default(path, context)
    return of_table(kind, guard, context)


def anything_named(path: Path, written: str, context: Context) -> str:
    """What no script makes: a relation, a routine, a constraint or a trigger."""
    routine = literal(effective(context.names.object_name(path, "routine", written, schema=context.schema)))
    name = literal(effective(context.names.spell(written, kind="constraint")))
    others = " OR ".join(
        f"EXISTS (SELECT 1 FROM {catalog} WHERE {column} = {asked})"
        for catalog, column, asked in (
            ("pg_proc", "proname", routine), ("pg_constraint", "conname", name), ("pg_trigger", "tgname", name),
        )
    )  # fmt: skip
    return f"(to_regclass({relation(path, context)}) IS NOT NULL OR {others})"


def has_default(path: Path, context: Context) -> str:
    """PostgreSQL's defaults have no names: whether the column has one that the constraint's name stands for."""
    for key, table in context.catalog.tables.items():
        if column := table.default_names.get(path[-1]):
            spelled = context.names.spell_column(key, column, schema=context.schema)
            return (
                f"EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = to_regclass({relation(key, context)})"
                f" AND attname = {literal(effective(spelled))} AND atthasdef)"
            )
    return ""


def of_table(kind: str, guard: Guard, context: Context) -> str:
    """Indexes, constraints and triggers, whose table the condition may name or not."""
    path, names = tested_path(guard), context.names
    table = tuple(component.lower() for component in guard.tested_on)
    if kind == "index":
        table = table or owner_of_index(path, context)
        spelled = names.spell_index(table, guard.tested[-1], schema=context.schema) if table else ""
        spelled = spelled or names.spell(guard.tested[-1], kind=kind)
        return f"EXISTS (SELECT 1 FROM pg_class WHERE relkind IN ('i', 'I') AND relname = {literal(effective(spelled))})"
    if kind in CONTYPES:
        of_sort = f"contype = '{CONTYPES[kind]}' AND conrelid = to_regclass({relation(table, context)})"
        return f"EXISTS (SELECT 1 FROM pg_constraint WHERE {of_sort})"
    if kind not in CATALOGS:
        return ""
    catalog, name, owner = CATALOGS[kind]
    known = kind == "constraint" and table
    spelled = names.spell_constraint(table, guard.tested[-1], schema=context.schema) if known else ""
    spelled = spelled or names.spell(guard.tested[-1], kind=kind)
    asked = f"{name} = {literal(effective(spelled))}"
    if table:
        asked += f" AND {owner} = to_regclass({relation(table, context)})"
    return f"EXISTS (SELECT 1 FROM {catalog} WHERE {asked})"


CONTYPES: Final = {"primary key": "p", "foreign key": "f", "unique": "u"}
CATALOGS: Final = {
    "constraint": ("pg_constraint", "conname", "conrelid"),
    "trigger": ("pg_trigger", "tgname", "tgrelid"),
}


def owner_of_index(path: Path, context: Context) -> Path:
    tables = context.catalog.tables_with_index(path[-1])
    return tables[0] if len(tables) == 1 else ()


def found_kind(guard: Guard, context: Context) -> str:
    """The kind of object that is looked for; OBJECT_ID and sysobjects often leave it to the name."""
    kind, path, catalog = guard.tests_kind, tested_path(guard), context.catalog
    if kind not in ("object", "constraint"):
        return kind
    for shelf, found in (("table", "table"), ("view", "view"), ("sequence", "sequence"), ("routine", "procedure")):
        if catalog.locate(shelf, path, context.schema):
            return found
    if catalog.locate("trigger", path, context.schema):
        return "trigger"
    tables = (*catalog.tables.values(), *catalog.stubs.values())
    if any(path[-1] in table.default_names for table in tables):
        return "default"
    if any(c.name.lower() == path[-1] for table in tables for c in table.all_constraints):
        return "constraint"
    return "default" if path[-1].startswith("df") else kind


def relation(path: Path, context: Context) -> str:
    """The qualified name as a string literal, for to_regclass."""
    catalog = context.catalog
    shelf = next((s for s in SHELVES if catalog.locate(s, path, context.schema)), "table")
    return literal(context.names.object(path, shelf, context.schema))


def in_schema(path: Path, column: str, context: Context) -> str:
    owner = context.names.schema(context.catalog.owner(path[:-1], context.schema))
    return f"{column} = to_regnamespace({literal(context.names.bare(owner))})"
