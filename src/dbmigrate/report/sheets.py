"""The report as a workbook (XLSX): work split, issues, objects, dependencies."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import xlsxwriter

from dbmigrate.dependencies import dependencies
from dbmigrate.effort import complexity
from dbmigrate.engine.contract import load_rules
from dbmigrate.mentions import callers, last_name
from dbmigrate.messages import message
from dbmigrate.model import Verdict
from dbmigrate.report.dated import report_time
from dbmigrate.report.routine_rows import ROUTINES, result_sets, routine_rows
from dbmigrate.report.shown import shown
from dbmigrate.report.summary import SEVERITY_ORDER, only
from dbmigrate.report.words import kind_word, word
from dbmigrate.results import Report

Value = str | int | float
Row = tuple[Verdict | None, list[Value]]
Columns = dict[str, tuple[str, str, int]]
SPLIT: Final = {  # key of the heading: (English, Chinese, width)
    "unit": ("Unit", "单元", 34),
    "kind": ("Kind", "类型", 14),
    "place": ("Place", "位置", 40),
    "lines": ("Lines", "行数", 8),
    "verdict": ("Verdict", "判定", 12),
    "complexity": ("Complexity", "复杂度", 12),
    "issues": ("Open issues", "未处理问题", 11),
    "codes": ("Codes", "编号", 30),
    "results": ("Result sets", "结果集", 10),
    "callers": ("Callers", "被引用单元数", 12),
    "owner": ("Owner", "负责人", 14),
    "status": ("Status", "状态", 12),
    "remark": ("Remark", "备注", 30),
}
ISSUES: Final = {
    "code": ("Code", "编号", 9),
    "severity": ("Severity", "严重度", 11),
    "fix": ("Fix", "处理", 11),
    "state": ("State", "状态", 10),
    "message": ("What was found", "内容", 70),
    "unit": ("Unit", "单元", 34),
    "file": ("File", "文件", 40),
    "line": ("Line", "行", 8),
    "column": ("Column", "列", 8),
}
OBJECTS: Final = {
    "kind": ("Kind", "类型", 16),
    "name": ("Name", "名称", 36),
    "file": ("File", "文件", 40),
    "line": ("Line", "行", 8),
    "lines": ("Lines", "行数", 8),
    "rows": ("Rows", "数据行", 10),
    "verdict": ("Verdict", "判定", 12),
    "reached": ("Reached", "到达阶段", 16),
    "issues": ("Open issues", "未处理问题", 11),
    "names": ("Names objects", "引用对象", 50),
}
DEPENDENCIES: Final = {
    "kind": ("Kind", "类别", 24),
    "name": ("Name", "名称", 40),
    "places": ("Places", "处数", 8),
    "files": ("Files", "文件数", 8),
    "units": ("Objects", "对象数", 8),
    "open": ("Open", "未处理", 8),
    "first": ("First place", "首处", 44),
    "advice": ("Advice", "建议", 70),
}
STATES: Final = (("not started", "未开始"), ("in progress", "进行中"), ("in test", "测试中"), ("done", "已完成"))
FILLS: Final = {
    Verdict.PARTIAL: "FDF3D7",
    Verdict.INCOMPATIBLE: "FBE3E3",
    Verdict.UNASSESSED: "EDE6F8",
}
MOST_ROWS: Final = 1_048_000  # of a sheet
RISKY: Final = ("=", "+", "-", "@")
HEAD: Final = {"bold": True, "font_color": "#FFFFFF", "bg_color": "#0B5FA5", "valign": "vcenter"}


def as_workbook(report: Report, lang: str, wanted: Sequence[str] = ()) -> bytes:
    """Texts stay texts: nothing that the input holds is read as a formula."""
    load_rules()
    zh = lang == "zh"
    made = io.BytesIO()
    # row by row; the entries of the archive bear one date, so the same input gives the same bytes
    book = xlsxwriter.Workbook(made, {"constant_memory": True})
    book.set_properties({"author": "dbmigrate", "created": report_time().replace(tzinfo=None)})
    formats = Formats(book)
    split = sheet(book, formats, "工作划分" if zh else "Work split", SPLIT, zh)
    fill(split, formats, split_rows(report, lang), SPLIT)
    at = list(SPLIT).index("status")
    split.data_validation(1, at, MOST_ROWS, at, {"validate": "list", "source": [s[zh] for s in STATES]})
    issues = sheet(book, formats, "问题" if zh else "Issues", ISSUES, zh)
    fill(issues, formats, issue_rows(report, lang, wanted), ISSUES)
    fill(sheet(book, formats, "对象" if zh else "Objects", OBJECTS, zh), formats, object_rows(report, lang), OBJECTS)
    listed: Iterator[Row] = ((None, [*row]) for row in routine_rows(report, lang))
    fill(sheet(book, formats, "例程接口" if zh else "Routines", ROUTINES, zh), formats, listed, ROUTINES)
    outside = sheet(book, formats, "外部依赖" if zh else "Dependencies", DEPENDENCIES, zh)
    fill(outside, formats, dependency_rows(report, lang, wanted), DEPENDENCIES)
    book.close()
    return made.getvalue()


class Formats:
    """What cells look like; each is made once for a book."""

    def __init__(self, book: Any) -> None:
        self.head = book.add_format(HEAD)
        self.text = book.add_format({"quote_prefix": True})
        self.verdicts = {v: book.add_format({"bg_color": f"#{colour}"}) for v, colour in FILLS.items()}


def sheet(book: Any, formats: Formats, title: str, columns: Columns, zh: bool) -> Any:
    made = book.add_worksheet(title)
    made.freeze_panes(1, 1)
    for number, heading in enumerate(columns.values()):
        made.set_column(number, number, heading[2])
        made.write_string(0, number, heading[zh], formats.head)
    return made


def fill(made: Any, formats: Formats, rows: Iterable[Row], columns: Columns) -> None:
    count = 0
    marked = list(columns).index("verdict") if "verdict" in columns else -1
    for verdict, row in rows:
        if count + 1 >= MOST_ROWS:
            break
        count += 1
        colour = formats.verdicts.get(verdict) if verdict else None
        for at, value in enumerate(row):
            if not isinstance(value, str):
                made.write_number(count, at, value)
            elif value:
                write_text(made, formats, count, at, value, colour if at == marked else None)
    made.autofilter(0, 0, count, len(columns) - 1)


def write_text(made: Any, formats: Formats, row: int, at: int, text: str, form: Any) -> None:
    """A text as it is; one that a spreadsheet might calculate is marked as text, also for who saves it as CSV."""
    text = shown(text, 2000)
    made.write_string(row, at, text, formats.text if text.startswith(RISKY) else form)


def split_rows(report: Report, lang: str) -> Iterator[Row]:
    """What needs a person first, the most open issues first; then the rest in the order of the files."""
    zh = lang == "zh"
    every = ((u, len(users)) for u, users in callers(report.units))
    found = [(u, n) for u, n in every if u.verdict is not Verdict.IGNORED and u.unit.kind != "data"]
    found.sort(key=lambda f: (-f[0].open_issues, f[0].unit.file, f[0].unit.line))
    codes: dict[tuple[str, str], set[str]] = {}
    for i in report.open_issues:
        codes.setdefault((i.place.file, i.unit), set()).add(i.code)
    for u, count in found:
        level = complexity(u, report.costs)
        yield (
            u.verdict,
            [
                u.unit.name or u.unit.kind,
                kind_word(u.unit.kind, lang),
                f"{u.unit.file}:{u.unit.line}",
                u.lines,
                word(u.verdict.value, lang),
                word(level.name, lang) if level else "",
                u.open_issues,
                ", ".join(sorted(codes.get((u.unit.file, u.unit.key), ()))),
                result_sets(u),
                count,
                "",
                STATES[0][zh] if u.open_issues or u.verdict is Verdict.UNASSESSED else STATES[3][zh],
                "",
            ],
        )


def issue_rows(report: Report, lang: str, wanted: Sequence[str]) -> Iterator[Row]:
    order = {s: n for n, s in enumerate(SEVERITY_ORDER)}
    states = ("open", "rewritten", "ignored", "noted") if lang != "zh" else ("未处理", "已改写", "已忽略", "提示")
    for i in sorted(only(report.issues, wanted), key=lambda i: (not i.open, order[i.severity])):
        state = 2 if i.suppressed else 0 if i.open else 1 if i.edited else 3
        yield (
            None,
            [
                i.code,
                word(i.severity.value, lang),
                word(i.fix.value, lang),
                states[state],
                message(i, lang),
                i.unit,
                i.place.file,
                i.place.line,
                i.place.column,
            ],
        )


def object_rows(report: Report, lang: str) -> Iterator[Row]:
    for u in report.units:
        if u.verdict is Verdict.IGNORED:
            continue
        rung = u.rung.partition(":")[0]
        named = word(f"rung.{rung}", lang)
        yield (
            u.verdict,
            [
                kind_word(u.unit.kind, lang),
                u.unit.name,
                u.unit.file,
                u.unit.line,
                u.lines,
                u.unit.rows,
                word(u.verdict.value, lang),
                named if not named.startswith("rung.") else word(rung, lang),
                u.open_issues,
                ", ".join(name for name in u.mentions if name != last_name(u.unit)),
            ],
        )


def dependency_rows(report: Report, lang: str, wanted: Sequence[str]) -> Iterator[Row]:
    zh = lang == "zh"
    for d in dependencies(only(report.issues, wanted)):
        first = d.places[0].place
        kind, advice = d.kind.title[zh], d.kind.advice[zh]
        yield None, [kind, d.name, len(d.places), d.files, d.units, d.open, f"{first.file}:{first.line}", advice]
