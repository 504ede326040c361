"""What a CI system is told: issues that would fail the gate, and where their files lie."""

from __future__ import annotations

import os
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dbmigrate.config import Settings
from dbmigrate.model import Issue, Severity
from dbmigrate.report.summary import SEVERITY_ORDER, only
from dbmigrate.results import Report, UnitResult
from dbmigrate.sources.files import discover


@dataclass(frozen=True)
class Paths:
    """Names of the estate's files as paths below the working folder, where CI systems look for them."""

    names: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, settings: Settings) -> Paths:
        return cls({f.name: below(f.path, f.name) for f in discover(settings.paths, settings.exclude)})

    def __call__(self, name: str) -> str:
        return self.names.get(name, name)


def below(path: Path, name: str) -> str:
    try:
        found = os.path.relpath(path.absolute())
    except ValueError:  # another drive
        return name
    return name if found.startswith("..") else Path(found).as_posix()


def failing(report: Report, severities: Sequence[str]) -> list[Issue]:
    """Open issues that no baseline knows; `differs` first, then by place."""
    found = [i for i in only(report.issues, severities) if i.open and not i.known]
    return sorted(found, key=lambda i: SEVERITY_ORDER.index(i.severity))


def grave(issue: Issue) -> bool:
    return issue.severity in (Severity.DIFFERS, Severity.REFUSED)


def by_unit(units: Iterable[UnitResult], issues: Iterable[Issue]) -> dict[tuple[str, int], list[Issue]]:
    """Issues by file and start of the unit that holds them; -1 for those of a file."""
    starts: dict[str, list[int]] = defaultdict(list)
    for u in units:
        starts[u.unit.file].append(u.unit.span.start)
    for known in starts.values():
        known.sort()
    found: dict[tuple[str, int], list[Issue]] = defaultdict(list)
    for issue in issues:
        file = issue.place.file
        at = bisect_right(starts[file], issue.place.offset) - 1 if issue.unit else -1
        found[(file, starts[file][at] if at >= 0 else -1)].append(issue)
    return found


__all__ = ["Paths", "by_unit", "failing", "grave"]
