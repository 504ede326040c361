"""The report as a workbook (XLSX): work split, issues, objects, dependencies."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, cast

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

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
HEAD: Final = PatternFill("solid", fgColor="0B5FA5")


def as_workbook(report: Report, lang: str, wanted: Sequence[str] = ()) -> bytes:
    """Texts stay texts: nothing that the input holds is read as a formula."""
    load_rules()
    zh = lang == "zh"
    book = Workbook(write_only=True)
    book.properties.creator = "dbmigrate"
    book.properties.created = book.properties.modified = report_time().replace(tzinfo=None)
    split = sheet(book, "工作划分" if zh else "Work split", SPLIT, zh)
    fill(split, split_rows(report, lang), SPLIT)
    states = ",".join(s[zh] for s in STATES)
    choice = DataValidation(type="list", formula1=f'"{states}"', allow_blank=True)
    letter = get_column_letter(list(SPLIT).index("status") + 1)
    choice.add(f"{letter}2:{letter}{MOST_ROWS}")
    split.data_validations.append(choice)
    fill(sheet(book, "问题" if zh else "Issues", ISSUES, zh), issue_rows(report, lang, wanted), ISSUES)
    fill(sheet(book, "对象" if zh else "Objects", OBJECTS, zh), object_rows(report, lang), OBJECTS)
    listed: Iterator[Row] = ((None, [*row]) for row in routine_rows(report, lang))
    fill(sheet(book, "例程接口" if zh else "Routines", ROUTINES, zh), listed, ROUTINES)
    outside = sheet(book, "外部依赖" if zh else "Dependencies", DEPENDENCIES, zh)
    fill(outside, dependency_rows(report, lang, wanted), DEPENDENCIES)
    made = io.BytesIO()
    book.save(made)
    return with_fixed_times(made.getvalue())


def sheet(book: Workbook, title: str, columns: Columns, zh: bool) -> Worksheet:
    made = cast(Worksheet, book.create_sheet(title))  # the write-only one has no base in common with it
    made.freeze_panes = "B2"
    for number, (_, _, width) in enumerate(columns.values(), 1):
        made.column_dimensions[get_column_letter(number)].width = width
    cells = []
    for heading in columns.values():
        cell = WriteOnlyCell(made, heading[zh])
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), HEAD
        cell.alignment = Alignment(vertical="center")
        cells.append(cell)
    made.append(cells)
    return made


def fill(made: Worksheet, rows: Iterable[Row], columns: Columns) -> None:
    count = 1
    fills = {verdict: PatternFill("solid", fgColor=colour) for verdict, colour in FILLS.items()}
    for verdict, row in rows:
        if count >= MOST_ROWS:
            break
        count += 1
        cells: list[object] = [v if not isinstance(v, str) else text_cell(made, v) for v in row]
        if verdict in fills:
            at = list(columns).index("verdict")
            cells[at] = cell = WriteOnlyCell(made, row[at])
            cell.fill = fills[verdict]
        made.append(cells)
    made.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{count}"


def text_cell(made: Worksheet, text: str) -> object:
    """A text as it is; one that a spreadsheet might calculate is marked as text, also for who saves it as CSV."""
    text = shown(text, 2000)
    if not text.startswith(RISKY):
        return text
    cell = WriteOnlyCell(made)
    cell.value = text
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell


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


def with_fixed_times(book: bytes) -> bytes:
    """The same archive with the report's date on every entry, so that the same input gives the same bytes."""
    moment = report_time()
    date = max(moment.timetuple()[:6], (1980, 1, 1, 0, 0, 0))
    stamp = moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "docProps/core.xml":
                content = with_modified(content, stamp)
            info = zipfile.ZipInfo(entry.filename, (date[0], date[1], date[2], date[3], date[4], date[5]))
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, content)
    return made.getvalue()


def with_modified(content: bytes, stamp: bytes) -> bytes:
    """openpyxl writes the time of saving."""
    head, mark, rest = content.partition(b"<dcterms:modified")
    opening, end, tail = rest.partition(b">")
    _, close, last = tail.partition(b"</dcterms:modified>")
    return head + mark + opening + end + stamp + close + last if mark else content
