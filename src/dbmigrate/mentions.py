"""Which objects of the estate a unit's text names: for lists of callers. Strings and comments do not count."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from dbmigrate.catalog.catalog import Catalog
from dbmigrate.model import Unit
from dbmigrate.results import UnitResult

WORD: Final = re.compile(r"--[^\n]*|/\*.*?\*/|'[^']*'|([^\W\d][\w$#]*)", re.S)
MAKERS: Final = frozenset(
    "table,view,materialized view,procedure,function,package,package body,trigger,sequence,synonym,type".split(",")
)
USERS: Final = frozenset(
    "view,materialized view,procedure,function,package,package body,trigger,type body,block,batch,execute".split(",")
)
KINDS: Final = ("table", "view", "routine", "sequence", "synonym")


def known_names(catalog: Catalog) -> frozenset[str]:
    """The names, without owners, of what the estate defines, in small letters."""
    return frozenset(key[1].lower() for kind in KINDS for key in catalog.shelves[kind])


def mentioned(text: str, known: frozenset[str]) -> tuple[str, ...]:
    """Those of the known names that stand in the text as words, in order."""
    words = dict.fromkeys(w.lower() for w in WORD.findall(text) if w)
    return tuple(w for w in words if w in known)


def last_name(unit: Unit) -> str:
    return unit.name.rpartition(".")[2].strip('"[]`').lower()


def callers(units: Iterable[UnitResult]) -> Iterator[tuple[UnitResult, tuple[Unit, ...]]]:
    """Each unit with the other views and units of code that name the object that it makes, in order."""
    found = list(units)
    users: dict[str, dict[tuple[str, str], Unit]] = {}
    for made in found:
        if made.unit.kind in USERS:
            for name in made.mentions:
                users.setdefault(name, {})[made.unit.file, made.unit.name] = made.unit
    for made in found:
        named = users.get(last_name(made.unit), {}) if made.unit.kind in MAKERS else {}
        yield made, tuple(unit for (_, name), unit in named.items() if name != made.unit.name)
