"""GitLab's code quality report: a JSON list; each entry has a fingerprint of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from dbmigrate.baseline import fingerprint
from dbmigrate.messages import message
from dbmigrate.model import Issue, Severity
from dbmigrate.report.ci.found import Paths, failing
from dbmigrate.report.jsonreport import readable
from dbmigrate.report.shown import shown
from dbmigrate.results import Report

LEVELS: Final = {Severity.DIFFERS: "critical", Severity.REFUSED: "major", Severity.SLOWER: "minor"}


def as_quality(report: Report, lang: str, severities: Sequence[str], paths: Paths) -> str:
    seen: Counter[str] = Counter()
    return readable([entry(i, seen, lang, paths) for i in failing(report, severities)])


def entry(issue: Issue, seen: Counter[str], lang: str, paths: Paths) -> dict[str, Any]:
    path = paths(issue.place.file)
    mark = f"{issue.fingerprint or fingerprint(issue)}-{issue.place.file}"
    seen[mark] += 1
    return {
        "description": shown(f"{issue.code} {message(issue, lang)}"),
        "check_name": f"{issue.code} {issue.name}",
        "fingerprint": shown(f"{mark}-{seen[mark]}"),
        "severity": LEVELS.get(issue.severity, "info"),
        "location": {"path": shown(path), "lines": {"begin": issue.place.line}},
    }


__all__ = ["as_quality"]
