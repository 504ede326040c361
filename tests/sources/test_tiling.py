"""Whatever comes in, the segments are the whole text, and its encoding gives the same bytes back."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vendor_scripts import ORACLE, SQLSERVER

from dbmigrate.sources.decode import Encoding, Reader, Unreadable, detect, encode, encode_chunks
from dbmigrate.sources.split import SegmentKind, split

PIECES = [
    "'", '"', "[", "]", "(", ")", ";", "\n", "\r\n", "\r", "--", "/*", "*/", "/", ".", "\n/\n", "\nGO\n",
    "\ngo 5\r\n", " ", "\u3000", "\xa0", "\f", "\x00", "\ufeff", "\x1a", "@", "@@x.sql", "&v", "q'[", "]'",
    "nq'!", "!'", "N'x'", "-", "-\n", "CREATE ", "OR REPLACE ", "PROCEDURE ", "FUNCTION ", "PACKAGE BODY ",
    "TRIGGER ", "TYPE ", "VIEW ", "TABLE ", "t ", "AS ", "IS ", "BEGIN ", "END ", "END;", "IF ", "ELSE ",
    "CASE ", "LOOP ", "TRY ", "CATCH ", "SELECT ", "INSERT INTO t ", "VALUES ", "(1, 'a')", "UPDATE ", "SET ",
    "WITH ", "EXEC ", "DECLARE ", "prompt ", "set define off\n", "USE db", ":r x\n", "!!dir\n", "wrapped\n",
    "患者", "\udc80", "CAST(", "DROP ", "EXISTS ", "WHILE ", "<<l>>", "GRANT ", "MERGE ", "CALL ",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def tiles(text: str, dialect: str, sizes: tuple[int, ...] = ()) -> list[tuple[str, str]]:
    chunks, at = [], 0
    for size in sizes:
        chunks.append(text[at : at + size])
        at += size
    segments = list(split([*chunks, text[at:]], dialect))
    assert "".join(segment.text for segment in segments) == text
    offset, line = 0, 1
    for segment in segments:
        assert segment.text, segment
        assert (segment.start, segment.line) == (offset, line), segment
        offset = segment.end
        before = text[:offset]
        line = 1 + before.count("\n") + before.count("\r") - before.count("\r\n")
        assert (segment.head is None) == (segment.kind in (SegmentKind.GAP, SegmentKind.TERMINATOR))
        assert not segment.problem or segment.start <= segment.problem_at < segment.end
    return [(segment.kind, segment.text) for segment in segments]


@pytest.mark.parametrize("dialect", ["oracle", "sqlserver"])
@given(text=TEXTS)
@settings(max_examples=400, deadline=None)
def test_pieces_of_sql_tile(text: str, dialect: str) -> None:
    tiles(text, dialect)


@pytest.mark.parametrize("dialect", ["oracle", "sqlserver"])
@given(text=st.text(max_size=80))
@settings(max_examples=150, deadline=None)
def test_any_text_tiles(text: str, dialect: str) -> None:
    tiles(text, dialect)


@pytest.mark.parametrize("dialect", ["oracle", "sqlserver"])
@given(text=TEXTS, sizes=st.lists(st.integers(0, 9), max_size=12))
@settings(max_examples=200, deadline=None)
def test_chunks_and_windows_change_nothing(text: str, sizes: list[int], dialect: str) -> None:
    whole = tiles(text, dialect)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dbmigrate.sources.split._WINDOW", 1)
        assert tiles(text, dialect, tuple(sizes)) == whole


@pytest.mark.parametrize(("script", "dialect"), [(ORACLE, "oracle"), (SQLSERVER, "sqlserver")])
def test_mutated_scripts_tile(script: str, dialect: str) -> None:
    rng = random.Random(20240917)
    for _ in range(150):
        text = script
        for _ in range(rng.randint(1, 4)):
            at = rng.randrange(len(text))
            cut = rng.choice([0, 0, 1, 3, 30])
            text = text[:at] + rng.choice(PIECES) + text[at + cut :]
        tiles(text, dialect)


@pytest.mark.parametrize(("script", "dialect"), [(ORACLE, "oracle"), (SQLSERVER, "sqlserver")])
def test_small_windows_give_the_same_segments(script: str, dialect: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = tiles(script, dialect)
    monkeypatch.setattr("dbmigrate.sources.split._WINDOW", 1)
    assert tiles(script, dialect, (7,) * (len(script) // 7)) == whole


BYTES = st.lists(
    st.one_of(
        st.binary(max_size=6),
        st.text(alphabet="患者姓名女é aZ'\r\n", max_size=5).map(lambda t: t.encode("utf-8")),
        st.text(alphabet="患者姓名女诚 aZ'\r\n", max_size=5).map(lambda t: t.encode("gbk")),
        st.text(alphabet="患者\U00020000 aZ'\r\n", max_size=5).map(lambda t: t.encode("utf-16-le")),
        st.sampled_from([b"\x80", b"\xa9", b"\xff", b"\xef\xbb\xbf", b"\xff\xfe", b"\x81\x30", b"\x81\x30\x81"]),
        st.sampled_from([b"\xe6\x82", b"\x00\xd8", b"\r"]),
    ),
    max_size=12,
).map(b"".join)


@pytest.mark.parametrize("name", [None, "utf-8", "gb18030", "utf-16-le", "utf-16-be"])
@given(data=BYTES, block=st.integers(4, 16))
@settings(max_examples=200, deadline=None)
def test_any_bytes_come_back(
    data: bytes, block: int, name: str | None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path: Path = tmp_path_factory.getbasetemp() / "bytes.sql"
    path.write_bytes(data)
    try:
        encoding = detect(path, forced=name)
    except Unreadable as error:
        assert error.reason in ("binary", "utf-32")
        encoding = Encoding("gb18030")
    reader = Reader(path, encoding, block)
    chunks = list(reader)
    assert all(chunks)
    assert "\ufffd" not in "".join(chunks) or "\ufffd".encode(encoding.name) in data
    assert encode("".join(chunks), encoding, reader.irregular) == data
    assert b"".join(encode_chunks(chunks, encoding, reader.irregular)) == data
