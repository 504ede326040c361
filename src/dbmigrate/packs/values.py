"""The rows of a pack as frozen values: a capability, a function of a source, a type of a source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from dbmigrate.model import Fix, Severity

Has = Literal["yes", "no", "partial", "unknown"]
Evidence = Literal["verified", "documented", "reported", "inferred"]
HAS: Final = ("yes", "no", "partial", "unknown")
EVIDENCE: Final = ("verified", "documented", "reported", "inferred")

# Places where a bare word can stand. `alias` follows AS in a select list, `bare alias` stands there without AS,
# `table alias` stands in FROM, `param` is a routine's parameter, `plvar` a PL/pgSQL variable, `label` a <<label>>.
POSITIONS: Final = (
    "table",
    "column",
    "alias",
    "bare alias",
    "table alias",
    "function",
    "type",
    "param",
    "plvar",
    "label",
)


@dataclass(frozen=True, slots=True)
class Capability:
    """Whether a target understands something by itself. `probe` is SQL that shows it, `answer` its first value.

    `mode` is the mode that the row speaks of, `since` the first version; empty means all. `needs` says what a server
    must be built with to run the probe (`icu`, `xml`).
    """

    name: str
    has: Has = "unknown"
    mode: str = ""
    since: str = ""
    limits: str = ""
    evidence: Evidence = "inferred"
    source: str = ""
    probe: str = ""
    answer: str = ""
    needs: str = ""


@dataclass(frozen=True, slots=True)
class FunctionRow:
    """A function of a source that a template replaces: `$1` is the first argument.

    `to` maps a target's name to its template, "" to what the other targets share. It is for calls with `arguments`
    arguments only. `before` is an example in the source's SQL, `rows` what the source answers to it.
    """

    name: str
    arguments: int
    to: Mapping[str, str]
    severity: Severity
    fix: Fix
    note: str
    note_zh: str
    before: str
    rows: str
    needs: str = ""
    unless: str = ""
    evidence: Evidence = "verified"

    def template(self, target: str) -> str:
        """The text for the target pack of that name (`kingbase`); empty: that target has nothing to write instead."""
        return self.to.get(target, self.to.get("", ""))


@dataclass(frozen=True, slots=True)
class TypeRow:
    """A data type of a source. `to` is its PostgreSQL type; with `rule` it is only the usual one and a rule decides.

    `keep`: what stands in parentheses stays (`FLOAT(24)`); else it goes (`RAW(16)` -> `bytea`).
    """

    name: str
    to: str = ""
    rule: bool = False
    keep: bool = False
    note: str = ""
