"""Reads what statements say about the estate, one at a time, and puts it together when all files are read.

    add(catalog, node, file=.., unit_key=.., schema=..)      for every statement of every file, files in any order
    finish(catalog)                                          once

Statements of one file must come in their order. Nothing is looked up before finish(): a file may alter what another
one creates. Facts are plain values, so they may be collected in several processes and brought together in `pending`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import blake2b
from typing import Any, Final

from dbmigrate.catalog.apply import ASSUMED, finish
from dbmigrate.catalog.assumed import used_as_collections
from dbmigrate.catalog.catalog import Catalog
from dbmigrate.catalog.elements import (
    chain,
    column,
    constant_text,
    constraint,
    default_kind,
    default_names,
    fill,
    index,
    key_of,
    plain_condition,
    sql_type,
    table_index,
)
from dbmigrate.catalog.facts import Fact
from dbmigrate.catalog.keys import Path, fold, path_of
from dbmigrate.catalog.methods import methods
from dbmigrate.catalog.packages import has_start, package_items, typed_cursors
from dbmigrate.catalog.refers import refers
from dbmigrate.catalog.returned import members, returned
from dbmigrate.catalog.signatures import cursor_types, signatures
from dbmigrate.catalog.system import system_call
from dbmigrate.catalog.values import (
    AliasType,
    Comment,
    Constraint,
    ForeignKey,
    ObjectType,
    Routine,
    Sequence,
    Synonym,
    Table,
    Trigger,
    View,
)
from dbmigrate.records import dataclass
from dbmigrate.syntax.ddl import nodes
from dbmigrate.syntax.ddl.oracle_executed import executed, extended
from dbmigrate.syntax.ddl.oracle_guarded_drop import guarded_drop
from dbmigrate.syntax.ddl.sqlserver_lookup import looked_up
from dbmigrate.syntax.procedural.tsql_definitions import definitions_in


@dataclass(frozen=True, slots=True)
class Where:
    """The place of a statement, for its facts."""

    dialect: str
    file: str
    unit: str
    schema: str
    database: str
    guarded: bool = False

    def fact(self, kind: str, path: Path, value: Any = None, detail: str = "") -> Fact:
        return Fact(kind, path, self.file, self.unit, self.schema, self.database, self.guarded, value, detail)


def add(
    catalog: Catalog, node: nodes.Node, *, file: str, unit_key: str = "", schema: str = "", database: str = ""
) -> None:
    """Take note of what one statement says. `schema`, `database`: the current ones of the session, "" if not known."""
    dialect = catalog.dialect
    where = Where(dialect, file, unit_key, fold(dialect, schema, False), fold(dialect, database, False))
    catalog.pending += facts(node, where)


def facts(node: nodes.Node, where: Where) -> Iterator[Fact]:
    """What a statement says; nothing for those that define nothing."""
    reader = READERS.get(nodes.Procedural if isinstance(node, nodes.Procedural) else type(node))
    return reader(node, where) if reader else iter(())


def create_table(node: nodes.CreateTable, where: Where) -> Iterator[Fact]:
    temporary = any(o.kind == "temporary" for o in node.options) or node.name.value.startswith("#")
    table = Table("", node.name.value, node.name.is_quoted(), where.file)
    table.kind = "temporary" if temporary else "table"
    table.complete = node.query is None and node.of_type is None
    fill(table, node.elements)
    yield where.fact("table", path_of(node.name), table)


def alter_table(node: nodes.AlterTable, where: Where) -> Iterator[Fact]:
    path = path_of(node.name)
    for action in node.actions:
        yield from alter(action, path, where)


def alter(action: nodes.Action, path: Path, where: Where) -> Iterator[Fact]:
    kind = action.kind
    if kind in ("drop column", "set unused", "drop constraint", "drop index"):
        kind = "drop column" if kind == "set unused" else kind
        for name in action.names:
            yield where.fact(kind, path, key_of(name))
        if kind == "drop constraint" and not action.names:  # Oracle: DROP PRIMARY KEY, DROP UNIQUE (c)
            yield where.fact("drop key", path, key_columns(action))
    elif kind in ("rename column", "rename constraint") and len(action.names) > 1:
        new = action.names[-1]
        yield where.fact(kind, path, (key_of(action.names[0]), new.value, new.is_quoted()))
    elif kind == "partition":
        yield where.fact(kind, path)
    elif kind == "rename table" and action.names:
        new = action.names[-1]
        yield where.fact("rename", path, (new.value, new.is_quoted()), "table")
    else:
        verb = "modify column" if kind == "modify column" else "add column"
        for declared in action.columns:
            yield where.fact(verb, path, changed(declared, where), key_of(declared.name))
            yield from inline(declared, path, where)
            for own in default_names(declared):
                yield where.fact("default name", path, (own, key_of(declared.name)))
    for c in action.constraints:
        made = constraint(c, where.file)
        if made is not None:
            yield where.fact("constraint", path, made)
    for d in action.defaults:
        if d.column is not None:
            yield where.fact("default", (*path, key_of(d.column)), default_kind(d.value))
            if d.name is not None:
                yield where.fact("default name", path, (key_of(d.name), key_of(d.column)))
    for i in action.indexes:
        yield where.fact("index", path, table_index(i, where.file))


def key_columns(action: nodes.Action) -> tuple[str, ...]:
    """The columns of `DROP UNIQUE (a, b)`; none in `DROP PRIMARY KEY`."""
    lexed = action.lexed
    opening = next((k for k in range(action.part.first, action.part.last) if k in lexed.brackets.close), None)
    if opening is None or "UNIQUE" not in action.words():
        return ()
    return tuple(
        fold(lexed.dialect, lexed.tokens[k].text, lexed.is_quoted(k))
        for k in range(opening + 1, lexed.brackets.close[opening])
        if lexed.words[k] != ","
    )


def changed(node: nodes.Column, where: Where) -> tuple[Any, ...]:
    """The column, and which of its sides MODIFY or ALTER COLUMN speak of: (column, has default, nullability)."""
    said = {i.kind for i in node.items if isinstance(i, nodes.Constraint)}
    nullable = True if "null" in said else False if said & {"not null", "primary key"} else None
    if nullable is None and where.dialect == "sqlserver" and node.type is not None:
        nullable = True  # ALTER COLUMN without NOT NULL makes the column nullable
    return column(node), any(isinstance(i, nodes.Default) for i in node.items), nullable


def inline(node: nodes.Column, path: Path, where: Where) -> Iterator[Fact]:
    own = (key_of(node.name),)
    for item in node.items:
        made: Constraint | ForeignKey | None = None
        if isinstance(item, nodes.Constraint):
            made = constraint(item, where.file, own)
        elif isinstance(item, nodes.TableIndex):
            yield where.fact("index", path, table_index(item, where.file, own))
        if made is not None:
            yield where.fact("constraint", path, made)


def create_index(node: nodes.CreateIndex, where: Where) -> Iterator[Fact]:
    yield where.fact("index", path_of(node.table), index(node, where.file))


def create_sequence(node: nodes.CreateSequence, where: Where) -> Iterator[Fact]:
    if not node.alter:
        made = Sequence("", node.name.value, node.name.is_quoted(), type=sql_type(node.type))
        yield where.fact("object", path_of(node.name), made, "sequence")


def create_view(node: nodes.CreateView, where: Where) -> Iterator[Fact]:
    if any(phrase.kind == "prebuilt" for phrase in node.middle):
        return  # Oracle's ON PREBUILT TABLE: what holds the rows is a table that is there already
    view = View("", node.name.value, node.name.is_quoted())
    view.columns = tuple(key_of(n) for n in node.columns.names) if node.columns else None
    view.refers, view.materialized, view.digest = refers(node.query), node.materialized, digest(node)
    if not any("OF" in phrase.words()[:1] for phrase in node.middle):  # else the object type has the columns
        view.query = node.query.text()
    yield where.fact("object", path_of(node.name), view, "view")


def comment(node: nodes.Comment, where: Where) -> Iterator[Fact]:
    path = path_of(node.target) if node.target else tuple(fold(where.dialect, p, False) for p in node.path)
    if path:
        yield where.fact("comment", path, Comment(node.on, path, where.file))


def synonym(node: nodes.Synonym, where: Where) -> Iterator[Fact]:
    made = Synonym("", node.name.value, node.name.is_quoted())
    made.target = path_of(node.target) if node.target else ()
    made.remote = any("@" in w for w in node.words())
    path = path_of(node.name)
    yield where.fact("object", ("PUBLIC", path[-1]) if node.public else path, made, "synonym")


def create_type(node: nodes.CreateType, where: Where) -> Iterator[Fact]:
    base = ("", node.name.value, node.name.is_quoted())
    made: AliasType | Table | ObjectType
    if node.kind == "alias":
        words = node.nullability.words() if node.nullability else ()
        made = AliasType(*base, base=sql_type(node.base), nullable="NOT" not in words)
    elif node.kind == "table":
        made = Table(*base, kind="table type")
        fill(made, node.elements)
    else:
        columns = {key_of(c.name): column(c) for c in node.elements if isinstance(c, nodes.Column)}
        above = path_of(node.base.user) if node.kind == "object" and node.base and node.base.user else ()
        made = ObjectType(*base, kind=node.kind, columns=columns, above=above)
        made.element = sql_type(node.base) if node.kind == "collection" else None
        made.methods = methods(node)
    yield where.fact("object", path_of(node.name), made, "type")


def create_default(node: nodes.CreateDefault, where: Where) -> Iterator[Fact]:
    if node.kind == "default":
        yield where.fact("default object", path_of(node.name), constant_text(node.value))
    else:
        yield where.fact("rule object", path_of(node.name), plain_condition(node.value))


ROUTINES: Final = frozenset({"procedure", "function", "package", "package body", "trigger"})


def procedural(node: nodes.Procedural, where: Where) -> Iterator[Fact]:
    dropped = guarded_drop(node) if where.dialect == "oracle" else None
    if dropped is not None:
        yield from drop(dropped, where)
    elif where.dialect == "oracle" and node.kind == "block":
        for definition in executed(node):
            yield from facts(definition, replace(where, guarded=True))
        for name in extended(node):
            yield where.fact("more columns", path_of(name))
    if where.dialect == "sqlserver":
        for definition in definitions_in(node):
            yield from facts(definition, replace(where, guarded=True))
    for used in used_as_collections(node) if where.dialect == "oracle" else ():
        yield where.fact(ASSUMED, used, path_of(node.name) if node.name and "package" in node.kind else ())
    if where.dialect == "sqlserver" and (found := looked_up(node)):
        path = tuple(fold(where.dialect, part, False) for part in found.table)
        made_up = f"default of {found.column}"  # its name is not known, and cannot be any other's
        yield where.fact("drop constraint", path, made_up) if found.column else where.fact("drop key", path, ())
    if node.kind == "type body" and node.name is not None:
        yield where.fact("type body", path_of(node.name))
    if node.name is None or node.kind not in ROUTINES:
        return
    base = ("", node.name.value, node.name.is_quoted())
    if node.kind == "trigger":
        made = Trigger(*base, table=trigger_table(node), digest=digest(node), events=events_apart(node))
        yield where.fact("object", path_of(node.name), made, "trigger")
    else:
        routine = Routine(*base, kind=node.kind, digest=digest(node))
        routine.returns, routine.members, routine.signatures = returned(node), members(node), signatures(node)
        routine.cursor_types, routine.items = cursor_types(node), package_items(node)
        routine.starts, routine.cursors = has_start(node), typed_cursors(node)
        yield where.fact("object", path_of(node.name), routine, "routine")


ROWS_OF_EVENT: Final = frozenset({"INSERTED", "DELETED", "@@ROWCOUNT"})


def events_apart(node: nodes.Procedural) -> tuple[str, ...]:
    """The events of a T-SQL trigger that reads their rows: transition tables of PostgreSQL belong to one
    event, and where there are none a trigger for each row keeps them."""
    lexed, words = node.lexed, node.lexed.words[node.part.first : node.part.last + 1]
    start = next((k for k, w in enumerate(words) if w in ("FOR", "AFTER")), -1)
    opener = next((k for k, w in enumerate(words) if k > start and w == "AS"), -1)
    if lexed.dialect != "sqlserver" or start < 0 or opener < 0 or "INSTEAD" in words[:start]:
        return ()
    found = tuple(w.lower() for w in words[start:opener] if w in ("INSERT", "UPDATE", "DELETE"))
    body = words[opener:]
    tests = any(a == "UPDATE" and b == "(" for a, b in zip(body, body[1:], strict=False))
    return found if tests or not ROWS_OF_EVENT.isdisjoint(body) else ()


def trigger_table(node: nodes.Procedural) -> Path:
    """The name behind the first ON of a trigger's head."""
    lexed, words = node.lexed, node.lexed.words
    on = next((k for k in range(node.part.first, node.part.last) if words[k] == "ON"), None)
    if on is None or not lexed.is_name(on + 1) or words[on + 1] in ("DATABASE", "SCHEMA", "NESTED", "ALL"):
        return ()
    return chain(lexed, on + 1, node.part.last)


def create_schema(node: nodes.CreateSchema, where: Where) -> Iterator[Fact]:
    name = node.name or node.authorization
    if name is None:
        return
    yield where.fact("schema", path_of(name)[-1:], name.value)
    for statement in node.statements:
        yield from facts(statement, replace(where, schema=path_of(name)[-1]))


def drop(node: nodes.Drop, where: Where) -> Iterator[Fact]:
    public = any(e.kind == "public" for e in node.extras)
    for name in node.names:
        if public:
            yield where.fact("drop", ("PUBLIC", path_of(name)[-1]), None, node.on)
        elif node.on == "index":
            path = path_of(name)
            table = path_of(node.table) if node.table else path[:-1] if where.dialect == "sqlserver" else ()
            kind = "drop index" if table else "drop index by name"
            yield where.fact(kind, table or path, path[-1])
        else:
            yield where.fact("drop", path_of(name), None, node.on)


def rename(node: nodes.Rename, where: Where) -> Iterator[Fact]:
    yield where.fact("rename", path_of(node.old), (node.new.value, node.new.is_quoted()))


def guard(node: nodes.Guard, where: Where) -> Iterator[Fact]:
    for statement in (*node.then, *node.otherwise):
        yield from facts(statement, replace(where, guarded=True))


def call(node: nodes.SystemCall, where: Where) -> Iterator[Fact]:
    for kind, path, value, detail in system_call(node):
        yield where.fact(kind, path, value, detail)


def digest(node: nodes.Node) -> str:
    """Tells two texts apart; layout and case do not count."""
    lexed, part = node.lexed, node.part
    tokens = "\0".join(lexed.words[k] or lexed.tokens[k].text for k in range(part.first, part.last + 1))
    return blake2b(tokens.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


READERS: dict[type[nodes.Node], Callable[[Any, Where], Iterator[Fact]]] = {
    nodes.CreateTable: create_table,
    nodes.AlterTable: alter_table,
    nodes.CreateIndex: create_index,
    nodes.CreateSequence: create_sequence,
    nodes.CreateView: create_view,
    nodes.Comment: comment,
    nodes.Synonym: synonym,
    nodes.CreateType: create_type,
    nodes.CreateDefault: create_default,
    nodes.Procedural: procedural,
    nodes.CreateSchema: create_schema,
    nodes.Drop: drop,
    nodes.Rename: rename,
    nodes.Guard: guard,
    nodes.SystemCall: call,
}

__all__ = ["add", "facts", "finish"]
