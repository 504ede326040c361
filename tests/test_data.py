"""INSERTs of literals: what a shape answers is what the rules would have answered for each statement."""

from __future__ import annotations

from pathlib import Path

import pytest

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
        patch.setattr(Shapes, "find", lambda self, cut: None)
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


def test_pieces_tile_the_statement_and_tell_shapes_apart() -> None:
    cut = [pieces(row, "oracle") for row in ROWS["oracle"]]
    assert ["".join(c.parts) if c else None for c in cut] == [r if "q'" not in r else None for r in ROWS["oracle"]]
    one, empty, other, _, national, listed = (c.key if c else None for c in cut)
    assert one == other
    assert len({one, empty, national, listed}) == 4
