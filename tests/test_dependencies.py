"""What lies outside of the estate, found in texts as vendors write them; and who names whom."""

from __future__ import annotations

from pathlib import Path

import pytest

from dbmigrate.config import Settings
from dbmigrate.dependencies import dependencies, exposures
from dbmigrate.engine.contract import load_rules
from dbmigrate.mentions import callers, mentioned
from dbmigrate.packs.outside import load_kinds
from dbmigrate.pipeline import scan
from dbmigrate.results import Report

ORACLE = """
CREATE TABLE pat (id NUMBER(8), name VARCHAR2(20));
CREATE SYNONYM lis_pat FOR lis.pat@lislink;
SELECT a FROM result@lislink;
CREATE OR REPLACE PROCEDURE send IS f UTL_FILE.FILE_TYPE;
BEGIN
  UTL_SMTP.HELO(1, 'x');
  DBMS_JOB.REMOVE(3);
  DBMS_PIPE.PURGE('a');
  f := UTL_FILE.FOPEN('D', 'x', 'r'); -- f_age(
END;
/
CREATE OR REPLACE FUNCTION f_age(d DATE) RETURN NUMBER IS BEGIN RETURN 1; END;
/
CREATE VIEW v_age AS SELECT f_age(sysdate) a FROM pat;
"""
SQLSERVER = """
SELECT * FROM HISSRV.his.dbo.pat
GO
SELECT * FROM pacs..image
GO
SELECT * FROM OPENQUERY(HISSRV, 'select 1')
GO
EXEC master..xp_cmdshell 'dir'
EXEC msdb.dbo.sp_send_dbmail @profile_name = 'a'
EXEC msdb.dbo.sp_add_job @job_name = 'night'
GO
BULK INSERT t FROM 'c:\\a.txt'
GO
"""


def read(folder: Path, text: str, source: str) -> Report:
    (folder / "a.sql").write_text(text)
    return scan(Settings((folder,), source=source).checked())


def found(report: Report) -> set[tuple[str, str]]:
    return {(d.kind.key, d.name.upper()) for d in dependencies(report.issues)}


def test_those_of_oracle(tmp_path: Path) -> None:
    report = read(tmp_path, ORACLE, "oracle")
    wanted = {
        ("database-link", "LISLINK"),
        ("mail", "UTL_SMTP"),
        ("job", "DBMS_JOB"),
        ("messages", "DBMS_PIPE"),
        ("file", "UTL_FILE"),
    }
    assert wanted <= found(report)
    pairs = [(e.risk.key, e.pairs) for e in exposures(report.issues)]
    assert pairs == [("widths", [("VARCHAR2(20)", "varchar(20)", 1)])]


def test_those_of_sql_server(tmp_path: Path) -> None:
    wanted = {
        ("linked-server", "HISSRV.HIS.DBO.PAT"),
        ("linked-server", "OPENQUERY"),
        ("other-database", "PACS"),
        ("file", "XP_CMDSHELL"),
        ("file", "C:\\A.TXT"),
        ("mail", "SP_SEND_DBMAIL"),
        ("job", "JOB_NAME NIGHT"),
    }
    assert wanted <= found(read(tmp_path, SQLSERVER, "sqlserver"))


def test_the_own_database_is_no_other(tmp_path: Path) -> None:
    text = "USE his\nGO\nCREATE TABLE dbo.pat (id int)\nGO\nSELECT id FROM dbo.pat\nGO\n"
    assert not [kind for kind, _ in found(read(tmp_path, text, "sqlserver")) if kind == "other-database"]


def test_callers(tmp_path: Path) -> None:
    """A comment that names a function calls nothing."""
    counted = {u.unit.name.lower(): len(users) for u, users in callers(read(tmp_path, ORACLE, "oracle").units)}
    assert (counted["f_age"], counted["pat"], counted["send"], counted["v_age"]) == (1, 1, 0, 0)


@pytest.mark.parametrize("text", ["-- pat", "/* pat\n */", "'pat'", "patx", "pat$"])
def test_what_is_no_mention(text: str) -> None:
    assert mentioned(text, frozenset({"pat"})) == ()


def test_the_pack_names_codes_that_there_are() -> None:
    kinds, rules = load_kinds(), load_rules()
    codes = {c for k in kinds.outside for c in (*k.codes, *k.notes, *k.values)}
    codes |= kinds.named | {c for r in kinds.risks for c in r.codes}
    assert sorted(codes - set(rules)) == []
