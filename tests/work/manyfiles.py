"""Estates whose files depend on one another in every way that files can."""

from __future__ import annotations

from pathlib import Path

from dbmigrate.config import Settings

ORACLE = {
    "01_tables.sql": (
        "DEFINE owner = his\n"
        "CREATE TABLE patient (id NUMBER(10) PRIMARY KEY, name VARCHAR2(40) NOT NULL, born DATE, fee NUMBER(10,2));\n"
        "CREATE TABLE visit (id NUMBER(10) PRIMARY KEY, patient_id NUMBER(10) REFERENCES patient, code CHAR(8));\n"
        "CREATE SEQUENCE seq_visit;\n"
    ),
    "02_views.sql": (
        "CREATE OR REPLACE VIEW v_patient AS SELECT id, NVL(name, '-') AS name, TO_CHAR(fee) fee FROM patient;\n"
        "CREATE OR REPLACE VIEW v_visit AS SELECT v.id, p.name || v.code AS label FROM visit v, patient p\n"
        " WHERE v.patient_id = p.id (+);\n"
    ),
    "03_again.sql": (
        "CREATE TABLE visit (id NUMBER(10));\n"
        "-- dbmigrate: ignore[no-such-code] invented\n"
        "CREATE SEQUENCE seq_visit;\n"
        "DROP TABLE patient;\n"
        "CREATE TABLE patient (id NUMBER(10), name VARCHAR2(40));\n"
        "CREATE OR REPLACE VIEW v_patient AS SELECT id FROM patient;\n"
    ),
    "04_code.sql": (
        "CREATE OR REPLACE PROCEDURE add_visit(p_id NUMBER, p_code VARCHAR2) IS\n  n NUMBER;\nBEGIN\n"
        "  SELECT COUNT(*) INTO n FROM visit WHERE patient_id = p_id;\n"
        "  INSERT INTO visit VALUES (seq_visit.NEXTVAL, p_id, p_code);\n  COMMIT;\nEND;\n/\n"
        "CREATE OR REPLACE FUNCTION bad(p NUMBER) RETURN NUMBER IS BEGIN RETURN DBMS_INVENTED.F(p); END;\n/\n"
    ),
    "05_data.sql": "".join(f"INSERT INTO patient (id, name) VALUES ({n}, 'n{n}');\n" for n in range(60)),
    "06_all.sql": "@01_tables.sql\n@@missing.sql\n@06_all.sql\nCREATE TABLE &owner..bill (id NUMBER(3,1));\n",
    "07_open.sql": "SELECT 'open FROM patient;\n",
}
SQLSERVER = {
    "a.sql": (
        "USE his\nGO\nCREATE TABLE dbo.patient (id INT IDENTITY PRIMARY KEY, name VARCHAR(20), sex CHAR(1))\nGO\n"
        "CREATE TABLE dbo.bill (id INT, patient_id INT, amount MONEY)\nGO\n"
    ),
    "b.sql": (
        "USE his\nGO\nCREATE PROCEDURE dbo.add_bill @p INT, @a MONEY AS\nBEGIN\n"
        "  DECLARE @name VARCHAR(20)\n  SELECT @name = name FROM patient WHERE id = @p\n"
        "  IF @name IS NULL RETURN 1\n  INSERT bill (patient_id, amount) VALUES (@p, @a)\n"
        "  SELECT TOP 1 * FROM bill ORDER BY id DESC\nEND\nGO\n"
    ),
    "c.sql": "CREATE VIEW dbo.v AS SELECT name + sex AS label FROM dbo.patient\nGO\nCREATE TABLE bill (id INT)\nGO\n",
}


def written(folder: Path, files: dict[str, str]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text)
    return folder


def settings(folder: Path, source: str = "oracle", **more: object) -> Settings:
    return Settings(paths=(folder,), source=source, **more).checked()  # type: ignore[arg-type]


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below, with its bytes."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
