"""The nouns that every layer shares: spans, parts, edits, issues, units. Imports nothing of ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import Enum, StrEnum
from typing import Any, Final

from dbmigrate.records import dataclass


class UsageError(Exception):
    """A wrong call: no such file, unknown target, broken pack. One line for the user, exit code 2."""


class Severity(StrEnum):
    """What the target does when every other rule has been applied and this one has not."""

    REFUSED = "refused"
    DIFFERS = "differs"
    SLOWER = "slower"
    NOTE = "note"


class Fix(StrEnum):
    """How far a rewrite may be trusted; NONE: found and reported, not rewritten."""

    SAFE = "safe"
    REVIEW = "review"
    NONE = "none"


class Verdict(StrEnum):
    """What became of a unit (DESIGN: native ... ignored). Unassessed counts in every denominator, ignored in none."""

    NATIVE = "native"
    CONVERTED = "converted"
    PARTIAL = "partial"
    INCOMPATIBLE = "incompatible"
    UNASSESSED = "unassessed"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class Span:
    """Code points start..end (end excluded) of a file's decoded text, byte order mark not counted."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Part:
    """Tokens first..last of one lexed text, both inside. `side` marks the empty place just before or just after it."""

    first: int
    last: int
    side: str = ""

    @property
    def before(self) -> Part:
        return Part(self.first, self.last, "before")

    @property
    def after(self) -> Part:
        return Part(self.first, self.last, "after")

    def to(self, other: Part) -> Part:
        return Part(self.first, other.last)


@dataclass(frozen=True, slots=True)
class Chain:
    """A list as the user wrote it: columns of a table, WHERE terms, FROM items. `whole` goes when every item goes."""

    whole: Part
    items: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a chain. Dropping it is the engine's work: it knows the separators and the other drops."""

    part: Part
    chain: Chain
    tree: Any = None


class Action(Enum):
    """What a replacement may hold instead of a template."""

    DROP = "drop"  # remove an Item of a list, with its separator
    COMMENT_OUT = "comment out"  # the part stays, each of its lines behind `-- `
    MOVED = "moved"  # the part is taken out with its comments: it fills places elsewhere


DROP: Final = Action.DROP
COMMENT_OUT: Final = Action.COMMENT_OUT
MOVED: Final = Action.MOVED


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule answers. `replace` holds (part, template, *places): the places fill the template's `{}` in order.

    `values` fill the rule's message; `note` (a key of the rule's notes, see rules) says why nothing is rewritten;
    `fix` and `severity` override the rule's own where types decided; `helpers` names runtime functions that were used.
    `at` is the part the issue points to, by default the node's.
    """

    replace: tuple[tuple[Any, ...], ...] | list[tuple[Any, ...]] = ()
    note: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    fix: Fix | None = None
    severity: Severity | None = None
    helpers: tuple[str, ...] = ()
    at: Part | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters start..end (end excluded) of the source, `old`, became `new` because of the rule `code`."""

    start: int
    end: int
    old: str
    new: str
    code: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: file (relative, `/`), code point offset, line and column (both from 1)."""

    file: str
    offset: int
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Issue:
    """One place where a rule applies. Its text is the rule's docstring, filled with `values`, in zh or en."""

    code: str
    name: str
    severity: Severity
    fix: Fix
    place: Place
    unit: str = ""  # key of the unit: kind and name, e.g. "table his.pat_visit"
    note: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    edited: bool = False  # a rewrite was made for it
    suppressed: bool = False
    fingerprint: str = ""  # by which a baseline knows it
    known: bool = False  # a baseline holds it: open as before, but it fails no gate

    @property
    def open(self) -> bool:
        """Counts for gates and verdicts: not a note, not suppressed, and no safe edit took care of it."""
        if self.suppressed or self.severity is Severity.NOTE:
            return False
        return not (self.edited and self.fix is Fix.SAFE)


@dataclass(frozen=True, slots=True)
class Unit:
    """A top-level statement of a file, or a run of literal INSERTs into one table (kind `data`, `rows` of them)."""

    file: str
    span: Span
    line: int
    kind: str  # table, view, index, procedure, package body, data, directive, statement ...
    name: str = ""  # as written, schema included
    rows: int = 0

    @property
    def key(self) -> str:
        return f"{self.kind} {self.name}".strip()


__all__ = [
    "COMMENT_OUT",
    "DROP",
    "MOVED",
    "Action",
    "Chain",
    "Edit",
    "Fix",
    "Hit",
    "Issue",
    "Item",
    "Part",
    "Place",
    "Severity",
    "Span",
    "Unit",
    "UsageError",
    "Verdict",
]
