"""Today's issues, frozen: what is already known does not fail a gate. Nothing here depends on line numbers."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from dbmigrate.model import Issue, Severity, UsageError
from dbmigrate.results import Compared, ConvertedText, Report
from dbmigrate.sources.scan import LINE_END

SCHEMA: Final = "dbmigrate.baseline/1"
MOST_OF_A_LINE: Final = 400


def with_fingerprints(stretch: ConvertedText) -> tuple[Issue, ...]:
    """The stretch's issues, each with the mark by which a later run knows it: code, object, text of its line."""
    return tuple(replace(i, fingerprint=fingerprint(i, line_of(stretch, i.place.offset))) for i in stretch.issues)


def line_of(stretch: ConvertedText, offset: int) -> str:
    at = min(max(offset - stretch.start, 0), len(stretch.source))
    lo = max(stretch.source.rfind("\n", 0, at), stretch.source.rfind("\r", 0, at)) + 1
    end = LINE_END.search(stretch.source, at)
    return stretch.source[lo : end.start() if end else len(stretch.source)][:MOST_OF_A_LINE]


def fingerprint(issue: Issue, line: str = "") -> str:
    """Blanks and the case of letters do not count. An issue without a text is told by its file and its values."""
    said = line or "\0".join((issue.place.file, *issue.values.values()))
    text = "\0".join((issue.code, issue.note, issue.unit.casefold(), " ".join(said.split()).casefold()))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:20]


def counted(issue: Issue) -> bool:
    return issue.severity is not Severity.NOTE and not issue.suppressed


def key(issue: Issue) -> tuple[str, bool]:
    """What a safe edit took care of and what is open are two things: one does not become the other unseen."""
    return issue.fingerprint or fingerprint(issue), issue.open


def baseline_text(report: Report) -> str:
    """The file: fingerprints with code, object and how often; sorted, so that a change of it can be read."""
    found = Counter((i.code, i.unit, *key(i)) for i in report.issues if counted(i))
    issues = [
        {"code": code, "unit": unit, "fingerprint": mark, "open": opened, "count": count}
        for (code, unit, mark, opened), count in sorted(found.items())
    ]
    source = next((a.value for a in report.assumptions if a.key == "source"), "")
    values = {
        "schema": SCHEMA,
        "dbmigrate": version("dbmigrate"),
        "source": source,
        "target": report.target,
        "issues": issues,
    }
    return json.dumps(values, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace").decode() + "\n"


def read_baseline(path: Path) -> dict[str, Any]:
    """Raises UsageError where the file is no baseline."""
    try:
        values = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise UsageError(f"baseline {path}: {error.strerror}") from None
    except ValueError:
        raise UsageError(f"baseline {path}: not a JSON file") from None
    if not isinstance(values, dict) or values.get("schema") != SCHEMA:
        raise UsageError(f"baseline {path}: its schema is not {SCHEMA}")
    issues = values.get("issues")
    good = isinstance(issues, list) and all(
        isinstance(i, dict)
        and isinstance(i.get("code"), str)
        and isinstance(i.get("fingerprint"), str)
        and isinstance(i.get("open"), bool)
        and isinstance(i.get("count"), int)
        for i in issues
    )
    if not good:
        raise UsageError(f"baseline {path}: an issue lacks code, fingerprint, open or count")
    return values


def compare(report: Report, baseline: dict[str, Any]) -> Report:
    """The report with its known issues marked. Raises UsageError for a baseline of another target."""
    left = frozen(baseline, report.target)
    codes = {i["fingerprint"]: i["code"] for i in baseline["issues"]}
    made = Compared()
    issues = list(marked(report.issues, left, made))
    if report.partial:  # what was not looked at is not gone
        left.clear()
    for (mark, opened), count in left.items():
        if opened and count > 0:
            made.gone[codes[mark]] += count
    return replace(report, issues=issues, baseline=made)


def frozen(baseline: dict[str, Any], target: str) -> Counter[tuple[str, bool]]:
    """How often a baseline holds each mark. Raises UsageError for a baseline of another target."""
    if baseline.get("target") != target:
        raise UsageError(f"the baseline is for {baseline.get('target')}, this run for {target}")
    left: Counter[tuple[str, bool]] = Counter()
    for i in baseline["issues"]:
        left[(i["fingerprint"], i["open"])] += i["count"]
    return left


def stretches_beside(
    stretches: Iterable[ConvertedText], left: Counter[tuple[str, bool]]
) -> Iterator[ConvertedText]:
    """The stretches with those issues marked that are in `left`, which holds afterwards what was not met."""
    for stretch in stretches:
        found = with_fingerprints(stretch)
        yield replace(stretch, issues=tuple(marked(found, left, Compared()))) if found else stretch


def marked(issues: Iterable[Issue], left: Counter[tuple[str, bool]], made: Compared) -> Iterable[Issue]:
    for issue in issues:
        mark = key(issue)
        if not counted(issue):
            yield issue
        elif left[mark] > 0:
            left[mark] -= 1
            made.known[issue.code] += issue.open
            yield replace(issue, known=True)
        else:
            made.new[issue.code] += issue.open
            yield issue


__all__ = [
    "SCHEMA",
    "baseline_text",
    "compare",
    "fingerprint",
    "frozen",
    "read_baseline",
    "stretches_beside",
    "with_fingerprints",
]
