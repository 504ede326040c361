"""The gate: which issues make the exit code 1."""

from __future__ import annotations

from collections.abc import Sequence

from dbmigrate.cli import Exit
from dbmigrate.model import Severity
from dbmigrate.results import Report


def exit_code(report: Report, fail_on: str, severities: Sequence[str]) -> int:
    """review: an open issue; any: also those that a safe edit took care of; none: never.

    Notes never count, nor does what a baseline knows."""
    if not any(f.status in ("read", "unchanged") for f in report.files):
        return Exit.USAGE
    issues = [i for i in report.issues if i.severity is not Severity.NOTE and not i.suppressed and not i.known]
    if severities:
        issues = [i for i in issues if i.severity in severities]
    failed = {"none": False, "any": bool(issues), "review": any(i.open for i in issues)}[fail_on]
    return Exit.GATE if failed else Exit.CLEAN
