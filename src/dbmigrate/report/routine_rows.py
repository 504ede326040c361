"""The workbook's sheet of routines: what each takes and gives, who calls it, how a client calls it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dbmigrate.inventory import CURSOR, CURSORS, OUT_CURSORS, PARAMETER, TABLE
from dbmigrate.inventory_listed import offered
from dbmigrate.report.words import kind_word
from dbmigrate.results import Report, UnitResult

ROUTINES: Final = {
    "name": ("Routine", "例程", 34),
    "file": ("Place", "位置", 40),
    "kind": ("Becomes", "转换为", 12),
    "parameters": ("Parameters", "参数", 44),
    "returns": ("Returns", "返回值", 14),
    "results": ("Result sets", "结果集", 10),
    "form": ("Handed out as", "返回形式", 22),
    "columns": ("Columns", "列", 60),
    "status": ("Status", "返回状态", 10),
    "users": ("Callers", "调用方", 44),
    "before": ("Called before", "原调用方式", 44),
    "call": ("Called now", "现调用方式", 60),
}
FORMS: Final = {  # of result sets: English, Chinese
    TABLE: ("table", "返回表"),
    CURSORS: ("a cursor for each", "每个结果集一个游标"),
    PARAMETER: ("parameter result_sets", "参数 result_sets（游标数组）"),
    OUT_CURSORS: ("OUT cursors", "OUT 游标参数"),
    CURSOR: ("cursor", "返回游标"),
}


def result_sets(u: UnitResult) -> str | int:
    """"" for what makes no routine."""
    return sum(len(one.sets) for one in u.interfaces) if u.interfaces else ""


def routine_rows(report: Report, lang: str) -> Iterator[list[str | int]]:
    zh = lang == "zh"
    for u, one, users in offered(report.units):
        sets = [", ".join(f"{name} {type_ or '?'}" for name, type_ in s.columns) or "?" for s in one.sets]
        many = [f"{k}) {columns}" for k, columns in enumerate(sets, 1)] if len(sets) > 1 else sets
        yield [
            one.name,
            f"{u.unit.file}:{one.line}",
            kind_word(one.kind, lang),
            ", ".join(f"{p.name} {p.type}{'' if p.mode == 'in' else ' ' + p.mode.upper()}" for p in one.parameters),
            one.returns,
            len(one.sets),
            FORMS[one.form][zh] if one.form else "",
            "; ".join(many),
            ("yes", "有")[zh] if one.status else "",
            ", ".join(user.name or f"{user.file}:{user.line}" for user in users),
            one.before,
            one.call,
        ]
