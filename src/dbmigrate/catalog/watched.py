"""Takes note of what is looked up in a catalog, so that it can be asked later whether the same would be found.

A lookup is (container, key). `WHOLE` stands for all of a container, `ANY` for whether it holds anything.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from typing import Any, Final

from dbmigrate.catalog.catalog import Catalog, Shelf

WHOLE: Final = "*whole*"
ANY: Final = "*any*"
Lookup = tuple[str, Hashable]
# What a catalog keeps besides its shelves and rules may look at. Names of attributes.
TABLES: Final = ("indexed", "moved_columns", "default_objects", "rule_conditions", "schemas")


class Watched(dict[Any, Any]):
    """A dictionary that notes which of its keys are asked for, found or not."""

    def __init__(self, name: str, values: dict[Any, Any], seen: set[Lookup]) -> None:
        dict.__init__(self, values)
        self.name, self.seen = name, seen

    def __getitem__(self, key: Any) -> Any:
        self.seen.add((self.name, key))
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        self.seen.add((self.name, key))
        return super().__contains__(key)

    def get(self, key: Any, default: Any = None) -> Any:
        self.seen.add((self.name, key))
        return super().get(key, default)

    def __bool__(self) -> bool:
        self.seen.add((self.name, ANY))
        return super().__len__() > 0

    def whole(self) -> None:
        self.seen.add((self.name, WHOLE))

    def __len__(self) -> int:
        self.whole()
        return super().__len__()

    def __iter__(self) -> Iterator[Any]:
        self.whole()
        return super().__iter__()

    def keys(self) -> Any:
        self.whole()
        return super().keys()

    def values(self) -> Any:
        self.whole()
        return super().values()

    def items(self) -> Any:
        self.whole()
        return super().items()


class WatchedShelf(Watched, Shelf[Any]):
    """Objects of one kind. The names and their owners are noted apart from the objects."""

    def __init__(self, kind: str, shelf: Shelf[Any], seen: set[Lookup]) -> None:
        Watched.__init__(self, f"shelf {kind}", shelf, seen)
        self.owners = Watched(f"owners {kind}", shelf.owners, seen)


def watch(catalog: Catalog) -> set[Lookup]:
    """From now on every lookup in the complete catalog is in the set, which may be cleared at any time."""
    seen: set[Lookup] = set()
    for kind, shelf in list(catalog.shelves.items()):
        catalog.shelves[kind] = WatchedShelf(kind, shelf, seen)
    shelves = catalog.shelves
    catalog.tables, catalog.views, catalog.sequences = shelves["table"], shelves["view"], shelves["sequence"]
    catalog.routines, catalog.triggers = shelves["routine"], shelves["trigger"]
    catalog.synonyms, catalog.types = shelves["synonym"], shelves["type"]
    catalog.stubs = WatchedShelf("stub", catalog.stubs, seen)
    for name in TABLES:
        setattr(catalog, name, Watched(name, getattr(catalog, name), seen))
    moved = {kind: Watched(f"moved {kind}", keys, seen) for kind, keys in catalog.moved.items()}
    catalog.moved = Watched("moved", moved, seen)
    catalog.seen = seen
    catalog.settled(now=True)  # what was found before was not noted
    return seen


def plain(container: dict[Any, Any], key: Hashable) -> Any:
    """What a lookup in that container gives, without noting it."""
    if key == ANY:
        return dict.__len__(container) > 0
    if key == WHOLE:
        return list(dict.items(container))
    return dict.get(container, key, ABSENT)


ABSENT: Final = "*absent*"


def containers(catalog: Catalog) -> dict[str, Callable[[Hashable], Any]]:
    """By the name of a container, how a lookup in it is answered."""
    found: dict[str, dict[Any, Any]] = {name: getattr(catalog, name) for name in TABLES}
    for kind, shelf in (*catalog.shelves.items(), ("stub", catalog.stubs)):
        found[f"shelf {kind}"], found[f"owners {kind}"] = shelf, shelf.owners
        found[f"moved {kind}"] = dict.get(catalog.moved, kind, {})
    found["moved"] = dict.fromkeys(dict.keys(catalog.moved), True)
    return {name: (lambda key, at=container: plain(at, key)) for name, container in found.items()}  # type: ignore[misc]


__all__ = ["ABSENT", "ANY", "WHOLE", "Lookup", "Watched", "containers", "plain", "watch"]
