"""What the page's template shows without a script: figures, charts, tables."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from dbmigrate.dependencies import Dependency
from dbmigrate.model import Issue, Severity, Verdict
from dbmigrate.report.summary import SEVERITY_ORDER
from dbmigrate.results import Compared, Report

SHOWN_VERDICTS: Final = tuple(v for v in Verdict if v is not Verdict.IGNORED)
RUNGS: Final = ("read", "parsed", "converted", "loaded", "body-checked")
MOST_KINDS: Final = 14


@dataclass(frozen=True)
class Proven:
    """What `verify` found: the server, the rung of each of the report's units, errors as (foretold, place, text)."""

    server: str
    rungs: Sequence[str]
    unchecked: int
    statements: tuple[int, int]  # loaded, all
    errors: Sequence[tuple[bool, str, str]]


@dataclass(frozen=True)
class Step:
    """A step of the funnel. `count` is None where nobody checked."""

    key: str
    count: int | None
    share: float


def funnel(report: Report, proven: Proven | None) -> list[Step]:
    """Units that came at least so far; loaded and body-checked only where a server was asked."""
    rungs = proven.rungs if proven else [u.rung for u in report.units]
    pairs = zip(report.units, rungs, strict=True)
    reached = Counter(rung for u, rung in pairs if u.verdict is not Verdict.IGNORED)
    whole = reached.total() or 1
    steps = []
    for number, key in enumerate(RUNGS):
        count = sum(reached[r] for r in RUNGS[number:])
        bodies = key == "body-checked" and proven and proven.unchecked and not count
        known = number <= RUNGS.index("converted") or (proven and not bodies)
        steps.append(Step(key, count, count / whole) if known else Step(key, None, 0.0))
    return steps


@dataclass(frozen=True)
class Slice:
    key: str
    units: int
    lines: int
    share: float
    line_share: float


def slices(report: Report) -> list[Slice]:
    counts = report.verdicts()
    units, lines = report.assessed or 1, report.lines(*SHOWN_VERDICTS) or 1
    return [
        Slice(v.value, counts[v], report.lines(v), counts[v] / units, report.lines(v) / lines) for v in SHOWN_VERDICTS
    ]


def kinds(report: Report) -> list[tuple[str, int, list[tuple[str, int]]]]:
    """(kind, units, [(verdict, units)]), the most frequent first; the rare ones together."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for u in report.units:
        if u.verdict is not Verdict.IGNORED:
            counted[u.unit.kind][u.verdict.value] += 1
    rows = sorted(counted.items(), key=lambda k: (-k[1].total(), k[0]))
    if len(rows) > MOST_KINDS:
        rest: Counter[str] = Counter()
        for _, count in rows[MOST_KINDS - 1 :]:
            rest += count
        rows = [*rows[: MOST_KINDS - 1], ("", rest)]
    return [(kind, c.total(), [(v.value, c[v.value]) for v in SHOWN_VERDICTS]) for kind, c in rows]


def severities(issues: Sequence[Issue]) -> list[tuple[str, int, int, int]]:
    """(severity, open, all, objects that have an open one)."""
    rows = []
    for severity in SEVERITY_ORDER:
        found = [i for i in issues if i.severity is severity]
        opened = [i for i in found if i.open]
        rows.append((severity.value, len(opened), len(found), len({(i.place.file, i.unit) for i in opened})))
    return rows


@dataclass(frozen=True)
class CodeCard:
    code: str
    severity: str
    fix: str
    count: int
    open: int
    objects: int
    page: Any
    sources: tuple[str, ...]


def cards(issues: Sequence[Issue], rules: Any) -> list[CodeCard]:
    """Each code once: by open issues' severity, then by the objects that they touch."""
    groups: dict[str, list[Issue]] = defaultdict(list)
    for issue in issues:
        groups[issue.code].append(issue)
    made = []
    for code, found in groups.items():
        opened = [i for i in found if i.open]
        worst = min((opened or found), key=lambda i: SEVERITY_ORDER.index(Severity(i.severity)))
        touched = len({(i.place.file, i.unit) for i in (opened or found)})
        rule = rules[code]
        severity, fix = worst.severity.value, worst.fix.value
        made.append(CodeCard(code, severity, fix, len(found), len(opened), touched, rule.page, rule.source))
    order = [s.value for s in SEVERITY_ORDER]
    return sorted(made, key=lambda c: (not c.open, order.index(c.severity), -c.objects, -c.count, c.code))


def beside(found: Compared) -> list[tuple[str, int, int, int]]:
    """(code, new, known, gone), those with new places first."""
    codes = sorted({*+found.new, *+found.known, *+found.gone}, key=lambda c: (-found.new[c], -found.gone[c], c))
    return [(c, found.new[c], found.known[c], found.gone[c]) for c in codes]


def matrix(found: Sequence[Dependency]) -> list[tuple[str, list[int], int]]:
    """(file, places of each kind, all), the files with most places first; kinds in the order of `found`."""
    kinds = list(dict.fromkeys(d.kind.key for d in found))
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for d in found:
        for issue in d.places:
            counted[issue.place.file][d.kind.key] += 1
    rows = [(file, [c[k] for k in kinds], c.total()) for file, c in counted.items()]
    return sorted(rows, key=lambda r: (-r[2], r[0]))


def not_assessed(report: Report) -> dict[str, Any]:
    """What no verdict covers: units that could not be read, by reason, and files."""
    codes: dict[str, list[str]] = defaultdict(list)
    for u in report.units:
        if u.verdict is Verdict.UNASSESSED:
            reason = next((c for c in u.codes if c.startswith(("XX", "FI"))), u.codes[0] if u.codes else "")
            codes[reason].append(f"{u.unit.file}:{u.unit.line}")
    files = [f for f in report.files if f.status in ("unread", "unreadable")]
    others = Counter(f.type or "-" for f in report.files if f.status == "other")
    return {"units": sorted(codes.items(), key=lambda c: -len(c[1])), "files": files, "others": others.most_common()}
