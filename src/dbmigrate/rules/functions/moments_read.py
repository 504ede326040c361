"""Texts that vary, read as moments: which models the runtime functions read as Oracle does."""

from __future__ import annotations

from typing import Final

from sqlglot import exp

from dbmigrate.engine.views import Call
from dbmigrate.rules.functions.date_constants import elements

YEARS: Final = frozenset({"SYYYY", "YYYY", "RRRR", "RR", "YY"})
MONTHS: Final = frozenset({"MM", "MON", "MONTH"})
NAMES: Final = frozenset({"MON", "MONTH"})
ZONES: Final = frozenset({"TZH", "TZM"})


def is_readable(found: Call) -> bool:
    """The model is a constant that says year and month; what it leaves out depends on the day in Oracle."""
    model = found.args[1].node if len(found.args) == 2 else None
    if not isinstance(model, exp.Literal) or not model.is_string:
        return False
    known = elements(model.this)
    names = {text for kind, text in known if kind == "name"} if known else set()
    return bool(names & YEARS) and bool(names & MONTHS) and not names & ZONES


def shows_names(found: Call) -> bool:
    """The months are names, of the language of NLS_DATE_LANGUAGE."""
    return any(text in NAMES for kind, text in elements(found.args[1].node.this) or () if kind == "name")
