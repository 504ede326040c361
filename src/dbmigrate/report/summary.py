"""Figures that every report shows, worked out once from a Report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dbmigrate.model import Fix, Issue, Severity, Verdict
from dbmigrate.results import Report

SEVERITY_ORDER = (Severity.DIFFERS, Severity.REFUSED, Severity.SLOWER, Severity.NOTE)
DONE = (Verdict.NATIVE, Verdict.CONVERTED)


@dataclass(frozen=True)
class CodeRow:
    """All places of one code."""

    code: str
    name: str
    severity: Severity
    fix: Fix
    count: int
    open: int
    first: Issue


def by_code(issues: Iterable[Issue]) -> list[CodeRow]:
    """Open ones first, `differs` before the rest, then by number of places."""
    groups: dict[tuple[str, Severity, Fix], list[Issue]] = {}
    for issue in issues:
        groups.setdefault((issue.code, issue.severity, issue.fix), []).append(issue)
    rows = [
        CodeRow(code, found[0].name, severity, fix, len(found), sum(i.open for i in found), found[0])
        for (code, severity, fix), found in groups.items()
    ]
    return sorted(rows, key=lambda r: (not r.open, SEVERITY_ORDER.index(r.severity), -r.count, r.code))


def general(text: str) -> str:
    """A title without its places, for a line that stands for many issues."""
    return text.replace("{", "<").replace("}", ">")



def rate(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "-"


def kinds(counted: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counted.items(), key=lambda i: (-i[1], i[0])))


def rates(report: Report) -> dict[str, object]:
    """Rates are shown together, never one alone."""
    verdicts = report.verdicts()
    done = sum(verdicts[v] for v in DONE)
    assessed_lines = report.lines(*(v for v in Verdict if v is not Verdict.IGNORED))
    return {
        "done": done,
        "units": report.assessed,
        "rate": rate(done, report.assessed),
        "line_rate": rate(report.lines(*DONE), assessed_lines),
        "differs": report.open_by_severity()[Severity.DIFFERS],
        "unread": sum(report.unread.values()),
    }


def baseline_counts(report: Report) -> dict[str, int]:
    found = report.baseline
    assert found is not None
    return {"known": found.known.total(), "new": found.new.total(), "gone": found.gone.total()}


def only(issues: Sequence[Issue], severities: Sequence[str]) -> list[Issue]:
    return [i for i in issues if not severities or i.severity in severities]
