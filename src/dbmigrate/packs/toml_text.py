"""Writes TOML: strings, booleans, wrapped arrays, tables, arrays of tables (the standard library only reads it)."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterable, Mapping

WIDTH = 120


def string(value: str) -> str:
    """A basic string; JSON's escapes are TOML's, and Chinese text stays readable."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def key(name: str) -> str:
    """A bare key where TOML allows it, else a quoted one."""
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else string(name)


def array(name: str, words: Iterable[str]) -> str:
    """`name = [...]` with the words sorted and wrapped."""
    items = ", ".join(string(word).replace(" ", "\0") for word in sorted(words))
    one_line = f"{key(name)} = [{items}]\n"
    if len(one_line) <= WIDTH:
        return one_line.replace("\0", " ")
    lines = textwrap.fill(
        items, WIDTH, initial_indent="    ", subsequent_indent="    ", break_long_words=False, break_on_hyphens=False
    )
    return f"{key(name)} = [\n{lines},\n]\n".replace("\0", " ")


def pair(name: str, value: str | bool | int | Iterable[str]) -> str:
    """`name = value`."""
    if isinstance(value, bool):
        return f"{key(name)} = {str(value).lower()}\n"
    if isinstance(value, int):
        return f"{key(name)} = {value}\n"
    return f"{key(name)} = {string(value)}\n" if isinstance(value, str) else array(name, value)


def table(path: str, rows: Mapping[str, str | bool | int | Iterable[str]], *, many: bool = False) -> str:
    """A table (or, with `many`, one of an array of tables) with its pairs in the order given."""
    head = f"[[{path}]]" if many else f"[{path}]"
    return f"\n{head}\n" + "".join(pair(name, value) for name, value in rows.items())
