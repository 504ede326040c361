"""What a statement makes, ends, needs and fills: the facts that decide where the load scripts hold it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import field
from typing import Final

from dbmigrate.catalog.build import Where, facts
from dbmigrate.catalog.catalog import Catalog
from dbmigrate.catalog.elements import chain
from dbmigrate.catalog.facts import Fact
from dbmigrate.catalog.keys import Path, fold, path_of, path_of_text
from dbmigrate.catalog.refers import refers
from dbmigrate.catalog.values import Column, Constraint, ForeignKey, Index, ObjectType, Synonym, Table, View
from dbmigrate.records import dataclass
from dbmigrate.syntax.ddl import nodes
from dbmigrate.syntax.procedural.nodes import AnonymousBlock, Trigger
from dbmigrate.syntax.procedural.statements import Sql
from dbmigrate.syntax.procedural.tsql_definitions import definitions_in

Thing = tuple[str, ...]  # kind, owner, name: of a relation, type, routine, trigger; indexes and constraints also table

SHELVES: Final = {"relation": ("table", "view", "sequence"), "routine": ("routine",)}
KIND_OF: Final = {"table": "relation", "view": "relation", "sequence": "relation", "synonym": "relation"}
DROPPED: Final = {
    "table": "relation",
    "view": "relation",
    "materialized view": "relation",
    "sequence": "relation",
    "synonym": "relation",
    "public synonym": "relation",
    "type": "type",
    "procedure": "routine",
    "function": "routine",
    "package": "routine",
    "trigger": "trigger",
}
CREATED: Final = re.compile(
    r"\s*CREATE\s+(?:OR\s+REPLACE\s+)?(?:GLOBAL\s+TEMPORARY\s+)?(?:TABLE|SEQUENCE|VIEW)\s+([\w$#.\"]+)", re.I
)
UNDOING: Final = frozenset({"drop column", "drop key", "drop index", "rename column", "rename index"})


@dataclass(frozen=True, slots=True)
class Effects:
    """Things by their names at that point of the scripts, renames not followed.

    `undoes`: relations of which something is taken back (a column, an index, a key). `fills`: relations whose rows
    change, `references` those that foreign keys point to. `drops_only`: the statement does nothing else.
    """

    makes: tuple[Thing, ...] = ()
    ends: tuple[Thing, ...] = ()
    uses: tuple[Thing, ...] = ()
    undoes: tuple[Thing, ...] = ()
    fills: tuple[Thing, ...] = ()
    references: tuple[Thing, ...] = ()
    columns: tuple[Thing, ...] = ()  # of the tables that it makes or adds them to
    owners: tuple[str, ...] = ()  # other ones, whose objects it names without them

    @property
    def drops_only(self) -> bool:
        return bool(self.ends or self.undoes) and not (self.makes or self.fills)


@dataclass
class Found:
    makes: dict[Thing, None] = field(default_factory=dict)
    ends: dict[Thing, None] = field(default_factory=dict)
    uses: dict[Thing, None] = field(default_factory=dict)
    undoes: dict[Thing, None] = field(default_factory=dict)
    fills: dict[Thing, None] = field(default_factory=dict)
    references: dict[Thing, None] = field(default_factory=dict)
    columns: dict[Thing, None] = field(default_factory=dict)
    owners: dict[str, None] = field(default_factory=dict)

    def effects(self) -> Effects:
        uses, references = ([t for t in found if t not in self.makes] for found in (self.uses, self.references))
        return Effects(
            tuple(self.makes),
            tuple(self.ends),
            tuple(uses),
            tuple(self.undoes),
            tuple(self.fills),
            tuple(references),
            tuple(self.columns),
            tuple(self.owners),
        )


class Reader:
    """Reads one statement's effects; `schema` is the current one of the place."""

    def __init__(self, catalog: Catalog, schema: str = "", database: str = ""):
        self.catalog = catalog
        self.where = Where(catalog.dialect, "", "", fold(catalog.dialect, schema, False), database)
        self.found = Found()

    def thing(self, kind: str, path: Path, *more: str) -> Thing:
        owner = self.catalog.owner(path[:-1], self.where.schema)
        found = self.owner_elsewhere(kind, path[0]) if len(path) == 1 else ""
        if found and found != owner:
            owner = found
            self.found.owners[owner] = None
        return (kind, owner, path[-1], *more)

    def owner_elsewhere(self, kind: str, name: str) -> str:
        """A name alone may mean the only object of that name, whoever owns it, or what a synonym of that name means:
        the target has no such synonyms. "" where it means neither."""
        schema = self.where.schema
        for shelf in SHELVES.get(kind, ()):
            key = self.catalog.locate(shelf, (name,), schema)
            if key is not None:
                return key[0]
        synonym = self.catalog.synonym((name,), schema) if kind in SHELVES else None
        if synonym is None or synonym.remote or synonym.target[-1] != name:
            return ""
        return self.catalog.owner(synonym.target[:-1], synonym.schema)

    def read(self, node: nodes.Node, with_needs: bool = True) -> Effects:
        for fact in facts(node, self.where):
            self.note(fact)
        if with_needs:
            self.read_needs(node)
        return self.found.effects()

    def read_needs(self, node: nodes.Node) -> None:
        for inner in statements(node):
            self.data(inner)
            if isinstance(inner, Trigger) and inner.table:
                self.found.uses[self.thing("relation", path_of(inner.table))] = None
            for sql in nodes.below(inner, Sql) if isinstance(inner, AnonymousBlock) else ():
                target = dml_target(sql)
                if target:
                    self.found.fills[self.thing("relation", target)] = None
            if isinstance(inner, AnonymousBlock):
                self.made_by_texts(inner)
            if isinstance(inner, nodes.Environment) and inner.kind == "trigger state" and inner.name:
                self.found.uses[self.thing("trigger", path_of(inner.name))] = None
            for action in inner.actions if isinstance(inner, nodes.AlterTable) else ():
                if isinstance(action, nodes.Action) and action.kind in ("enable trigger", "disable trigger"):
                    self.found.uses |= {self.thing("trigger", path_of(name)): None for name in action.names}
            self.subject(inner)
        for piece in nodes.below(node, nodes.Piece):
            if isinstance(piece, nodes.Piece) and not isinstance(node, nodes.CreateView):
                self.read_from(refers(piece))

    def made_by_texts(self, block: AnonymousBlock) -> None:
        """What the texts of dynamic SQL create: a later DROP of it has something to drop."""
        for k in range(block.part.first, block.part.last + 1):
            token = block.lexed.tokens[k]
            created = CREATED.match(token.text) if block.lexed.is_string(k) else None
            if created:
                self.found.makes[self.thing("relation", path_of_text(self.catalog.dialect, created[1]))] = None

    def note(self, fact: Fact) -> None:
        made, ends, uses, path = self.found.makes, self.found.ends, self.found.uses, fact.path
        kind, value = fact.kind, fact.value
        if kind == "table":
            made[self.thing("relation", path)] = None
            self.table(value, path)
        elif kind == "object":
            made[self.thing(KIND_OF.get(fact.detail, fact.detail), path)] = None
            if isinstance(value, View):
                self.read_from(value.refers)
            elif isinstance(value, Synonym) and value.target and not value.remote:
                self.read_from((value.target,))
            elif isinstance(value, ObjectType):
                self.object_type(value)
        elif kind == "drop":
            ends[self.thing(DROPPED.get(fact.detail, fact.detail), path)] = None
        elif kind == "drop index by name":
            ends[self.thing("index", path)] = None
        elif kind == "rename":
            ends[self.thing("relation", path)] = None
            made[self.thing("relation", (*path[:-1], fold(self.catalog.dialect, *value)))] = None
        elif kind in ("constraint", "index"):
            uses[self.thing("relation", path)] = None
            self.part(value, path)
        elif kind == "drop constraint":
            ends[self.thing("constraint", path, value)] = None
            self.found.undoes[self.thing("relation", path)] = None
        elif kind in UNDOING:
            self.found.undoes[self.thing("relation", path)] = None
        elif kind == "comment":
            uses[self.thing("relation", path[:-1] if value.on == "column" and len(path) > 1 else path)] = None
        elif kind in ("add column", "modify column"):
            uses[self.thing("relation", path)] = None
            self.column(value[0])
            if kind == "add column":
                name = fold(self.catalog.dialect, value[0].name, value[0].quoted)
                self.found.columns[self.thing("column", path, name)] = None

    def table(self, table: Table, path: Path) -> None:
        for name, column in table.columns.items():
            self.column(column)
            self.found.columns[self.thing("column", path, name)] = None
        for part in table.named:
            self.part(part, path)

    def object_type(self, made: ObjectType) -> None:
        """The types of its attributes, of its elements, and the one above it."""
        for column in made.columns.values():
            self.column(column)
        if made.above:
            self.found.uses[self.thing("type", made.above)] = None
        if made.element and made.element.user:
            self.found.uses[self.thing("type", made.element.user)] = None

    def column(self, column: Column) -> None:
        if column.type and column.type.user and column.type.keyword != "REF":  # the address of a row is written as text
            self.found.uses[self.thing("type", column.type.user)] = None
        if column.sequence:
            self.found.uses[self.thing("relation", column.sequence)] = None

    def part(self, part: Constraint | ForeignKey | Index, path: Path) -> None:
        name = fold(self.catalog.dialect, part.name, part.quoted)
        if isinstance(part, ForeignKey):
            self.found.references[self.thing("relation", part.target)] = None
        if name and isinstance(part, Index) and self.catalog.dialect == "oracle":
            self.found.makes[self.thing("index", (*path[:-1], name))] = None
        elif name:
            kind = "index" if isinstance(part, Index) else "constraint"
            self.found.makes[self.thing(kind, path, name)] = None
        if isinstance(part, Constraint) and part.kind == "primary key":
            self.found.makes[self.thing("primary key", path)] = None

    def data(self, node: nodes.Node) -> None:
        """The rows that DML changes; what it reads is found with the other queries."""
        if isinstance(node, nodes.Truncate):
            self.found.fills[self.thing("relation", path_of(node.name))] = None
        elif isinstance(node, nodes.Dml):
            target = dml_target(node)
            if target:
                self.found.fills[self.thing("relation", target)] = None
        elif isinstance(node, nodes.CreateTable) and node.query:
            self.found.fills[self.thing("relation", path_of(node.name))] = None

    def subject(self, node: nodes.Node) -> None:
        """What a statement speaks of that says nothing about it: rights, triggers switched on and off."""
        if isinstance(node, nodes.Grant) and node.on is not None:
            self.read_from((path_of(node.on),))
        elif isinstance(node, nodes.AlterTable):
            self.read_from((path_of(node.name),))

    def read_from(self, paths: Iterable[Path]) -> None:
        for path in paths:
            kind = "routine" if self.is_routine(path) else "relation"
            self.found.uses[self.thing(kind, path)] = None

    def is_routine(self, path: Path) -> bool:
        shelves = self.catalog.shelves
        return path[-1] in shelves["routine"].owners and not any(path[-1] in shelves[s].owners for s in KIND_OF)


def statements(node: nodes.Node) -> Iterator[nodes.Node]:
    if isinstance(node, nodes.Guard):
        for inner in (*node.then, *node.otherwise):
            yield from statements(inner)
        return
    yield node
    if isinstance(node, nodes.Procedural) and node.lexed.dialect == "sqlserver":
        yield from definitions_in(node)


def dml_target(node: nodes.Node) -> Path | None:
    """The relation behind INSERT [INTO], UPDATE, DELETE [FROM], MERGE INTO, SELECT .. INTO; None for a plain query."""
    lexed, words = node.lexed, node.lexed.words
    k, last = node.part.first, node.part.last
    verb = words[k]
    if verb in ("WITH", "SELECT"):
        into = next((i for i in range(k, last) if words[i] == "INTO"), None)
        verb_at = next((i for i in range(k, last) if words[i] in ("UPDATE", "DELETE", "INSERT", "MERGE")), None)
        if verb == "SELECT" or verb_at is None:
            return chain(lexed, into + 1, last) if into is not None and lexed.is_name(into + 1) else None
        k = verb_at
    elif verb not in ("INSERT", "UPDATE", "DELETE", "MERGE"):
        return None
    k += 1
    while k < last and words[k] in ("INTO", "FROM", "ONLY"):
        k += 1
    return chain(lexed, k, last) if k <= last and lexed.is_name(k) else None


def effects(
    node: nodes.Node, catalog: Catalog, schema: str = "", database: str = "", with_needs: bool = True
) -> Effects:
    """The effects of one statement; what it makes and ends alone where nobody asks what it needs and fills."""
    return Reader(catalog, schema, database).read(node, with_needs)


def insert_effects(table: str, catalog: Catalog, schema: str = "") -> Effects:
    """The effects of an INSERT of literals into a table, named as written."""
    reader = Reader(catalog, schema)
    thing = reader.thing("relation", path_of_text(catalog.dialect, table))
    return Effects(uses=(thing,), fills=(thing,), owners=tuple(reader.found.owners))


__all__ = ["Effects", "Thing", "effects", "insert_effects"]
