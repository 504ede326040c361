"""Types of PL/SQL in the target's words: those of the server, subtypes, records, collections, what %TYPE stands for.

PL/SQL Language Reference, "PL/SQL Data Types", "PL/SQL Collections and Records".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field, replace
from typing import Final

from dbmigrate.catalog.apply import ASSUMED
from dbmigrate.catalog.keys import Path, path_of
from dbmigrate.catalog.packages import item
from dbmigrate.catalog.signatures import argument
from dbmigrate.catalog.values import Argument, ObjectType, PackageItem, SqlType
from dbmigrate.engine.context import Context
from dbmigrate.records import dataclass
from dbmigrate.rules.packages.supplied import opaque, type_of
from dbmigrate.rules.procedural.block_records import ANY, record_of_block, row_of_cursor
from dbmigrate.rules.procedural.plsql_cursors import is_plain_cursor
from dbmigrate.rules.procedural.plsql_package_names import package_item, package_items_of, schema_of_package
from dbmigrate.syntax.procedural.nodes import CursorDeclaration, DataType, Module
from dbmigrate.types.outside import Surroundings
from dbmigrate.types.package_cursors import package_cursor
from dbmigrate.types.values import Type

MOST_STEPS: Final = 16  # of types that stand for others
DICTIONARY: Final = re.compile(r"(USER|ALL|DBA)_|G?V\$")
CURSORS: Final = frozenset({"SYS_REFCURSOR"})
SIZED: Final = frozenset({"varchar", "char", "numeric"})
WHOLE: Final = frozenset({"INTEGER", "INT", "SMALLINT"})
NUMBERED: Final = frozenset("PLS_INTEGER BINARY_INTEGER NATURAL NATURALN POSITIVE POSITIVEN SIMPLE_INTEGER".split())


@dataclass(frozen=True)
class Known:
    """`text`: what the target calls it. `element`: of a collection; `fields`: of a record, by folded name. `plain`: the
    rules for types write it where it stands. `made`: as one that a package declares."""

    text: str
    plain: bool = False
    element: Known | None = None
    fields: Mapping[str, Known] = field(default_factory=dict)
    keyed: bool = False  # by numbers that need not follow each other
    gaps: bool = False  # a nested table of which single elements are deleted
    mapped: bool = False  # by texts: jsonb
    narrow: bool = False  # a subtype that takes not all values of its base
    anchored: bool = False  # `t.c%TYPE` of a table that is not given: no type for casts, fields and elements

    @property
    def is_collection(self) -> bool:
        return self.element is not None


def known_type(type_: DataType, context: Context) -> Known | None:
    """None where the target has no name for it."""
    return of_argument(argument("", type_, "in", False), context)


def of_argument(found: Argument, context: Context, owner: Path = (), steps: int = MOST_STEPS) -> Known | None:
    """`owner`: the package that declares it, () for what the place itself sees."""
    if not steps:
        return None
    if found.type is not None:
        return of_sql(found.type, context, owner, steps)
    if found.attribute == "ROWTYPE":
        return of_row(found.anchor, context)
    return of_anchor(found.anchor, context, owner, steps)


def of_sql(type_: SqlType, context: Context, owner: Path, steps: int) -> Known | None:
    if not type_.user:
        text = text_of(type_, context)
        return Known(text, plain=True) if text else None
    found = named_item(type_.user, context, owner)
    if found is not None:
        name, made, home = found
        return of_item(name, made, context, home, steps - 1)
    held = opaque(type_.user, context)
    if held:
        return Known(held)
    known = context.catalog.user_type(type_.user, context.schema)
    if not isinstance(known, ObjectType):
        return None
    text = context.names.object_name(type_.user, "type", known.name, known.quoted, schema=context.schema)
    if known.kind == "collection":
        element = of_sql(known.element, context, (), steps - 1) if known.element else None
        return Known(text, plain=True, element=element) if element else None
    if known.kind == ASSUMED:  # what it holds is not known; a package's collection may have gaps
        return Known(text, plain=True, element=Known("text"), keyed=len(type_.user) > 1)
    fields = {n: k for n, c in known.columns.items() if c.type and (k := of_sql(c.type, context, (), steps - 1))}
    return Known(text, plain=True, fields=fields)


def named_item(path: Path, context: Context, owner: Path) -> tuple[str, PackageItem, Path] | None:
    """A type that code declares: its name, itself, and the package, () where a block declares it."""
    if len(path) == 1 and not owner:
        node = context.declared(path[0])
        made = item(node) if node is not None else None
        home = package_item(path, context)
        if made is not None and not (home and home[0] == made):
            return path[0], made, ()
        return (path[0], *home) if home else None
    home = package_item((*owner, *path) if len(path) == 1 else path, context)
    supplied = type_of(path, context) if home is None else None
    if supplied is not None:
        return path[-1], supplied, ()
    return (path[-1], *home) if home else None


def of_item(name: str, made: PackageItem, context: Context, home: Path, steps: int) -> Known | None:
    if made.kind == "cursor type":
        return Known("refcursor")
    if made.kind == "subtype" and made.type:
        base = of_argument(made.type, context, home, steps)
        narrow = made.narrow or (base is not None and base.narrow)
        return replace(base, plain=False, narrow=narrow) if base else None
    if made.kind == "collection" and made.type:
        element = of_argument(made.type, context, home, steps) or of_cursor_row(made.type, context)
        numbered = not made.index or made.index.upper().split("(")[0].strip() in NUMBERED
        if element is None or element.is_collection or element.anchored or element.text == "record":
            return None
        if not numbered:
            return Known("jsonb", element=element, mapped=True)
        return Known(element.text + "[]", element=element, keyed=bool(made.index))
    if made.kind == "record":
        known = {f.name: of_argument(f, context, home, steps) for f in made.fields}
        fields = {name: k for name, k in known.items() if k and not k.anchored}
        text = record_name(home, name, context) if home else record_of_block(name, context)
        return Known(text, fields=fields) if len(fields) == len(made.fields) else None
    return None


def record_name(home: Path, name: str, context: Context) -> str:
    return f"{context.names.bare(schema_of_package(home, context))}.{context.names.bare(name.lower())}"


def of_cursor_row(found: Argument, context: Context) -> Known | None:
    """Of a cursor that a block declares, all of whose columns have a name and a type: PL135 makes a type for it."""
    name = found.anchor[0] if found.attribute == "ROWTYPE" and len(found.anchor) == 1 else ""
    text = row_of_cursor(name, context) if isinstance(context.declared(name), CursorDeclaration) else ANY
    outputs = Surroundings(context.types.estate, context.path, context.schema).outputs_of_cursor(name)
    if text == ANY or outputs is None:
        return None
    fields = {column: Known(type_) for column, lazy in outputs.items if column and (type_ := output_text(lazy(), context))}
    return Known(text, fields=fields) if len(fields) == len(outputs.items) else None


def output_text(type_: Type, context: Context) -> str:
    """Of what a query gives; "" where that is not known."""
    written = column_text(type_, context)
    if written or not type_.is_known:
        return written
    return "numeric" if type_.is_number else "text" if type_.is_text else "timestamp" if type_.is_moment else ""


def of_row(path: Path, context: Context) -> Known | None:
    """Of a table or view, whose name is a type on the target."""
    table, view = context.catalog.table(path, context.schema), context.catalog.view(path, context.schema)
    found = table or view
    if found is None or (len(path) == 1 and context.declared(path[0]) is not None):
        return None
    text = context.names.object_name(path, "table" if table else "view", found.name, found.quoted, schema=context.schema)
    key = context.catalog.locate("table" if table else "view", path, context.schema)
    owner = f"{context.names.bare(context.names.schema(key[0]))}." if len(path) > 1 and key and key[0] else ""
    fields = {}
    for name, column in (table.columns if table else {}).items():
        known = of_sql(column.type, context, (), MOST_STEPS) if column.type else None
        if known:
            fields[name] = known
    return Known(owner + text, fields=fields)


def of_anchor(path: Path, context: Context, owner: Path, steps: int) -> Known | None:
    """%TYPE of a column, or of what a package declares."""
    column = context.catalog.column(path, context.schema)
    if column is not None:
        key = context.catalog.locate("table", path[:-1], context.schema)
        text = column_text(context.types.estate.column(key, path[-1], column), context) if key else ""
        return Known(text) if text else None
    found = package_item((*owner, *path) if len(path) == 1 and owner else path, context)
    if found is not None and found[0].type is not None:
        return of_argument(found[0].type, context, found[1], steps - 1)
    return of_table_elsewhere(path, context)


def of_table_elsewhere(path: Path, context: Context) -> Known | None:
    """%TYPE of a column that the estate does not define: the target looks it up where the declaration stands."""
    if len(path) < 2 or context.declared(path[0]) is not None or context.catalog.routine(path[:-1], context.schema):
        return None
    table = context.catalog.table(path[:-1], context.schema)
    if (table is not None and table.complete) or context.catalog.view(path[:-1], context.schema):
        return None
    if DICTIONARY.match(path[-2]):
        return Known("text")  # PL111
    names = [context.names.bare(p.lower() if p == p.upper() else p) for p in path]
    return Known(".".join(names) + "%TYPE", anchored=True)


def column_text(type_: Type, context: Context) -> str:
    if type_.target in ("bigint", "integer", "smallint"):
        return type_.target
    return text_of(type_.sql, context) if type_.sql else ""


def text_of(type_: SqlType, context: Context) -> str:
    """A type of the server's own; "" where the target has none for it."""
    if type_.keyword in CURSORS:
        return "refcursor"
    if type_.keyword in WHOLE:
        return "bigint"
    word = f"{type_.keyword} {type_.tail}".strip().upper()
    row = context.source.types.get(word) or context.source.types.get(type_.keyword)
    if row is None or not row.to:
        return ""
    numbers = [n for n in type_.numbers if n.isdigit()]
    if row.to in SIZED and numbers and len(numbers) == len(type_.numbers):
        return f"{row.to}({','.join(numbers)})"
    return row.to




def left_names(unit: Module, context: Context) -> dict[str, str]:
    """Of what a package declares besides routines, by folded name: "" where it is written, else what it is."""
    found = package_items_of(unit, context)
    return {name: "" if is_written(name, made, context) else f"{made.kind} of the package" for name, made in found.items()}


def is_written(name: str, made: PackageItem, context: Context) -> bool:
    if made.kind in ("exception", "cursor type"):
        return True
    if made.kind == "cursor":
        cursor = package_cursor(context.path, name, context.catalog, context.schema)
        return cursor is not None and is_plain_cursor(cursor.declaration)
    if made.kind in ("constant", "variable"):
        return made.type is not None and of_argument(made.type, context) is not None
    return of_home(name, made, context) is not None


def of_home(name: str, made: PackageItem, context: Context) -> Known | None:
    """A type of the package around the place."""
    outer = context.path[0]
    home = path_of(outer.name) if isinstance(outer, Module) and outer.name else ()
    return of_item(name, made, context, home, MOST_STEPS)
