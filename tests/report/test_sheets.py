"""The workbook, read back: filters, a frozen heading, and texts that stay texts."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from commands import FIXTURES, Commands
from openpyxl import Workbook, load_workbook
from reports import HOSTILE, report

from dbmigrate.report.sheets import as_workbook

TITLES = {
    "zh": ["工作划分", "问题", "对象", "例程接口", "外部依赖"],
    "en": ["Work split", "Issues", "Objects", "Routines", "Dependencies"],
}


def read(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


@pytest.mark.parametrize("lang", TITLES)
def test_each_sheet_has_a_filter_a_frozen_heading_and_widths(lang: str) -> None:
    book = read(as_workbook(report(30, 4), lang))
    assert book.sheetnames == TITLES[lang]
    for sheet in book:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert all(sheet.column_dimensions[cell.column_letter].width >= 8 for cell in sheet[1])
        assert all(cell.font.bold and cell.value for cell in sheet[1])
    assert [s.max_row for s in book] == [31, 121, 31, 1, book.worksheets[4].max_row]


def test_no_text_of_the_input_is_a_formula() -> None:
    book = read(as_workbook(report(60, 5, HOSTILE), "zh"))
    texts = [cell for sheet in book for row in sheet.iter_rows(min_row=2) for cell in row if cell.value is not None]
    assert not [cell for cell in texts if cell.data_type == "f"]
    risky = [cell for cell in texts if isinstance(cell.value, str) and cell.value.startswith(("=", "+", "-", "@"))]
    assert risky and all(cell.quotePrefix for cell in risky)
    assert not [cell for cell in texts if "\x1b" in str(cell.value) or "\u202e" in str(cell.value)]


def test_the_work_split_of_an_estate(dbmigrate: Commands) -> None:
    dbmigrate("scan", FIXTURES / "lis-sqlserver", "-f", "xlsx=r.xlsx", "--lang", "en")
    sheet = read(Path("r.xlsx").read_bytes())["Work split"]
    heads = [cell.value for cell in sheet[1]]
    rows = [dict(zip(heads, (c.value for c in row), strict=True)) for row in sheet.iter_rows(min_row=2)]
    assert rows == sorted(rows, key=lambda r: -r["Open issues"])
    assert {r["Status"] for r in rows if r["Open issues"]} == {"not started"}
    assert any(r["Result sets"] == 1 for r in rows) and any(r["Result sets"] == 2 for r in rows)
    assert any(r["Callers"] for r in rows if r["Kind"] == "procedure")
    assert sheet.data_validations.dataValidation[0].formula1 == '"not started,in progress,in test,done"'
