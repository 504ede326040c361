"""INSERTs of literals: what a shape answers is what the rules would have answered for each statement."""

from __future__ import annotations

from pathlib import Path

import pytest

from dbmigrate import scan
from dbmigrate.data import Shapes
from dbmigrate.pipeline import convert_sql
from dbmigrate.sources.decode import Reader, detect
from dbmigrate.sources.inserts import pieces

FIXTURES = Path(__file__).parent.parent / "fixtures"
DATA = [("his-oracle/data", "oracle"), ("lis-sqlserver/data", "sqlserver")]
ROWS = {
    "oracle": [
        "INSERT INTO t VALUES (1, 'a', TO_DATE('2024-01-31','yyyy-mm-dd'), NULL);",
        "INSERT INTO t VALUES (-2.5, '', TO_DATE('2024-12-01','yyyy-mm-dd'), NULL);",
        "INSERT INTO t VALUES (3e2, 'o''k', TO_DATE('2023-13-01','yyyy-mm-dd'), NULL);",
        "INSERT INTO t VALUES (4, q'[it's]', TO_DATE('01/02/2024','dd/mm/yyyy'), 'x');",
        "INSERT INTO t VALUES (5, N'床', TO_DATE('03/04/2024','mm/dd/yyyy'), HEXTORAW('0AFF'));",
        "INSERT INTO t (a, b) VALUES (6, '');",
    ],
    "sqlserver": [
        "INSERT [dbo].[t] ([a], [b]) VALUES (1, N'a'), (2, N'')",
        "INSERT [dbo].[t] ([a], [b]) VALUES (0x0AFF, N'o''k'), ($1.50, NULL)",
        "INSERT INTO t VALUES (CAST(0x0000A1B200000000 AS DateTime), CAST(N'2024-01-31T00:00:00.000' AS DateTime))",
        "INSERT INTO t VALUES (CAST(0x0000A1B300000000 AS DateTime), CAST(N'2024-02-28T00:00:00.000' AS DateTime))",
        "INSERT t VALUES (CONVERT(datetime, '20240131', 112), CONVERT(varchar(20), 'x'))",
    ],
}


def both(monkeypatch: pytest.MonkeyPatch, text: str, source: str) -> tuple[str, str]:
    fast = convert_sql(text, source=source).text
    with monkeypatch.context() as patch:
        patch.setattr(Shapes, "form", lambda self, cut, stores: None)
        return fast, convert_sql(text, source=source).text


@pytest.mark.parametrize("folder, source", DATA)
def test_fixtures_come_out_the_same(monkeypatch: pytest.MonkeyPatch, folder: str, source: str) -> None:
    for path in sorted((FIXTURES / folder).iterdir()):
        text = "".join(Reader(path, detect(path)))[:60_000]
        fast, slow = both(monkeypatch, text, source)
        assert fast == slow


@pytest.mark.parametrize("source", ROWS)
def test_rows_of_every_kind_come_out_the_same(monkeypatch: pytest.MonkeyPatch, source: str) -> None:
    end = "\n" if source == "oracle" else "\nGO\n"
    text = "".join(row + end for row in ROWS[source] * 3)
    fast, slow = both(monkeypatch, text, source)
    assert fast == slow


TABLES = {
    "oracle": "CREATE TABLE t (a NUMBER(5), b VARCHAR2(6), c DATE, d RAW(4));",
    "sqlserver": "CREATE TABLE t (a INT, b NVARCHAR(6), c DATETIME, d BIT, e MONEY);",
}
STORED = {
    "oracle": [
        "INSERT INTO t VALUES (1, 'a', '2024-01-31', NULL);",
        "INSERT INTO t VALUES ({n}, 'a', '01-JAN-60', NULL);",
        "INSERT INTO t VALUES ('{n}', 'longer than that', '2024-01-31', NULL);",
        "INSERT INTO t VALUES (1, {n}.50, '2024-01-31', '0A');",
        "INSERT INTO t VALUES (1, '患者姓名', '2024-01-31', '0A');",
    ],
    "sqlserver": [
        "INSERT t VALUES (1, N'a', N'2024-01-31', 1, 2.5);",
        "INSERT t VALUES ({n}.7, N'a', N'2024-01-31', 1, 2.5);",
        "INSERT t VALUES (-{n}.7, N'longer than that', N'2024-01-31', 3, 2.5);",
        "INSERT t VALUES (1, N'a', N'2024-01-31 23:59:59.999', 1, '$2,500');",
        "INSERT t VALUES (1, N'', N'01/02/2024', 0, 2.5);",
        "INSERT t (a, c) VALUES (1, CAST(N'2024-01-31T00:00:00.997' AS DateTime));",
        "INSERT t (a, c) VALUES (1, CAST(N'2024-01-31T00:00:00.998' AS DateTime));",
    ],
}


@pytest.mark.parametrize("source", STORED)
def test_what_is_stored_otherwise_is_seen_in_every_row(monkeypatch: pytest.MonkeyPatch, source: str) -> None:
    """Rows of one shape differ where a column takes their literals otherwise."""
    end = "\n" if source == "oracle" else "\nGO\n"
    rows = [row.replace("{n}", str(n)) for n in range(12) for row in STORED[source]]
    text = TABLES[source] + end + end.join(rows) + end
    fast, slow = both(monkeypatch, text, source)
    assert fast == slow
    seen = [i.code for i in convert_sql(text, source=source).issues if i.code in ("DM106", "DM213", "FN420")]
    assert len(seen) == 12 * {"oracle": 4, "sqlserver": 5}[source]


@pytest.mark.parametrize("source", STORED)
def test_a_scan_counts_no_row_that_is_stored_otherwise(source: str, tmp_path: Path) -> None:
    end = "\n" if source == "oracle" else "\nGO\n"
    first, other = STORED[source][:2]
    rows = [first] * 12 + [other.replace("{n}", "3")] + [first] * 3
    file = tmp_path / "rows.sql"
    file.write_text(TABLES[source] + end + end.join(rows) + end, "utf-8")
    found = [i for i in scan(file, source=source).issues if i.code in ("DM106", "DM213")]
    assert [i.place.line for i in found] == [14 if source == "oracle" else 27]


def test_pieces_tile_the_statement_and_tell_shapes_apart() -> None:
    cut = [pieces(row, "oracle") for row in ROWS["oracle"]]
    assert ["".join(c.parts) if c else None for c in cut] == [r if "q'" not in r else None for r in ROWS["oracle"]]
    one, empty, other, _, national, listed = (c.key if c else None for c in cut)
    assert one == other
    assert len({one, empty, national, listed}) == 4
