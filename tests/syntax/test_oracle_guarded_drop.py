"""Which blocks are taken for a guarded DROP, and which are not."""

import pytest

from dbmigrate.syntax.ddl.nodes import Drop, Procedural
from dbmigrate.syntax.ddl.oracle_guarded_drop import guarded_drop
from dbmigrate.syntax.ddl.read import read
from dbmigrate.syntax.lex import Lexed

IGNORES = "BEGIN EXECUTE IMMEDIATE '{}'; EXCEPTION WHEN OTHERS THEN {} END;"
ASKS = (
    "DECLARE n NUMBER := 0; BEGIN SELECT COUNT(1) INTO n FROM user_sequences WHERE sequence_name = '{}';"
    " IF n {} THEN EXECUTE IMMEDIATE '{}'; END IF; END;"
)


def found(text: str) -> Drop | None:
    node = read(Lexed(text, "oracle"))
    assert isinstance(node, Procedural)
    return guarded_drop(node)


@pytest.mark.parametrize(
    "handler",
    [
        "NULL;",
        "IF SQLCODE != -942 THEN RAISE; END IF;",
        "IF SQLCODE <> -942 AND SQLCODE != -4043 THEN RAISE; END IF;",
        "IF (SQLCODE NOT IN (-942, -2289)) THEN RAISE; END IF;",
        "IF SQLCODE = -942 THEN NULL; ELSE RAISE; END IF;",
    ],
)
def test_an_ignored_error(handler: str) -> None:
    drop = found(IGNORES.format("drop table his.visit cascade constraints;", handler))
    assert drop is not None
    assert (drop.on, drop.names[0].values) == ("table", ("his", "visit"))


@pytest.mark.parametrize("test", ["> 0", ">= 1", "= 1", "<> 0"])
def test_a_question_to_the_dictionary(test: str) -> None:
    drop = found(ASKS.format("SEQ_VISIT", test, "drop sequence seq_visit"))
    assert drop is not None and drop.on == "sequence"


@pytest.mark.parametrize(
    "text",
    [
        IGNORES.format("truncate table visit", "NULL;"),
        IGNORES.format("drop table visit", "DBMS_OUTPUT.PUT_LINE(SQLERRM);"),
        IGNORES.format("drop table visit", "NULL;").replace("EXCEPTION", "DELETE FROM ward; EXCEPTION"),
        ASKS.format("SEQ_WARD", "> 0", "drop sequence seq_visit"),
        ASKS.format("SEQ_VISIT", "= 0", "drop sequence seq_visit"),
        "BEGIN EXECUTE IMMEDIATE 'drop table ' || name; EXCEPTION WHEN OTHERS THEN NULL; END;",
    ],
)
def test_other_blocks(text: str) -> None:
    assert found(text) is None
