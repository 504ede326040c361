"""What a file's rules looked up in the estate, with what they found: the file says the same as long as that is so."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import fields, is_dataclass
from functools import cache
from hashlib import blake2b
from typing import Any, Final

from dbmigrate.catalog.watched import ANY, WHOLE, Lookup, Watched, containers, plain, watch
from dbmigrate.estate import Estate
from dbmigrate.rules.types.decimals import families
from dbmigrate.types.estate import Estate as Types
from dbmigrate.types.estate import estate as types_of

SIZE: Final = 12  # bytes of a digest
Found = dict[Lookup, bytes]


class Lookups:
    """Of one estate whose catalog is complete."""

    def __init__(self, estate: Estate) -> None:
        self.estate = estate
        self.known: Found = {}
        self.seen: set[Lookup] = set()
        names, numbers = estate.names, estate.settings.options.numbers
        self.types: Types = types_of(estate.catalog, estate.source, numbers)
        # Worked out of the whole catalog, once: before anybody watches.
        for made in (self.types.families, families(estate.catalog, numbers)):
            made.by_member  # noqa: B018
        self.whole = canonical(
            [
                estate.catalog.database,
                estate.catalog.schema,
                names.owners,
                names.object_schemas,
                names.databases,
                names.variable_schemas,
            ]
        )
        derived = {
            "renamed": names.renames.names,
            "declared": names.spelling.declared,
            "packages": names.packages,
            "variables": estate.variables,
        }
        self.answers: dict[str, Callable[[Hashable], Any]] = {
            "family": self.family,
            "taken": lambda key: is_taken(estate, key),
            "database": lambda key: estate.catalog.has_database(str(key)),
            **{name: (lambda key, at=at: plain(at, key)) for name, at in derived.items()},  # type: ignore[misc]
        }

    def family(self, key: Any) -> Any:
        policy, table, column = key
        found = self.types.families.family(table, column)
        return found and (policy, found.type, found.review)

    def watch(self) -> None:
        """From now on lookups are noted."""
        estate, names = self.estate, self.estate.names
        self.seen = watch(estate.catalog)
        names.renames.names = Watched("renamed", names.renames.names, self.seen)
        names.spelling.declared = Watched("declared", names.spelling.declared, self.seen)
        names.__dict__["packages"] = Watched("packages", names.packages, self.seen)
        estate.variables = Watched("variables", estate.variables, self.seen)

    def begin(self) -> None:
        """Forget what was found for the file before: it would be taken from there and not be noted."""
        self.seen.clear()
        self.estate.names.known.clear()
        self.estate.names.spelling.known.clear()
        self.types.views.clear()

    def found(self) -> Found:
        """What was looked up since `begin`."""
        noted = list(self.seen)
        return {lookup: self.digest(lookup) for lookup in noted}

    def digest(self, lookup: Lookup) -> bytes:
        known = self.known.get(lookup)
        if known is None:
            if lookup[0] not in self.answers:
                self.answers |= containers(self.estate.catalog)
            answer = self.answers[lookup[0]](lookup[1])
            text = canonical(answer).encode("utf-8", "surrogatepass")
            known = self.known[lookup] = blake2b(text, digest_size=SIZE).digest()
        return known

    def same(self, found: Found) -> bool:
        """Whether all of that would be found now. A container that this version does not know is a no."""
        return all(self.digest(lookup) == digest for lookup, digest in found.items())


def is_taken(estate: Estate, key: Any) -> bool:
    place, name = key
    return name in estate.names.renames.taken.get(place, ())


def canonical(value: Any) -> str:
    """A text that is the same for the same values, in every process: sets have no order of their own."""
    if isinstance(value, str | int | bytes | float) or value is None:
        return repr(value)
    if isinstance(value, set | frozenset):
        return f"{{{joined(sorted(map(canonical, value)))}}}"
    if isinstance(value, dict):
        return f"{{{joined(f'{canonical(k)}:{canonical(v)}' for k, v in dict.items(value))}}}"
    if isinstance(value, list | tuple):
        return f"({joined(map(canonical, value))})"
    if is_dataclass(value):
        made: Any = type(value)
        return f"{made.__name__}({joined(canonical(getattr(value, name)) for name in names_of(made))})"
    raise TypeError(f"a catalog holds a {type(value).__name__}")


@cache
def names_of(made: Any) -> tuple[str, ...]:
    return tuple(f.name for f in fields(made))


def joined(texts: Iterable[str]) -> str:
    return ",".join(texts)


__all__ = ["ANY", "WHOLE", "Found", "Lookups", "canonical"]
