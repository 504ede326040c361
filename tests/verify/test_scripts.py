"""Reading load scripts: includes stay below their folder, variables, and what is not followed is told."""

from __future__ import annotations

from pathlib import Path

from dbmigrate.verify.scripts import Command, Scripts, Trouble


def read(root: Path, name: str = "load.sql", start: Path | None = None) -> list[tuple[str, str]]:
    found = []
    for piece in Scripts(root, start or root).file((start or root) / name):
        text = piece.statement.text if isinstance(piece, Command) else piece.message
        found.append((piece.script, text))
    return found


def test_includes_relative_to_the_start_and_to_the_script(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "load.sql").write_text("\\i sub/a.sql\nSELECT 1;\n")
    (tmp_path / "sub" / "a.sql").write_text("SELECT 2;\n\\ir '患者 b.sql'\nSELECT 4")
    (tmp_path / "sub" / "患者 b.sql").write_text("SELECT 3;")
    assert read(tmp_path) == [
        ("sub/a.sql", "SELECT 2"),
        ("sub/患者 b.sql", "SELECT 3"),
        ("sub/a.sql", "SELECT 4"),
        ("load.sql", "SELECT 1"),
    ]


def test_data_beside_the_load_folder_may_be_included(tmp_path: Path) -> None:
    load = tmp_path / "_dbmigrate" / "load"
    load.mkdir(parents=True)
    (load / "20_data.sql").write_text("\\ir ../../his/data.sql\n")
    (tmp_path / "his").mkdir()
    (tmp_path / "his" / "data.sql").write_text("SELECT 1")
    assert read(tmp_path, "20_data.sql", load) == [("his/data.sql", "SELECT 1")]


def test_nothing_outside_the_folder_is_opened(tmp_path: Path) -> None:
    root = tmp_path / "out"
    root.mkdir()
    (tmp_path / "secret.sql").write_text("SELECT 'secret';")
    (root / "link.sql").symlink_to(tmp_path / "secret.sql")
    (root / "load.sql").write_text(f"\\i ../secret.sql\n\\ir {tmp_path}/secret.sql\n\\i link.sql\nSELECT 1;")
    refused = ("load.sql", "include leaves the folder")
    assert read(root) == [refused, refused, refused, ("load.sql", "SELECT 1")]


def test_circles_and_missing_files_are_told(tmp_path: Path) -> None:
    (tmp_path / "load.sql").write_text("\\i a.sql\n\\i nothing.sql\n")
    (tmp_path / "a.sql").write_text("\\i load.sql\n")
    assert read(tmp_path) == [
        ("a.sql", "include goes in a circle"),
        ("load.sql", "no such file to include"),
    ]


def test_variables_last_over_includes(tmp_path: Path) -> None:
    (tmp_path / "load.sql").write_text(
        "\\set owner his\n\\set both :owner '_x\\n'\n\\i a.sql\n\\unset owner\nSELECT :owner"
    )
    (tmp_path / "a.sql").write_text("CREATE SCHEMA :\"owner\"; SELECT :'both';")
    assert [text for _, text in read(tmp_path)] == ['CREATE SCHEMA "his"', "SELECT 'his_x\n'", "SELECT :owner"]


def test_what_is_not_followed_is_told_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "load.sql").write_text("\\echo loading\n\\connect other\n\\set x `date`\n")
    found = list(Scripts(tmp_path, tmp_path).file(tmp_path / "load.sql"))
    assert found == [
        Trouble("load.sql", 14, 2, "unknown meta-command \\connect", "\\connect other"),
        Trouble("load.sql", 29, 3, "argument of a meta-command not understood", "\\set x `date`"),
    ]
