"""Scripts of thousands of statements without a GO: time grows with the length, not with its square."""

from __future__ import annotations

import pytest

from dbmigrate.sources.split import SegmentKind, split

STATEMENTS = {
    "guards": "if exists (select 1 from sysobjects where name='abc') drop table abc\n",
    "inserts": "insert into abc select a, b from def where c = 'x'\n",
    "blocks": "begin update abc set a = 1 end\n",
}
COUNT = 4000


@pytest.mark.timeout(60)
@pytest.mark.parametrize("name", STATEMENTS)
def test_one_batch_of_many_statements(name: str) -> None:
    segments = list(split([STATEMENTS[name] * COUNT], "sqlserver"))
    assert sum(s.kind is SegmentKind.STATEMENT for s in segments) == COUNT
    assert "".join(s.text for s in segments) == STATEMENTS[name] * COUNT
