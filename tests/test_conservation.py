"""Nothing vanishes: output plus the manifest's edits rebuild each source file byte for byte, whatever its bytes are."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dbmigrate import manifest
from dbmigrate.config import Settings
from dbmigrate.model import UsageError
from dbmigrate.output import convert
from dbmigrate.results import Report

FIXTURES = Path(__file__).parent.parent / "fixtures"
ESTATES = sorted(p for p in FIXTURES.iterdir() if p.is_dir())


@pytest.mark.parametrize("keep", [False, True], ids=["utf-8", "kept encoding"])
@pytest.mark.parametrize("estate", ESTATES, ids=lambda p: p.name)
def test_every_fixture_file_comes_back(estate: Path, keep: bool, tmp_path: Path) -> None:
    convert(Settings(paths=(estate,), keep_encoding=keep), tmp_path)
    written = manifest.read(tmp_path)
    assert written is not None and written["schema"] == manifest.SCHEMA
    assert written["files"]
    for entry in written["files"]:
        source = (estate / entry["file"]).read_bytes()
        output = (tmp_path / entry["output"]).read_bytes()
        assert manifest.rebuild(entry, output) == source, entry["file"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xef\xbb\xbf",
        b"select 1 from dual",
        b"insert into t values (1,'a;b--c')\r\n;\r/\n",
        "prompt 患者\r\ncreate table 病人 (\r\n 姓名 varchar2(10)) tablespace x;\r\n".encode("gb18030"),
        b"create table t (a number) -- \xff\x80\n/\n",
        "CREATE TABLE [dbo].[T]([id] [int])\r\nGO\r\n".encode("utf-16"),
        b"create procedure p as begin null; end;\n/\nselect 'open\n/\nselect 2;\n",
        b"\n\r\n\r;;;/\n/",
    ],
)
@pytest.mark.parametrize("keep", [False, True])
def test_odd_bytes_come_back(data: bytes, keep: bool, tmp_path: Path) -> None:
    source = tmp_path / "a.sql"
    source.write_bytes(data)
    out = tmp_path / "out"
    convert(Settings(paths=(source,), keep_encoding=keep), out)
    written = manifest.read(out)
    assert written is not None
    (entry,) = written["files"]
    assert manifest.rebuild(entry, (out / entry["output"]).read_bytes()) == data


# ------------------------------------------------------------------------------------------------- damaged scripts

FILES = sorted(p for p in FIXTURES.rglob("*") if p.is_file() and p.parent != FIXTURES)
WINDOW = 40  # lines: small texts find the same faults, quicker
INSERTED = [
    b"'", b'"', b"[", b"]", b"(", b")", b"(((((", b"/*", b"*/", b"--", b"-", b"q'[", b"N'", b"$$", b"&x", b"@",
    b"@@a\n", b";", b"\n/\n", b"\nGO\n", b"\r", b"\r\n", b"\n\r", b"\0", b"\x1a", b"\xff", b"\x80", b"\xed\xa0\x80",
    "患者".encode(), "患者".encode("gb18030"), "，（）；".encode(), "，（）；".encode("gb18030"), "𠮷".encode(),
    "\u3000\ufeff".encode(), b"BEGIN ", b" END;", b"CREATE TABLE ", b" AS ", b"\nEXEC ", b"\\", b"{}", b"%s", b"\v\f",
]  # fmt: skip


@dataclass(frozen=True)
class Damage:
    """One change of a text; places are shares of its length, so that they fit whatever came before."""

    kind: str  # insert, delete, double, swap, cut
    at: float
    to: float
    piece: bytes

    def __call__(self, data: bytes) -> bytes:
        lo, hi = sorted((int(self.at * len(data)), int(self.to * len(data))))
        match self.kind:
            case "insert":
                return data[:lo] + self.piece + data[lo:]
            case "delete":
                return data[:lo] + data[min(hi, lo + 200) :]
            case "double":
                return data[:lo] + data[lo : min(hi, lo + 500)] + data[lo:]
            case "swap":
                middle = (lo + hi) // 2
                return data[:lo] + data[middle:hi] + data[lo:middle] + data[hi:]
            case _:
                return data[:lo]


share = st.floats(0, 1, width=16)
kinds = st.sampled_from(["insert"] * 4 + ["delete", "double", "swap", "cut"])
damages = st.builds(Damage, kinds, share, share, st.sampled_from(INSERTED))


@st.composite
def damaged_scripts(draw: st.DrawFn) -> tuple[bytes, str]:
    """A piece of a fixture file with a few damages, and the dialect that it is in."""
    path = draw(st.sampled_from(FILES))
    lines = path.read_bytes().splitlines(keepends=True)
    first = draw(st.integers(0, max(0, len(lines) - WINDOW)))
    data = b"".join(lines[first : first + WINDOW])
    for damage in draw(st.lists(damages, min_size=1, max_size=6)):
        data = damage(data)
    estate = path.relative_to(FIXTURES).parts[0]
    return data, estate.rpartition("-")[2]


def proven(data: bytes, source: str, keep: bool) -> None:
    """Converts the bytes as a file and puts them together again; no rule may crash. No text at all is refused whole."""
    with tempfile.TemporaryDirectory() as folder:
        path, out = Path(folder, "a.sql"), Path(folder, "out")
        path.write_bytes(data)
        try:
            report = convert(Settings(paths=(path,), source=source, keep_encoding=keep), out)
        except UsageError as refusal:
            assert str(refusal).endswith("can be read: a.sql (binary)") and not out.exists()
            return
        written = manifest.read(out)
        assert written is not None
        (entry,) = written["files"]
        assert manifest.rebuild(entry, (out / "a.sql").read_bytes()) == data
        assert_tiled(report, entry["units"])


def assert_tiled(report: Report, units: list[dict[str, object]]) -> None:
    """Units follow each other without overlap, each with a verdict; none is a rule's crash."""
    end = 0
    for unit in units:
        lo, hi = unit["span"]  # type: ignore[misc]
        assert end <= lo <= hi
        assert unit["verdict"]
        end = hi
    assert not [dict(i.values) for i in report.issues if i.code == "XX003"]


quiet = {"derandomize": True, "database": None, "deadline": None, "suppress_health_check": list(HealthCheck)}


@settings(max_examples=60, **quiet)
@given(damaged_scripts(), st.booleans())
def test_damaged_scripts_come_back(script: tuple[bytes, str], keep: bool) -> None:
    proven(*script, keep)


@pytest.mark.slow
@pytest.mark.timeout(1800)
@settings(max_examples=800, **quiet)
@given(damaged_scripts(), st.booleans())
def test_many_damaged_scripts_come_back(script: tuple[bytes, str], keep: bool) -> None:
    proven(*script, keep)
