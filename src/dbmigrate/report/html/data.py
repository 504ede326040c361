"""The values that the page's script shows: issues, units and files as rows of numbers over one table of texts."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

from dbmigrate.effort import complexity
from dbmigrate.engine.contract import rule_of
from dbmigrate.mentions import callers
from dbmigrate.model import Fix, Issue, Severity, Verdict
from dbmigrate.report.shown import shown
from dbmigrate.report.summary import SEVERITY_ORDER
from dbmigrate.results import Report

OPEN, EDITED, SUPPRESSED, KNOWN = 1, 2, 4, 8
FIXES: Final = (Fix.NONE, Fix.REVIEW, Fix.SAFE)
VERDICTS: Final = tuple(Verdict)
ESCAPED: Final = "<>&\u2028\u2029"


class Texts:
    """Each text once; rows hold its number."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def __call__(self, text: str) -> int:
        return self.numbers.setdefault(shown(text), len(self.numbers))

    @property
    def all(self) -> list[str]:
        return list(self.numbers)


def in_script(values: Any) -> str:
    """JSON that can stand in a script element whatever the texts hold."""
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    for sign in ESCAPED:  # `translate` takes seconds for pages of some megabytes
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def values(report: Report, issues: Iterable[Issue]) -> dict[str, Any]:
    """Rows of issues: code, severity, fix, flags, file, line, column, unit, note, then the values of its message.

    Rows of units: file, line, kind, name, lines, rows, verdict, open issues, rung, class, callers.
    """
    texts = Texts()
    codes: dict[str, dict[str, Any]] = {}
    rows = [issue_row(i, codes, texts) for i in issues]
    units = [
        [
            texts(u.unit.file),
            u.unit.line,
            texts(u.unit.kind),
            texts(u.unit.name),
            u.lines,
            u.unit.rows,
            VERDICTS.index(u.verdict),
            u.open_issues,
            texts(u.rung.partition(":")[0]),
            texts(c.name if (c := complexity(u, report.costs)) else ""),
            len(users),
        ]
        for u, users in callers(report.units)
    ]
    return {
        "severities": [s.value for s in SEVERITY_ORDER],
        "fixes": [f.value for f in FIXES],
        "verdicts": [v.value for v in VERDICTS],
        "codes": list(codes.values()),
        "issues": rows,
        "units": units,
        "texts": texts.all,
    }


def issue_row(issue: Issue, codes: dict[str, dict[str, Any]], texts: Texts) -> list[int]:
    if issue.code not in codes:
        codes[issue.code] = code_values(issue, len(codes))
    code = codes[issue.code]
    for key in issue.values:
        if key not in code["keys"]:
            code["keys"].append(key)
    if issue.note and issue.note not in code["notes"]:
        page = rule_of(issue.code).page
        code["notes"][issue.note] = [page.note(issue.note, "en"), page.note(issue.note, "zh")]
    flags = OPEN * issue.open | EDITED * issue.edited | SUPPRESSED * issue.suppressed | KNOWN * issue.known
    return [
        code["at"],
        SEVERITY_ORDER.index(Severity(issue.severity)),
        FIXES.index(issue.fix),
        flags,
        texts(issue.place.file),
        issue.place.line,
        issue.place.column,
        texts(issue.unit),
        list(code["notes"]).index(issue.note) if issue.note else -1,
        *(texts(issue.values[k]) if k in issue.values else -1 for k in code["keys"]),
    ]


def code_values(issue: Issue, at: int) -> dict[str, Any]:
    page = rule_of(issue.code).page
    return {
        "at": at,
        "code": issue.code,
        "name": issue.name,
        "title": [page.message("en"), page.message("zh")],
        "keys": [],
        "notes": {},
    }
