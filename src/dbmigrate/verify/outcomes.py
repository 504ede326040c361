"""What loading gave: counts, and the details of what failed. No literal of the data gets into it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

HEAD: Final = 100  # characters of a statement that are shown

_LITERAL: Final = re.compile(r"'(?:[^']|'')*'?")
_QUOTED_VALUE: Final = re.compile(r'"[^"]*"')
_BLANKS: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Outcome:
    """A statement that the server refused, or a run of statements that it refused in the same words.

    `line` and `end_line`: of the statement in the script (of a run: first and last); `error_line`: where the server
    points to. `sqlstate` is None where it never saw the statement (a meta-command). `order_only`: it loads when the
    rest is there. `consequence_of`: the object whose own creation failed.
    """

    script: str
    offset: int
    line: int
    end_line: int
    error_line: int
    sqlstate: str | None
    message: str
    statement_head: str
    repeats: int = 1
    order_only: bool = False
    consequence_of: str = ""
    lacks_rows_of: str = ""  # a foreign key that fails: the table that does not hold the row


@dataclass(frozen=True, slots=True)
class Notice:
    """A warning or notice of the server."""

    script: str
    line: int
    severity: str
    message: str


@dataclass(frozen=True, slots=True)
class Routine:
    """A routine that loaded: how to find its script lines again from the body that the server stores."""

    name: str  # last part, as the server spells it
    body: str  # hash of the body
    script: str
    offset: int
    line: int
    body_line: int


@dataclass(frozen=True, slots=True)
class LoadResult:
    """`executed` counts statements and meta-commands that failed; a refused one is not loaded, whatever the reason."""

    executed: int
    failures: tuple[Outcome, ...]
    notices: tuple[Notice, ...] = ()
    routines: tuple[Routine, ...] = ()

    @property
    def failed(self) -> int:
        return sum(f.repeats for f in self.failures)

    @property
    def loaded(self) -> int:
        return self.executed - self.failed


def masked_message(sqlstate: str | None, message: str) -> str:
    """The server's message. Class 22 (data exceptions) quotes values: they go."""
    text = _QUOTED_VALUE.sub('"***"', message) if (sqlstate or "").startswith("22") else message
    return _BLANKS.sub(" ", text).strip()


def head(statement: str) -> str:
    """The start of a statement on one line, with its literals masked."""
    text = _LITERAL.sub("'***'", statement[: 10 * HEAD])
    text = _BLANKS.sub(" ", text).strip()
    return text if len(text) <= HEAD else text[: HEAD - 1] + "…"
