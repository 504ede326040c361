"""A scan counts INSERTs of one shape; it finds what a conversion finds, statement by statement."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path

import pytest

from dbmigrate.characters import BLANK, MARK, ODD, SURROGATE
from dbmigrate.config import Settings
from dbmigrate.estate import Quiet
from dbmigrate.output import convert
from dbmigrate.pipeline import converted_files, read_estate, scan
from dbmigrate.results import ConvertedText, Report

TABLE = {
    "oracle": "create table fee (id number(10) primary key, mc varchar2(40), at date, je number(10,2));\n",
    "sqlserver": "create table fee (id int primary key, mc nvarchar(40), je decimal(10, 2), tx varbinary(8))\ngo\n",
}
ROW = {
    "oracle": "insert into fee (id, mc, at) values ({n}, '{text}', to_date('2024-{day}', 'yyyy-mm-dd'));\n",
    "sqlserver": "INSERT [fee] ([id], [mc], [je]) VALUES ({n}, N'{text}', {n}.50)\n",
}
BETWEEN = {
    "oracle": ["commit;\n", "-- dbmigrate: ignore[FN110] known\n", "/* a remark */\n", "define who = me\n"],
    "sqlserver": [
        "go\n",
        "INSERT [fee] ([id], [mc], [je]) VALUES (901, N'x', 7), (902, N'y', 8)\n",
        "INSERT [fee] ([id], [tx]) VALUES (903, 0x00)\n",
        "INSERT [fee] ([id], [mc]) VALUES (904, N'a' + N'b')\n",
        "-- a remark\n",
        "print 'x'\n",
    ],
}
# Rows of the same table that are, or look like, others.
TEXTS = ["", "it''s", "''", "q", "&who", "$(who)", "a\x1cb", "two\nlines", "timestamp"]
DAYS = ["02-30", "13-01"]


def script(dialect: str) -> str:
    """Rows of one shape, enough to be counted, with something else after every twelve."""
    row = ROW[dialect].format
    others = [row(n=801 + i, text=text, day="05-01") for i, text in enumerate(TEXTS)]
    others += [row(n=851 + i, text="no such day", day=day) for i, day in enumerate(DAYS)]
    pieces, numbers = [TABLE[dialect]], count(1)
    for other in [*others, *BETWEEN[dialect], ""]:
        pieces += [row(n=n, text=f"item {n}", day=f"05-{n % 9 + 10}") for n in islice(numbers, 12)]
        pieces.append(other)
    return "".join(pieces)


@pytest.fixture(params=["oracle", "sqlserver"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    path = tmp_path / "in" / "fee.sql"
    path.parent.mkdir()
    path.write_text(script(request.param), encoding="utf-8", newline="")
    return Settings(paths=(path.parent,), source=request.param, target="postgres@15")


def found(report: Report) -> tuple[object, ...]:
    return report.files, report.units, report.issues


def stretches(settings: Settings, loads: bool) -> Iterator[ConvertedText]:
    estate = read_estate(settings, Quiet())
    estate.loads = loads
    for _, made in converted_files(estate, Quiet()):
        yield from made


def test_a_scan_finds_what_a_conversion_finds(settings: Settings, tmp_path: Path) -> None:
    assert found(scan(settings)) == found(convert(settings, tmp_path / "out"))


def test_statements_of_one_shape_are_counted_together(settings: Settings) -> None:
    scanned, converted = list(stretches(settings, False)), list(stretches(settings, True))
    assert "".join(s.source for s in scanned) == "".join(s.source for s in converted)
    rows = [sum(s.unit.rows for s in made if s.unit) for made in (scanned, converted)]
    assert rows[0] == rows[1]
    assert max(s.unit.rows for s in scanned if s.unit) >= 12 > max(s.unit.rows for s in converted if s.unit)


def test_odd_characters_are_those_that_the_stages_look_for() -> None:
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    wanted = {0} | {m.start() for p in (BLANK, MARK, SURROGATE) for m in p.finditer(every)}
    assert {m.start() for m in ODD.finditer(every)} == wanted
    foreign = {i for i, c in enumerate(every) if c.isspace() and c not in " \t\n\r\f"}
    assert {m.start() for m in BLANK.finditer(every)} == foreign
