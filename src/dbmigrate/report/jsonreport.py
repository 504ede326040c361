"""The report as JSON, schema dbmigrate.report/1 (schemas/report-1.json)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.metadata import version
from typing import Any, Final

from dbmigrate.inventory_listed import records
from dbmigrate.messages import message
from dbmigrate.model import Issue
from dbmigrate.report.summary import only, rates
from dbmigrate.results import FileResult, Report, UnitResult

SCHEMA: Final = "dbmigrate.report/1"


def as_json(report: Report, lang: str, severities: Sequence[str] = ()) -> str:
    return readable(as_values(report, lang, severities))


def readable(values: Any) -> str:
    """JSON for the eye; only what UTF-8 cannot hold (undecodable bytes in names) is escaped."""
    text = json.dumps(values, ensure_ascii=False, indent=1) + "\n"
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def as_values(report: Report, lang: str, severities: Sequence[str] = ()) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "dbmigrate": version("dbmigrate"),
        "target": report.target,
        "assumptions": [{"key": a.key, "value": a.value, "given": a.given} for a in report.assumptions],
        "rates": rates(report),
        "verdicts": {v.value: n for v, n in report.verdicts().items()},
        "unread": dict(report.unread),
        "objects": report.objects,
        "partial": report.partial,
        "baseline": baseline_values(report),
        "files": [file_values(f) for f in report.files],
        "units": [unit_values(u) for u in report.units],
        "routines": list(records(report.units)),
        "issues": [issue_values(i, lang) for i in only(report.issues, severities)],
    }


def baseline_values(report: Report) -> dict[str, dict[str, int]] | None:
    if report.baseline is None:
        return None
    found = {"known": report.baseline.known, "new": report.baseline.new, "gone": report.baseline.gone}
    return {key: dict(sorted((+counts).items())) for key, counts in found.items()}


def file_values(f: FileResult) -> dict[str, Any]:
    values: dict[str, Any] = {"name": f.name, "status": f.status, "type": f.type, "bytes": f.bytes}
    if f.status == "read":
        values |= {
            "dialect": f.dialect,
            "encoding": f.encoding,
            "encoding_assumed": f.assumed,
            "characters": f.characters,
            "lines": f.lines,
            "sha256": f.sha256,
        }
    return values


def unit_values(u: UnitResult) -> dict[str, Any]:
    return {
        "file": u.unit.file,
        "line": u.unit.line,
        "span": [u.unit.span.start, u.unit.span.end],
        "kind": u.unit.kind,
        "name": u.unit.name,
        "rows": u.unit.rows,
        "lines": u.lines,
        "verdict": u.verdict.value,
        "reached": u.rung,
        "codes": sorted(set(u.codes)),
        "open_issues": u.open_issues,
    }


def issue_values(i: Issue, lang: str) -> dict[str, Any]:
    return {
        "code": i.code,
        "name": i.name,
        "severity": i.severity.value,
        "fix": i.fix.value,
        "open": i.open,
        "suppressed": i.suppressed,
        "known": i.known,
        "fingerprint": i.fingerprint,
        "edited": i.edited,
        "file": i.place.file,
        "line": i.place.line,
        "column": i.place.column,
        "offset": i.place.offset,
        "unit": i.unit,
        "message": message(i, lang),
    }
