"""What is known of a file when its second reading is over."""

from __future__ import annotations

from dataclasses import dataclass, field

from dbmigrate.definitions import Taken
from dbmigrate.model import Issue
from dbmigrate.sources.decode import Irregular


@dataclass
class Outcome:
    """Filled when the last stretch of a file was taken: plain values that may come from another process."""

    sha256: str = ""
    line_ends: list[tuple[int, str]] = field(default_factory=list)
    irregular: list[Irregular] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)  # of the file, beside those of its stretches
    broken: bool = False  # the file could not be read to its end
    met: dict[str, list[str]] = field(default_factory=dict)  # see Overrides
    used: set[tuple[str, str]] = field(default_factory=set)
    globs: set[str] = field(default_factory=set)
    taken: list[Taken] = field(default_factory=list)


__all__ = ["Outcome"]
