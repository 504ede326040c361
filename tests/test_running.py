"""One session runs a script and those that it includes: where their names without a schema lead to."""

from __future__ import annotations

from pathlib import Path

from dbmigrate.config import Settings
from dbmigrate.output import convert

TABLE = "CREATE TABLE visit (id NUMBER(5,2));\n"


def converted(folder: Path, source: str, files: dict[str, str]) -> tuple[list[str], list[str]]:
    """Statements of the load scripts behind the first schema of their search path; issues about names."""
    for name, text in files.items():
        place = folder / "in" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")
    report = convert(Settings(paths=(folder / "in",), source=source).checked(), folder / "out")
    found = [f"{i.code} {i.place.file}" for i in report.issues if i.code in ("DD099", "QY900", "QY901")]
    made, schema = [], "public"
    for name in ("10_pre", "20_data", "30_post"):
        for line in (folder / "out/_dbmigrate/load" / f"{name}.sql").read_text("utf-8").splitlines():
            if line.startswith("SET search_path TO "):
                schema = line.split()[3].rstrip(",;")
            elif line and not line.startswith("--"):
                made.append(f"{schema}: {line}")
    return made, found


def test_scripts_make_their_objects_where_the_one_that_runs_them_is_connected(tmp_path: Path) -> None:
    made, found = converted(
        tmp_path,
        "oracle",
        {
            "install.sql": "CONNECT his/x@orcl\n@@his/tables\nALTER SESSION SET CURRENT_SCHEMA = LIS;\n@@lis/tables\n",
            "his/tables.sql": TABLE + "INSERT INTO visit SELECT 1 FROM lis.visit;\n",
            "lis/tables.sql": "CREATE TABLE visit (id NUMBER(5,2), card VARCHAR2(8));\n",
        },
    )
    assert not found
    assert made == [
        "his: CREATE TABLE visit (id numeric(5,2));",
        "lis: CREATE TABLE visit (id numeric(5,2), card varchar(8));",
        "his: INSERT INTO visit SELECT 1 FROM lis.visit;",
    ]


def test_what_a_script_sets_counts_behind_it(tmp_path: Path) -> None:
    made, _ = converted(
        tmp_path,
        "oracle",
        {"a.sql": "@to_his\n" + TABLE + "CONNECT lis/x\n" + TABLE, "to_his.sql": "CONNECT his/x\n", "b.sql": TABLE},
    )
    assert made == [f"{schema}: CREATE TABLE visit (id numeric(5,2));" for schema in ("his", "lis", "public")]


def test_a_script_that_is_run_in_two_schemas_is_of_neither(tmp_path: Path) -> None:
    made, _ = converted(
        tmp_path,
        "oracle",
        {
            "a.sql": f"CONNECT his/x\n@@t\n{TABLE}CONNECT lis/x\n@@t\n{TABLE}",
            "t.sql": "CREATE TABLE bed (id NUMBER(5,2));\n",
        },
    )
    assert made == [
        "public: CREATE TABLE bed (id numeric(5,2));",
        "his: CREATE TABLE visit (id numeric(5,2));",
        "lis: CREATE TABLE visit (id numeric(5,2));",
    ]


def test_a_script_in_a_folder_of_another_machine_is_known_by_its_name(tmp_path: Path) -> None:
    text = "CONNECT his/x\n@D:\\his\\install\\tables.sql\nCONNECT lis/x\n@&home./views\n@/opt/other.sql\n"
    files = {"a.sql": text, "tables.sql": TABLE, "v/views.sql": "CREATE TABLE bed (id NUMBER(5,2));\n"}
    files |= {f"{folder}/other.sql": f"CREATE TABLE {folder} (id NUMBER(5,2));\n" for folder in ("x", "y")}
    made, _ = converted(tmp_path, "oracle", files)
    assert made == [
        "his: CREATE TABLE visit (id numeric(5,2));",
        "lis: CREATE TABLE bed (id numeric(5,2));",
        "public: CREATE TABLE x (id numeric(5,2));",
        "public: CREATE TABLE y (id numeric(5,2));",
    ]


def test_scripts_that_run_each_other_end(tmp_path: Path) -> None:
    made, _ = converted(tmp_path, "oracle", {"a.sql": "CONNECT his/x\n@@b\n", "b.sql": "@@a\n" + TABLE})
    assert made == ["his: CREATE TABLE visit (id numeric(5,2));"]


def test_sqlcmd_keeps_the_database(tmp_path: Path) -> None:
    made, found = converted(
        tmp_path,
        "sqlserver",
        {
            "a.sql": "USE his\nGO\n:r h.sql\nUSE lis\nGO\n:r l.sql\n",
            "h.sql": "CREATE TABLE visit (id int)\nGO\nCREATE TABLE bed (id int)\nGO\n",
            "l.sql": "CREATE TABLE visit (id int, card varchar(8))\nGO\n",
        },
    )
    assert not found
    assert sorted(made) == [
        "lis: CREATE TABLE visit (id int, card varchar(8));",
        "public: CREATE TABLE bed (id int);",
        "public: CREATE TABLE visit (id int);",
    ]
