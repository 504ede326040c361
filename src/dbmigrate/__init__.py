"""dbmigrate: moves hospital databases to the PostgreSQL family."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dbmigrate.api import Conversion, Report, convert, convert_sql, scan
    from dbmigrate.model import UsageError

__all__ = ["Conversion", "Report", "UsageError", "convert", "convert_sql", "scan"]


def __getattr__(name: str) -> Any:
    """The library is imported when it is first used: `dbmigrate --help` needs neither parser nor rules."""
    if name == "UsageError":
        from dbmigrate.model import UsageError

        return UsageError
    if name in __all__:
        from dbmigrate import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
