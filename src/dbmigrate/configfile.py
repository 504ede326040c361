"""The configuration file: found, read, each key and value checked. Errors say file, line, key, and what was meant."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Collection, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from dbmigrate.model import UsageError
from dbmigrate.packs.costs import load_costs

CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "source": ("auto", "oracle", "sqlserver", "tsql"),
    "length_semantics": ("byte", "char"),
    "empty_string": ("null", "keep"),
    "numbers": ("target", "keys", "integer", "numeric"),
    "bit": ("smallint", "boolean"),
    "helpers": ("runtime", "inline", "orafce"),
    "on_issue": ("fail", "comment", "keep"),
    "result_sets": ("table", "refcursor"),
    "lang": ("zh", "en"),
}
ALIASES: Final = {"from": "source", "to": "target"}
WRITTEN: Final = {name: alias for alias, name in ALIASES.items()}
INLINE: Final = 60  # characters of a wrong value that an error shows

Keys = tuple[str, ...]


class Wrong(Exception):
    """What is wrong with the value at `keys`."""

    def __init__(self, said: str, *keys: str):
        super().__init__(said)
        self.said, self.keys = said, keys


def load(path: Path | None, folder: Path) -> dict[str, Any]:
    """The values by setting name: of the given file, else of dbmigrate.toml or pyproject.toml in the folder.

    Raises UsageError for what no setting takes.
    """
    if path is not None:
        return read(path, required=True)
    for candidate in (folder / "dbmigrate.toml", folder / "pyproject.toml"):
        found = read(candidate, required=False)
        if found:
            return found
    return {}


def read(path: Path, *, required: bool) -> dict[str, Any]:
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        if isinstance(error, FileNotFoundError | NotADirectoryError) and not required:
            return {}
        raise UsageError(f"config {path}: {getattr(error, 'strerror', None) or 'not UTF-8'}") from None
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"config {path}: no TOML: {error}") from None
    inside: Keys = ("tool", "dbmigrate") if path.name == "pyproject.toml" else ()
    for key in inside:
        values = values.get(key, {})
    try:
        return checked(values)
    except Wrong as wrong:
        line = line_of(text, (*inside, *wrong.keys))
        raise UsageError(f"config {path}:{line}: {wrong.said}") from None


def checked(values: Any) -> dict[str, Any]:
    """The values by setting name, in the types that Settings and Options hold. Raises Wrong."""
    found: dict[str, Any] = {}
    for written, value in table(values).items():
        name = ALIASES.get(written, written.replace("-", "_"))
        if name not in SHAPES:
            raise Wrong(f"unknown key {written!r}{meant(written, KNOWN)}", written)
        if name in found:
            raise Wrong(f"{written!r} says again what another key says", written)
        try:
            found[name] = SHAPES[name](value)
        except Wrong as wrong:
            raise Wrong(f"{written}: {wrong.said}", written, *wrong.keys) from None
    return found


def meant(word: str, known: Collection[str]) -> str:
    near = get_close_matches(word.lower().replace("_", "-"), [*known, *WRITTEN], 1, 0.6)
    return f"; did you mean {near[0]!r}?" if near else f"; known: {', '.join(known)}"


def line_of(text: str, keys: Keys) -> int:
    """The line at which a key stands: with it the text up to there holds the key for the first time."""
    lines = text.splitlines(keepends=True)
    whole = 0
    for count in range(1, len(lines) + 1):
        try:
            values: Any = tomllib.loads("".join(lines[:count]))
        except tomllib.TOMLDecodeError:
            continue  # within a value of several lines
        if holds(values, keys):
            return whole + 1
        whole = count
    return whole or 1


def holds(values: Any, keys: Keys) -> bool:
    for key in keys:
        if not isinstance(values, Mapping) or key not in values:
            return False
        values = values[key]
    return True


def shown(value: Any) -> str:
    text = repr(value) if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= INLINE else text[:INLINE] + "…"


def text(value: Any) -> str:
    if not isinstance(value, str):
        raise Wrong(f"a text is wanted, not {shown(value)}")
    return value


def folder(value: Any) -> Path:
    return Path(value if isinstance(value, Path) else text(value))


def flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise Wrong(f"true or false is wanted, not {shown(value)}")
    return value


def choice(name: str) -> Callable[[Any], str]:
    known = CHOICES[name]

    def taken(value: Any) -> str:
        if value not in known:
            near = get_close_matches(value.lower(), known, 1, 0.6) if isinstance(value, str) else ()
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise Wrong(f"{shown(value)} is not one of {', '.join(known)}{hint}")
        return str(value)

    return taken


def texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    if not isinstance(value, list | tuple) or not all(isinstance(v, str) for v in value):
        raise Wrong(f"a text or a list of texts is wanted, not {shown(value)}")
    return tuple(value)


def table(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise Wrong(f"a table is wanted, not {shown(value)}")
    return value


def table_of(shape: Callable[[Any], Any]) -> Callable[[Any], dict[str, Any]]:
    def taken(value: Any) -> dict[str, Any]:
        found = {}
        for key, each in table(value).items():
            try:
                found[key] = shape(each)
            except Wrong as wrong:
                raise Wrong(f"{key!r}: {wrong.said}", key) from None
        return found

    return taken


def pairs(value: Any) -> tuple[tuple[str, str], ...]:
    return tuple(table_of(choice("result_sets"))(value).items())


def costs(value: Any) -> Mapping[str, Any]:
    found = table(value)
    try:
        load_costs(found)
    except UsageError as error:
        said = str(error).removeprefix("config [effort]").lstrip(": ")
        raise Wrong(said, *[k for k in found if k in said.replace(".", " ").replace(":", " ").split()][:1]) from None
    return found


SHAPES: Final[Mapping[str, Callable[[Any], Any]]] = {
    **{name: choice(name) for name in CHOICES},
    "target": text,
    "encoding": text,
    "source_charset": text,
    "exclude": texts,
    "keep_encoding": flag,
    "show_literals": flag,
    "overrides": folder,
    "schemas": table_of(text),
    "ignore": table_of(texts),
    "result_sets_of": pairs,
    "effort": costs,
}
KNOWN: Final[Sequence[str]] = sorted(WRITTEN.get(name, name.replace("_", "-")) for name in SHAPES)

__all__ = ["ALIASES", "CHOICES", "SHAPES", "checked", "line_of", "load"]
