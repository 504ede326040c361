"""How the partitions of an Oracle table are written for PostgreSQL, and why they may not be.

PostgreSQL, "Table Partitioning": each partition is a table of its own; primary keys and unique constraints must hold
the columns of the partition key; a NULL in the key of ranges is taken by a DEFAULT partition alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from dbmigrate.catalog.elements import keys_of
from dbmigrate.catalog.keys import path_of
from dbmigrate.catalog.values import Table
from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.records import dataclass
from dbmigrate.syntax.ddl.nodes import CreateTable, Node, Partition, Partitioning, Phrase

MOST = 1000  # partitions of one table that are written out


@dataclass(frozen=True)
class Child:
    """One partition: the words that say which rows it takes, with places for the bounds."""

    name: str  # as written, "" where Oracle makes one up
    values: str
    places: tuple[Node, ...] = ()


def obstacle(table: CreateTable, context: Context) -> str:
    """Why the table is written without partitions: a note of DD051, or "" where it can have them."""
    found = table.partitioning
    assert found is not None
    if not context.has("partition_default") or not is_plain(found) or table.query is not None:
        return "kind"
    known = context.catalog.table(path_of(table.name), context.schema)
    wanted = set(keys_of(found.columns))
    if known is None or known.dropped or known.temporary:
        return "kind"
    if any(known.columns[c].computed for c in wanted if c in known.columns):
        return "computed"
    return "" if all(wanted <= set(columns) for columns in unique_columns(known)) else "key"


def is_plain(found: Partitioning) -> bool:
    """Of a kind that PostgreSQL has, with partitions whose bounds are all known."""
    if found.columns is None or found.columns.extras or len(found.partitions) > MOST:
        return False
    if found.kind == "hash":
        return found.count.isdigit() and 0 < int(found.count) <= MOST if found.count else bool(found.partitions)
    if found.kind == "list" and len(found.columns.names) != 1:
        return False
    width = len(found.columns.names)
    bounded = all(p.bounds and (found.kind == "list" or len(p.bounds) == width) for p in found.partitions)
    return found.kind in ("range", "list") and bool(found.partitions) and bounded


def unique_columns(table: Table) -> Iterator[tuple[str, ...]]:
    """The columns of whatever must be unique in the whole table."""
    keys = (table.primary_key, *table.uniques)
    yield from (key.columns for key in keys if key is not None and not key.disabled)
    yield from (index.columns for index in table.indexes if index.unique)


def children(found: Partitioning, open_ended: bool) -> Iterator[Child]:
    """The partitions in order. `open_ended`: a DEFAULT partition takes the rows that no other one does."""
    if found.kind == "hash":
        yield from hashed(found)
        return
    ranges, has_default = found.kind == "range", False
    lower: tuple[Node, ...] = ()
    for partition in found.partitions:
        name = partition.name.value if partition.name else ""
        last = partition.bounds[0]
        if isinstance(last, Phrase):  # MAXVALUE or DEFAULT; the first of several decides nearly always
            has_default = True
            yield Child(name, "DEFAULT")
        elif ranges:
            yield between(name, lower, partition)
            lower = partition.bounds
        else:
            places = tuple(partition.bounds)
            yield Child(name, f"FOR VALUES IN ({', '.join('{}' for _ in places)})", places)
    if open_ended and not has_default:
        yield Child("default", "DEFAULT")


def hashed(found: Partitioning) -> Iterator[Child]:
    names = [p.name.value if p.name else "" for p in found.partitions] or [""] * int(found.count)
    for i, name in enumerate(names):
        yield Child(name, f"FOR VALUES WITH (MODULUS {len(names)}, REMAINDER {i})")


def between(name: str, lower: tuple[Node, ...], partition: Partition) -> Child:
    """VALUES LESS THAN: from where the one before it ends."""
    width = len(partition.bounds)
    start = ", ".join("{}" for _ in lower) if lower else ", ".join(["MINVALUE"] * width)
    end = ", ".join("{}" for _ in partition.bounds)
    return Child(name, f"FOR VALUES FROM ({start}) TO ({end})", (*lower, *partition.bounds))


def statements(table: CreateTable, found: list[Child], context: Context) -> tuple[str, list[Node]]:
    """`;` and CREATE TABLE .. PARTITION OF for each child, as a template with its places."""
    owner = path_of(table.name)[-2] if len(table.name.parts) > 1 else ""
    qualifier = f"{context.names.bare(context.names.schema(owner))}." if owner else ""
    template, places = "", list[Node]()
    for i, child in enumerate(found, 1):
        suffix = (child.name or f"p{i}").lower()
        name = context.names.generated(f"{table.name.value.lower()}_{suffix}", owner)
        own = literal_template(f"{qualifier}{name}")
        template += f";\nCREATE TABLE {own} PARTITION OF {{}} {child.values}"
        places += [table.name, *child.places]
    return template, places
