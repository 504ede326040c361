"""Checks of what a TOML table holds; each error names the file, the row, the key and what is known there."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, TypeVar

from dbmigrate.model import UsageError

T = TypeVar("T")


def known_keys(row: Mapping[str, Any], known: Collection[str], where: str) -> None:
    """Raise UsageError for the first key of `row` that is not in `known`."""
    if extra := sorted(set(row) - set(known)):
        raise UsageError(f"{where}: unknown key {extra[0]!r}; known: {', '.join(sorted(known))}")


def text(row: Mapping[str, Any], key: str, where: str, *, required: bool = False) -> str:
    """The string under `key`, empty where it is absent and not required."""
    if key not in row:
        if required:
            raise UsageError(f"{where}: key {key!r} is missing")
        return ""
    return a(str, row[key], key, where)


def one_of(value: str, choices: Collection[str], key: str, where: str) -> str:
    """`value`, if it is one of the choices."""
    if value not in choices:
        raise UsageError(f"{where}: {key} is {value!r}; known: {', '.join(choices)}")
    return value


def words(value: Any, key: str, where: str) -> tuple[str, ...]:
    """An array of strings as a tuple."""
    return tuple(a(str, word, key, where) for word in a(list, value, key, where))


def strings(value: Any, key: str, where: str) -> dict[str, str]:
    """A table of strings."""
    return {name: a(str, item, f"{key}.{name}", where) for name, item in a(dict, value, key, where).items()}


def lists(value: Any, key: str, where: str) -> dict[str, tuple[str, ...]]:
    """A table of arrays of strings."""
    return {name: words(item, f"{key}.{name}", where) for name, item in a(dict, value, key, where).items()}


def a(kind: type[T], value: Any, key: str, where: str) -> T:
    """`value`, if it is of that kind."""
    if not isinstance(value, kind):
        names = {str: "a string", list: "an array", dict: "a table", bool: "true or false", int: "a whole number"}
        raise UsageError(f"{where}: {key} must be {names[kind]}")
    return value
