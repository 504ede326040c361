"""Which blocks are taken for calls of the server's packages alone."""

import pytest

from dbmigrate.syntax.ddl.nodes import Procedural
from dbmigrate.syntax.ddl.oracle_server_block import server_packages
from dbmigrate.syntax.ddl.read import read
from dbmigrate.syntax.lex import Lexed


def packages(text: str) -> tuple[str, ...]:
    node = read(Lexed(text, "oracle"))
    assert isinstance(node, Procedural)
    return server_packages(node)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("BEGIN DBMS_STATS.GATHER_TABLE_STATS('HIS', 'VISIT'); END;", ("DBMS_STATS",)),
        ("DECLARE j NUMBER; BEGIN sys.dbms_job.submit(job => j, what => 'p;'); COMMIT; END;", ("DBMS_JOB",)),
        ("BEGIN CTX_DDL.SYNC_INDEX('i'); DBMS_RLS.ADD_POLICY(n => f(1)); END;", ("CTX_DDL", "DBMS_RLS")),
        ("BEGIN DBMS_SCHEDULER.RUN_JOB('j'); EXCEPTION WHEN OTHERS THEN NULL; END;", ()),
        ("BEGIN DBMS_OUTPUT.PUT_LINE('x'); END;", ()),
        ("BEGIN IF 1 = 1 THEN DBMS_STATS.GATHER_SCHEMA_STATS('HIS'); END IF; END;", ()),
        ("BEGIN DELETE FROM visit; DBMS_STATS.GATHER_SCHEMA_STATS('HIS'); END;", ()),
        ("DECLARE PROCEDURE p IS BEGIN NULL; END; BEGIN DBMS_STATS.GATHER_SCHEMA_STATS('HIS'); END;", ()),
        ("BEGIN x := DBMS_JOB.NEXT(1); END;", ()),
        ("BEGIN COMMIT; END;", ()),
    ],
)
def test_blocks(text: str, expected: tuple[str, ...]) -> None:
    assert packages(text) == expected
