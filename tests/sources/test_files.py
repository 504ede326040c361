"""Finding the files of an estate: order, names, what is SQL, what is left out."""

from pathlib import Path

import pytest

from dbmigrate.model import UsageError
from dbmigrate.sources.files import FileKind, discover, natural


def make(root: Path, *names: str) -> Path:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"select 1")
    return root


def names(*args, **kwargs) -> list[str]:
    return [file.name for file in discover(*args, **kwargs)]


def test_order_is_natural(tmp_path: Path) -> None:
    make(tmp_path, "V10__x.sql", "V2__x.sql", "a/10.sql", "a/9.sql", "1.0.0.37_x.sql", "1.0.0.4_x.sql", "v1.SQL")
    assert names([tmp_path]) == [
        "1.0.0.4_x.sql",
        "1.0.0.37_x.sql",
        "a/9.sql",
        "a/10.sql",
        "v1.SQL",
        "V2__x.sql",
        "V10__x.sql",
    ]
    assert natural("a2/b") < natural("a10/a")
    assert natural("V1.1__b.sql") < natural("V1.1.1__a.sql") < natural("V1.2__a.sql") < natural("V1.10__a.sql")


def test_kinds(tmp_path: Path) -> None:
    make(tmp_path, "a.sql", "b.PCK", "c.srd", "d.java", "e.txt", "f.log", "g.xml", "h.xml", "i.xml", "readme")
    (tmp_path / "g.xml").write_text('<?xml version="1.0"?>\n<mapper namespace="x">', "utf-8")
    (tmp_path / "h.xml").write_bytes('<sqlMap namespace="x">'.encode("utf-16"))
    found = {file.name: (file.kind, file.type, file.size) for file in discover([tmp_path])}
    assert found["a.sql"] == (FileKind.SQL, "sql", 8)
    assert found["b.PCK"][:2] == (FileKind.SQL, "pck")
    assert found["c.srd"][:2] == (FileKind.UNREAD, "srd")
    assert found["d.java"][:2] == (FileKind.UNREAD, "java")
    assert found["g.xml"][:2] == found["h.xml"][:2] == (FileKind.UNREAD, "mybatis")
    assert {found[name][0] for name in ("e.txt", "f.log", "i.xml", "readme")} == {FileKind.OTHER}


def test_a_file_is_sql_whatever_its_suffix(tmp_path: Path) -> None:
    make(tmp_path, "x.txt")
    [file] = discover([tmp_path / "x.txt"])
    assert (file.name, file.kind, file.type, file.root) == ("x.txt", FileKind.SQL, "txt", tmp_path)


def test_several_roots_have_unique_names(tmp_path: Path) -> None:
    make(tmp_path, "his/sql/a.sql", "lis/sql/a.sql", "a.sql", "x/a.sql")
    assert names([tmp_path / "his/sql", tmp_path / "lis/sql"]) == ["sql/a.sql", "sql~2/a.sql"]
    assert names([tmp_path / "a.sql", tmp_path / "x/a.sql"]) == ["a.sql", "a~2.sql"]
    assert names([tmp_path / "his", tmp_path / "his/sql/a.sql"]) == ["sql/a.sql"]


def test_what_is_skipped(tmp_path: Path) -> None:
    make(
        tmp_path,
        "a.sql",
        ".git/b.sql",
        ".svn/c.sql",
        "out/_dbmigrate/manifest.json",
        "out/d.sql",
        "old/e.sql",
        "f_bak.sql",
    )
    assert names([tmp_path], exclude=["old", "*_bak.sql"]) == ["a.sql"]
    assert names([tmp_path], exclude=["old/*.sql"]) == ["a.sql", "f_bak.sql"]


def test_links_stay_inside(tmp_path: Path) -> None:
    make(tmp_path, "root/a.sql", "outside/b.sql", "root/sub/c.sql")
    root = tmp_path / "root"
    (root / "out.sql").symlink_to(tmp_path / "outside/b.sql")
    (root / "outdir").symlink_to(tmp_path / "outside")
    (root / "again").symlink_to(root / "sub")
    (root / "loop").symlink_to(root)
    (root / "broken.sql").symlink_to(root / "none.sql")
    found = names([root])
    assert sorted(Path(name).name for name in found) == ["a.sql", "c.sql"]


def test_missing_path(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="none"):
        discover([tmp_path / "none"])
