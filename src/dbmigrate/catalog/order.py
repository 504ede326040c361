"""In which order the target can load what the estate defines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from dbmigrate.catalog.catalog import Catalog
from dbmigrate.catalog.keys import Key
from dbmigrate.catalog.values import AliasType, ForeignKey, ObjectType
from dbmigrate.records import dataclass

Entry = tuple[str, Key]  # a shelf's name and the object's key
READ: Final = ("table", "view", "synonym", "routine")  # what a view may read from
BEHIND: Final = frozenset({"view", "synonym", "routine"})  # ordered by their references; tables are loaded before


@dataclass(frozen=True, slots=True)
class LoadOrder:
    """`entries`: types, sequences, tables, then synonyms, views and the routines that they call, the other routines,
    triggers. `postponed`: foreign keys (table, index in its list) that close a circle and must wait for all tables.
    `circles`: entries that depend on themselves through others and stand where they were met first."""

    entries: tuple[Entry, ...]
    postponed: tuple[tuple[Key, int], ...]
    circles: tuple[Entry, ...]


def load_order(catalog: Catalog) -> LoadOrder:
    """Depends on the catalog alone; among equals the declaration order stays."""
    types, type_circles = arrange([("type", k) for k in catalog.types], lambda e: type_needs(catalog, e))
    tables, back = arrange([("table", k) for k in catalog.tables], lambda e: table_needs(catalog, e))
    starts = [("synonym", k) for k in catalog.synonyms] + [("view", k) for k in catalog.views]
    starts += [("routine", k) for k in catalog.routines]
    others, circles = arrange(starts, lambda e: view_needs(catalog, e))
    sequences: list[Entry] = [("sequence", k) for k in catalog.sequences]
    triggers: list[Entry] = [("trigger", k) for k in catalog.triggers]
    entries = (*types, *sequences, *tables, *others, *triggers)
    broken = dict.fromkeys(second for _, second in (*type_circles, *circles))
    return LoadOrder(entries, tuple(postponed(catalog, back)), tuple(broken))


def arrange(
    starts: Sequence[Entry], needs: Callable[[Entry], Iterable[Entry]]
) -> tuple[list[Entry], list[tuple[Entry, Entry]]]:
    """Depth first, what is needed before who needs it; also the edges (who, needed) that would close a circle."""
    done: dict[Entry, None] = {}
    open_: set[Entry] = set()
    back: list[tuple[Entry, Entry]] = []
    known = set(starts)
    for start in starts:
        if start in done:
            continue
        stack = [(start, iter(needs(start)))]
        open_.add(start)
        while stack:
            entry, rest = stack[-1]
            needed = next(rest, None)
            if needed is None:
                stack.pop()
                open_.discard(entry)
                done[entry] = None
            elif needed in open_:
                if needed != entry:
                    back.append((entry, needed))
            elif needed not in done and needed in known:
                open_.add(needed)
                stack.append((needed, iter(needs(needed))))
    return list(done), back


def table_needs(catalog: Catalog, entry: Entry) -> Iterable[Entry]:
    for reference in catalog.tables[entry[1]].foreign_keys:
        target = target_of(reference)
        if target in catalog.tables:
            yield "table", target


def target_of(reference: ForeignKey) -> Key:
    return (*reference.target, "", "")[0], (*reference.target, "", "")[1]


def postponed(catalog: Catalog, back: Iterable[tuple[Entry, Entry]]) -> Iterable[tuple[Key, int]]:
    """Every foreign key between the two tables of an edge that closes a circle."""
    for (_, table), (_, target) in dict.fromkeys(back):
        for i, reference in enumerate(catalog.tables[table].foreign_keys):
            if target_of(reference) == target:
                yield table, i


def type_needs(catalog: Catalog, entry: Entry) -> Iterable[Entry]:
    value = catalog.types[entry[1]]
    declared = [value.base] if isinstance(value, AliasType) else [c.type for c in value.columns.values()]
    if isinstance(value, ObjectType):
        declared.append(value.element)
    for one in declared:
        if one is not None and one.user:
            key = catalog.locate("type", one.user, entry[1][0])
            if key is not None:
                yield "type", key


def view_needs(catalog: Catalog, entry: Entry) -> Iterable[Entry]:
    kind, key = entry
    if kind == "routine":
        return  # bodies are not read here, and the target looks into them only when they run
    paths = catalog.views[key].refers if kind == "view" else (catalog.synonyms[key].target,)
    for path in paths:
        for shelf in READ:
            found = catalog.locate(shelf, path, key[0])
            if found is not None:
                if shelf in BEHIND:
                    yield shelf, found
                break


__all__ = ["Entry", "LoadOrder", "load_order"]
