"""The comparison as Markdown: per unit what was found, then its changed lines."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from dbmigrate.messages import message
from dbmigrate.model import Issue, Verdict
from dbmigrate.report.diff.compared import Compared, ComparedUnit
from dbmigrate.report.diff.data import LEFT_OUT, LONG_LINE, thinned, visible
from dbmigrate.report.diff.lines import Line, Row
from dbmigrate.report.markup import code, fence, plain
from dbmigrate.report.words import kind_word, word

CONTEXT = 2


def markdown(files: Iterable[Compared], source: str, target: str, lang: str) -> Iterator[str]:
    zh = lang == "zh"
    yield f"# {'源码与目标对照' if zh else 'Source beside target'}: {plain(source)} → {plain(target)}\n\n"
    changed = False
    for file in files:
        units = [u for u in file.units if u.stretch.edits or u.open]
        if not file.edits and not units:
            continue
        changed = True
        yield f"## {code(file.name)}\n\n"
        rows = list(thinned(file, file.rows()))
        places = Places(rows)
        for unit in units:
            yield from unit_text(file, unit, rows, places.of(unit), lang)
    if not changed:
        yield ("没有改动。" if zh else "Nothing was changed.") + "\n"


def unit_text(
    file: Compared, unit: ComparedUnit, rows: Sequence[Row | list[int]], within: tuple[int, int], lang: str
) -> Iterator[str]:
    stretch = unit.stretch
    assert stretch.unit is not None
    name = f"{kind_word(stretch.unit.kind, lang)} {code(stretch.unit.name) if stretch.unit.name else ''}".strip()
    verdict = "" if stretch.verdict is Verdict.IGNORED else f" · {word(stretch.verdict.value, lang)}"
    yield f"### {unit.first}: {name}{verdict}\n\n"
    yield from (issue_line(i, lang) for i in once(stretch.issues, lang))
    lines = list(hunks(file, rows, *within))
    if lines:
        body = "\n".join(lines)
        yield f"\n{fence(body)}diff\n{body}\n{fence(body)}\n"
    yield "\n"


def once(issues: Sequence[Issue], lang: str) -> list[Issue]:
    """One issue for each text that is said."""
    return list({(i.code, message(i, lang)): i for i in reversed(issues)}.values())[::-1]


def issue_line(issue: Issue, lang: str) -> str:
    box = "x" if not issue.open else " "
    what = f"**{issue.code}** {word(issue.severity.value, lang)}, {word(issue.fix.value, lang)}"
    return f"- [{box}] {issue.place.line}: {what}: {plain(message(issue, lang))}\n"


def hunks(file: Compared, rows: Sequence[Row | list[int]], first: int, last: int) -> Iterator[str]:
    """Changed rows of a unit with a little of what stands around; source first, then target, as in a patch."""
    shown = {
        k
        for n in range(first, last)
        if is_changed(rows[n])
        for k in range(max(first, n - CONTEXT), min(last, n + CONTEXT + 1))
    }
    before = first - 1
    added: list[str] = []
    for n in sorted(shown):
        row = rows[n]
        if isinstance(row, list) or row.same:
            yield from added
            added = []
        if n > before + 1:
            yield from added
            added = []
            yield "@@"
        before = n
        if isinstance(row, list):
            yield f"@@ +{row[1]} @@"
            continue
        if row.same and row.left:
            yield " " + text_of(row.left, file.source)
            continue
        if row.left:
            yield "-" + text_of(row.left, file.source)
        if row.right:
            added.append("+" + text_of(row.right, file.target))
    yield from added


def is_changed(row: Row | list[int]) -> bool:
    return row[0] == LEFT_OUT and bool(row[2]) if isinstance(row, list) else not row.same


class Places:
    """Which rows hold which lines of the source."""

    def __init__(self, rows: Sequence[Row | list[int]]) -> None:
        found = [(row.left.number, n) for n, row in enumerate(rows) if not isinstance(row, list) and row.left]
        self.lines, self.rows = [line for line, _ in found], [n for _, n in found]
        self.count = len(rows)

    def of(self, unit: ComparedUnit) -> tuple[int, int]:
        """From the unit's first row to behind its last; lines of the target alone go with the line behind them."""
        first, last = bisect_left(self.lines, unit.first), bisect_right(self.lines, unit.last)
        if first == last:
            return 0, 0
        start = self.rows[first - 1] + 1 if first else 0
        return start, self.rows[last - 1] + 1 if last < len(self.rows) else self.count


def text_of(line: Line, text: str) -> str:
    found = visible("".join(text[p.start : p.end] for p in line.pieces))
    return found if len(found) <= LONG_LINE else f"{found[:LONG_LINE]}… (+{len(found) - LONG_LINE})"


__all__ = ["markdown"]
