"""Nothing vanishes: output plus the manifest's edits rebuild each source file byte for byte."""

from pathlib import Path

import pytest

from dbmigrate import manifest
from dbmigrate.config import Settings
from dbmigrate.output import convert

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
