"""Encodings, line ends, damaged bytes: what a file is, and its exact bytes again."""

import hashlib
from pathlib import Path

import pytest

from dbmigrate.model import UsageError
from dbmigrate.sources.decode import Encoding, Irregular, Reader, Unreadable, detect, encode


@pytest.fixture
def write(tmp_path: Path):
    def file(data: bytes) -> Path:
        path = tmp_path / "x.sql"
        path.write_bytes(data)
        return path

    return file


CHINESE = "-- 病人信息\ninsert into t values ('诚信', 1);\n"


@pytest.mark.parametrize(
    ("data", "name", "bom"),
    [
        (b"", "utf-8", b""),
        (b"select 1", "utf-8", b""),
        (b"\xef\xbb\xbf", "utf-8", b"\xef\xbb\xbf"),
        (b"\xef\xbb\xbf" + CHINESE.encode(), "utf-8", b"\xef\xbb\xbf"),
        (CHINESE.encode(), "utf-8", b""),
        (CHINESE.encode("gbk"), "gb18030", b""),
        (b"\x84\x31\x95\x33" + CHINESE.encode("gb18030"), "gb18030", b"\x84\x31\x95\x33"),
        (b"\xff\xfe" + CHINESE.encode("utf-16-le"), "utf-16-le", b"\xff\xfe"),
        (b"\xfe\xff" + CHINESE.encode("utf-16-be"), "utf-16-be", b"\xfe\xff"),
        (CHINESE.encode("utf-16-le"), "utf-16-le", b""),
        (CHINESE.encode("utf-16-be"), "utf-16-be", b""),
        (CHINESE.encode("gbk") + "\U00020000".encode("gb18030") + b"\xaa\xa1", "gb18030", b""),
        ("“quoted” — text".encode(), "utf-8", b""),
        (b"abc\x00def " * 3 + b"x" * 500, "utf-8", b""),  # a stray NUL is no reason to refuse a text
    ],
)
def test_detection(write, data: bytes, name: str, bom: bytes) -> None:
    encoding = detect(write(data))
    assert (encoding.name, encoding.bom, encoding.assumed) == (name, bom, False)


def test_gbk_that_is_valid_utf8_is_decided_by_the_majority(write) -> None:
    path = write("update t set sex = '女' where 1 = 1".encode("gbk"))
    assert detect(path) == Encoding("gb18030", assumed=True)
    assert detect(path, majority="gb18030") == Encoding("gb18030", assumed=True)
    assert detect(path, majority="utf-8") == Encoding("utf-8", assumed=True)
    assert detect(path, majority="utf-16-le").name == "gb18030"


def test_western_text_without_a_majority(write) -> None:
    assert detect(write("-- José, 37°C".encode())) == Encoding("utf-8", assumed=True)
    assert detect(write("-- José".encode()), majority="gb18030").name == "gb18030"


def test_damaged_utf8_stays_utf8(write) -> None:
    data = CHINESE.encode() * 20 + "中".encode()[:2]
    assert detect(write(data)).name == "utf-8"
    assert detect(write(b"\x80" + CHINESE.encode() * 20)).name == "utf-8"


def test_damaged_gbk_stays_gb18030(write) -> None:
    for stray in (b"\x80", b"\xff", b"\xa9"):
        assert detect(write(CHINESE.encode("gbk") + stray + b"\n" + CHINESE.encode("gbk"))).name == "gb18030"


def test_decision_needs_the_whole_file(write) -> None:
    assert detect(write(b"x" * 3_000_000 + CHINESE.encode("gbk"))).name == "gb18030"
    assert detect(write(b"x" * 3_000_001 + CHINESE.encode())).name == "utf-8"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (bytes(range(256)) * 20, "binary"),
        (b"\xff\x0a\x00TFORM1\x00\x30\x10" + b"\x00" * 90 + b"TPF0", "binary"),
        (b"PK\x03\x04rest", "binary"),
        (b"\xff\xfe\x00\x00s\x00\x00\x00", "utf-32"),
    ],
)
def test_unreadable(write, data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as caught:
        detect(write(data))
    assert caught.value.reason == reason


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as caught:
        detect(tmp_path / "none.sql")
    assert caught.value.reason == "io"
    with pytest.raises(Unreadable):
        list(Reader(tmp_path / "none.sql", Encoding("utf-8")))


def test_forced_encoding(write) -> None:
    path = write(CHINESE.encode("gbk"))
    assert detect(path, forced="GBK") == Encoding("gb18030")
    assert detect(path, forced="utf8") == Encoding("utf-8")
    assert detect(write(b"\xef\xbb\xbfx"), forced="utf-8").bom == b"\xef\xbb\xbf"
    assert detect(write(b"\xfe\xffx"), forced="utf-16").name == "utf-16-be"
    with pytest.raises(UsageError, match="latin-1"):
        detect(path, forced="latin-1")


def read(path: Path, encoding: Encoding, block: int = 1 << 20) -> tuple[str, Reader]:
    reader = Reader(path, encoding, block)
    return "".join(reader), reader


@pytest.mark.parametrize("block", [4, 5, 16, 1 << 20])
@pytest.mark.parametrize("name", ["utf-8", "gb18030", "utf-16-le", "utf-16-be"])
def test_reading(write, name: str, block: int) -> None:
    text = "诚\r\n a\n\r b\r\r\n\U00020000'|@\\'\n\nend"
    data = text.encode(name)
    found, reader = read(write(data), Encoding(name), block)
    assert found == text
    assert reader.sha256 == hashlib.sha256(data).hexdigest()
    assert (reader.size, reader.characters, reader.irregular) == (len(data), len(text), [])
    assert reader.line_ends == [(1, "\r\n"), (1, "\n"), (2, "\r"), (1, "\r\n"), (2, "\n")]
    assert reader.lines == 8
    assert encode(found, Encoding(name), reader.irregular) == data


@pytest.mark.parametrize(
    ("text", "lines", "ends"),
    [
        ("", 0, []),
        ("a", 1, []),
        ("a\n", 1, [(1, "\n")]),
        ("\r", 1, [(1, "\r")]),
        ("a\r\n" * 3, 3, [(3, "\r\n")]),
        ("\n\n", 2, [(2, "\n")]),
    ],
)
def test_lines(write, text: str, lines: int, ends: list[tuple[int, str]]) -> None:
    for block in (4, 1 << 20):
        found, reader = read(write(text.encode()), Encoding("utf-8"), block)
        assert (found, reader.lines, reader.line_ends) == (text, lines, ends)


def test_a_mark_is_no_text(write) -> None:
    found, reader = read(write(b"\xef\xbb\xbf"), Encoding("utf-8", b"\xef\xbb\xbf"))
    assert (found, reader.characters, reader.lines) == ("", 0, 0)
    assert encode("", reader.encoding) == b"\xef\xbb\xbf"


def test_irregular_bytes_have_places(write) -> None:
    data = b"\xef\xbb\xbf" + "患a".encode() + b"\x80\xff b\xe6\x82"
    encoding = Encoding("utf-8", b"\xef\xbb\xbf")
    found, reader = read(write(data), encoding)
    assert reader.irregular == [Irregular(2, 2, b"\x80\xff", 7), Irregular(6, 2, b"\xe6\x82", 11)]
    assert found == "患a\udc80\udcff b\udce6\udc82"
    assert encode(found, encoding, reader.irregular) == data


def test_irregular_utf16(write) -> None:
    data = "a".encode("utf-16-le") + b"\x00\xd8" + "b".encode("utf-16-le") + b"\x41"
    encoding = Encoding("utf-16-le")
    found, reader = read(write(data), encoding)
    assert found == "a\ud800b"
    assert reader.irregular == [Irregular(1, 1, b"\x00\xd8", 2), Irregular(3, 0, b"A", 6)]
    assert encode(found, encoding, reader.irregular) == data


def test_halves_of_utf16_pairs_can_be_written_as_utf8() -> None:
    assert encode("a\ud800\udc80", Encoding("utf-8")) == b"a\xed\xa0\x80\x80"


def test_a_changed_file_has_another_hash(write) -> None:
    path = write(b"select 1")
    _, first = read(path, Encoding("utf-8"))
    _, second = read(write(b"select 2"), Encoding("utf-8"))
    assert first.sha256 != second.sha256
