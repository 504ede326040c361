"""Names that differ on the source and would be one on the target: who gets another one.

PostgreSQL keeps tables, views, sequences, indexes and the indexes of primary keys and unique constraints of a schema
in one namespace, and each table makes a type of its name ("CREATE TABLE", "CREATE INDEX" in its manual). SQL Server
has index names per table, Oracle has namespaces of their own for indexes and for constraints.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import field

from dbmigrate.catalog.catalog import Catalog
from dbmigrate.catalog.elements import key_behind
from dbmigrate.catalog.keys import Key, fold
from dbmigrate.catalog.spelling import SYSTEM_COLUMNS, Spelling, effective, numbered
from dbmigrate.catalog.values import Constraint, Defined, Index, Table
from dbmigrate.records import dataclass

Slot = tuple[str, Key, str]  # kind (table, view, .., index, constraint, column), owner and table or object, folded name
Place = tuple[str, ...]  # a namespace of the target


@dataclass(frozen=True, slots=True)
class Collision:
    """`old` (as declared) must be called `new` on the target; `where` is the schema or table that holds it."""

    old: str
    new: str
    kind: str
    where: str
    file: str


@dataclass
class Renames:
    """`names`: what to write instead of the usual spelling. `taken`: the names that each namespace holds."""

    names: dict[Slot, str] = field(default_factory=dict)
    found: list[Collision] = field(default_factory=list)
    taken: defaultdict[Place, set[str]] = field(default_factory=lambda: defaultdict(set))
    next: dict[tuple[tuple[Place, ...], str], int] = field(default_factory=dict)  # the number to try first


@dataclass(frozen=True, slots=True)
class Claim:
    slot: Slot
    name: str  # as declared
    spelled: str
    places: tuple[Place, ...]
    file: str


def settle(catalog: Catalog, spelling: Spelling, schema_of: Callable[[str], str]) -> Renames:
    """In declaration order the first one keeps a name; objects come before constraints, these before indexes.

    The others are numbered when all first ones are known, so that a number never takes a name that somebody has.
    """
    renames, late = Renames(), []
    for claim in claims(catalog, spelling, schema_of):
        name = effective(claim.spelled)
        system = claim.slot[0] == "column" and name in SYSTEM_COLUMNS
        if system or any(name in renames.taken[p] for p in claim.places):
            late.append(claim)
        else:
            for p in claim.places:
                renames.taken[p].add(name)
    for claim in late:
        give(renames, claim, spelling.most)
    return renames


def give(renames: Renames, claim: Claim, most: int) -> None:
    base = effective(claim.spelled)
    number = renames.next.get((claim.places, base), 2)
    while any(effective(numbered(claim.spelled, number, most)) in renames.taken[p] for p in claim.places):
        number += 1
    renames.next[claim.places, base] = number + 1
    new = numbered(claim.spelled, number, most)
    for p in claim.places:
        renames.taken[p].add(effective(new))
    renames.names[claim.slot] = new
    kind, key, _ = claim.slot
    inner = kind in ("index", "constraint", "column")
    where = ".".join(k for k in key if k) if inner else key[0]
    renames.found.append(Collision(claim.name, new, kind, where, claim.file))


def claims(catalog: Catalog, spelling: Spelling, schema_of: Callable[[str], str]) -> Iterator[Claim]:
    tables = [*catalog.tables.items(), *catalog.stubs.items()]
    yield from objects(catalog, spelling, schema_of)
    for kind in ("constraint", "index"):
        for key, table in tables:
            yield from below_table(catalog, spelling, schema_of(key[0]), key, table, kind)
    for key, table in catalog.tables.items():
        yield from columns(spelling, key, table)


def objects(catalog: Catalog, spelling: Spelling, schema_of: Callable[[str], str]) -> Iterator[Claim]:
    shelves: tuple[tuple[str, dict[Key, Defined]], ...] = tuple(
        (kind, catalog.shelves[kind]) for kind in ("table", "view", "sequence", "type", "routine")
    )
    for kind, shelf in shelves:
        for key, value in shelf.items():
            if value.name.startswith("#"):  # lives in the session's own schema
                continue
            schema = schema_of(key[0])
            position = {"routine": "function", "type": "type"}.get(kind, "table")
            spelled = spelling.spell(value.name, value.quoted, position)
            places: tuple[Place, ...] = (("relation", schema), ("type", schema))
            if kind == "type":
                places = (("type", schema),)
            elif kind == "routine":
                places = (("routine", schema),)
            yield Claim((kind, key, ""), value.name, spelled, places, value.file)


def below_table(
    catalog: Catalog, spelling: Spelling, schema: str, key: Key, table: Table, kind: str
) -> Iterator[Claim]:
    """Named constraints or indexes. Checks and foreign keys have a namespace per table."""
    for item in table.named:
        if not item.name or isinstance(item, Index) != (kind == "index"):
            continue
        if isinstance(item, Index) and key_behind(catalog.dialect, table, item):
            continue  # it is left out: the constraint makes the index
        places: tuple[Place, ...] = (("relation", schema),)
        if not isinstance(item, Index):
            own: Place = ("constraint", *key)
            has_index = isinstance(item, Constraint) and item.kind != "check"
            places = (*places, own) if has_index else (own,)
        slot = (kind, key, fold(catalog.dialect, item.name, item.quoted))
        yield Claim(slot, item.name, spelling.spell(item.name, item.quoted, "table"), places, item.file)


def columns(spelling: Spelling, key: Key, table: Table) -> Iterator[Claim]:
    """Only of tables in which a column cannot have its name: nearly always none."""
    spelled = {name: spelling.spell(c.name, c.quoted, "column") for name, c in table.columns.items()}
    own = {effective(s) for s in spelled.values()}
    if len(own) == len(spelled) and SYSTEM_COLUMNS.isdisjoint(own):
        return
    for name, c in table.columns.items():
        yield Claim(("column", key, name), c.name, spelled[name], (("column", *key),), table.file)
