"""Settings of a run: what the command line and dbmigrate.toml say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, fields, replace
from pathlib import Path
from typing import Any, Final

from dbmigrate.configfile import CHOICES, SHAPES, Wrong
from dbmigrate.engine.context import Options
from dbmigrate.model import UsageError
from dbmigrate.records import dataclass


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
    ignore: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # glob -> codes or names
    overrides: Path | None = None
    effort: Mapping[str, Any] = field(default_factory=dict)  # costs of hand work over those of dialects/effort.toml
    show_literals: bool = False
    options: Options = field(default_factory=Options)

    def checked(self) -> Settings:
        for name in CHOICES:
            value = getattr(self, name, None) or getattr(self.options, name, None)
            if value is not None:
                shaped(name, value)
        shaped("effort", self.effort)
        return replace(self, source="sqlserver") if self.source == "tsql" else self


OPTION_NAMES: Final = frozenset(f.name for f in fields(Options)) - {"charset_given"}
SETTING_NAMES: Final = frozenset(f.name for f in fields(Settings)) - {"paths", "options"}


def settings(paths: tuple[Path, ...], given: Mapping[str, Any], file_values: Mapping[str, Any]) -> Settings:
    """Command line over config file over defaults. `given` holds only what the user said (no None)."""
    merged = {**file_values, **{k: shaped(k, v) for k, v in given.items() if v is not None}}
    option_values = {k: v for k, v in merged.items() if k in OPTION_NAMES}
    options = Options(**option_values, charset_given="source_charset" in option_values)
    plain = {k: v for k, v in merged.items() if k in SETTING_NAMES}
    return Settings(paths=paths, options=options, **plain).checked()


def shaped(name: str, value: Any) -> Any:
    """A value of the command line or of a caller in the type that Settings holds. Raises UsageError."""
    try:
        return SHAPES[name](value)
    except Wrong as wrong:
        raise UsageError(f"{name.replace('_', '-')}: {wrong.said}") from None
