"""Settings of a run: what the command line and dbmigrate.toml say."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Final

from dbmigrate.engine.context import Options
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


@dataclass(frozen=True)
class Settings:
    """`paths` are read, everything else shapes how. Raises UsageError in `checked` for a value that is not known."""

    paths: tuple[Path, ...] = ()
    source: str = "auto"
    target: str = ""  # "" means postgres@15, and the report says that it was assumed
    exclude: tuple[str, ...] = ()
    encoding: str = ""
    keep_encoding: bool = False
    lang: str = "en"
    schemas: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)  # table.column -> target type
    ignore: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # glob -> codes or names
    overrides: Path | None = None
    effort: Mapping[str, Any] = field(default_factory=dict)  # costs of hand work over those of dialects/effort.toml
    show_literals: bool = False
    options: Options = field(default_factory=Options)
    defines: Mapping[str, str] = field(default_factory=dict)  # values of &name and $(name)

    def checked(self) -> Settings:
        for name, allowed in CHOICES.items():
            value = getattr(self, name, None) or getattr(self.options, name, None)
            if value is not None and value not in allowed:
                raise UsageError(f"{name.replace('_', '-')} {value!r} is not one of {', '.join(allowed)}")
        for routine, value in self.options.result_sets_of:
            if value not in CHOICES["result_sets"]:
                known = ", ".join(CHOICES["result_sets"])
                raise UsageError(f"result-sets-of {routine!r}: {value!r} is not one of {known}")
        load_costs(self.effort)
        return replace(self, source="sqlserver") if self.source == "tsql" else self


OPTION_NAMES: Final = frozenset(f.name for f in fields(Options)) - {"charset_given"}
SETTING_NAMES: Final = frozenset(f.name for f in fields(Settings)) - {"paths", "options"}


def load(path: Path | None, folder: Path) -> dict[str, Any]:
    """The config file's values by setting name: the given file, else dbmigrate.toml or pyproject.toml in the folder."""
    if path is not None:
        return read(path, required=True)
    for candidate in (folder / "dbmigrate.toml", folder / "pyproject.toml"):
        found = read(candidate, required=False)
        if found:
            return found
    return {}


def read(path: Path, *, required: bool) -> dict[str, Any]:
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        if not required:
            return {}
        raise UsageError(f"config {path}: {getattr(error, 'strerror', None) or 'not UTF-8'}") from None
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"config {path}: {error}") from None
    if path.name == "pyproject.toml":
        values = values.get("tool", {}).get("dbmigrate", {})
    return {normal(key, path): value for key, value in values.items()}


def normal(key: str, path: Path) -> str:
    name = ALIASES.get(key, key.replace("-", "_"))
    known = SETTING_NAMES | OPTION_NAMES
    if name not in known:
        raise UsageError(f"config {path}: unknown key {key!r}; known: {', '.join(sorted(known)).replace('_', '-')}")
    return name


def settings(paths: tuple[Path, ...], given: Mapping[str, Any], file_values: Mapping[str, Any]) -> Settings:
    """Command line over config file over defaults. `given` holds only what the user said (no None)."""
    merged = {**file_values, **{k: v for k, v in given.items() if v is not None}}
    option_values = {k: shaped(k, v) for k, v in merged.items() if k in OPTION_NAMES}
    options = Options(**option_values, charset_given="source_charset" in option_values)
    plain = {k: shaped(k, v) for k, v in merged.items() if k in SETTING_NAMES}
    return Settings(paths=paths, options=options, **plain).checked()


def shaped(name: str, value: Any) -> Any:
    """Values from TOML in the types that Settings holds."""
    if name == "exclude":
        return (value,) if isinstance(value, str) else tuple(value)
    if name == "overrides":
        return Path(value)
    if name == "result_sets_of":
        if not isinstance(value, Mapping):
            raise UsageError("result-sets-of is a table: routine = 'table' or 'refcursor'")
        return tuple((str(routine), form) for routine, form in value.items())
    if name == "ignore":
        return {glob: (codes,) if isinstance(codes, str) else tuple(codes) for glob, codes in value.items()}
    return value
