"""Which code is converted: what no rule writes costs itself alone, and is named; a shell the unit."""

from __future__ import annotations

import pytest

from dbmigrate.pipeline import convert_sql

SCHEMA = """
CREATE TABLE ward (
  id NUMBER(9) PRIMARY KEY, code VARCHAR2(10), kind CHAR(1), pad CHAR(3), opened DATE, rate NUMBER(5,2)
);
CREATE TABLE bed (ward_id NUMBER(9), code VARCHAR2(10));
CREATE SEQUENCE ward_seq;
CREATE FUNCTION now_used RETURN DATE IS BEGIN RETURN SYSDATE; END;
/
"""


def unclear(text: str) -> str | None:
    """What is not written, with the code that says so; None where all of it is."""
    made = convert_sql(text, source="oracle", schema=SCHEMA)
    found = [i for i in made.issues if i.open]
    said = [f"{i.code} {i.values.get('what') or i.values.get('name', '')}".strip() for i in found]
    return said[0] if said else None


def procedure(statements: str, declarations: str = "v NUMBER; w VARCHAR2(10); d DATE; b BOOLEAN;") -> str:
    return f"CREATE PROCEDURE p IS {declarations} BEGIN {statements} END;\n/\n"


@pytest.mark.parametrize(
    "statements",
    [
        "v := 1 + v * 2; w := UPPER('a'); d := SYSDATE; b := v > 1 AND NOT b;",
        "IF w IS NULL OR w <> 'a' THEN NULL; ELSIF b THEN v := -v; END IF;",
        "CASE w WHEN 'a' THEN v := 1; ELSE NULL; END CASE;",
        "FOR i IN 1..10 LOOP v := i; EXIT WHEN v > 3; END LOOP;",
        "<<days>> WHILE v < 3 LOOP v := v + 1; CONTINUE days; END LOOP days;",
        "SELECT rate INTO v FROM ward WHERE code = w;",
        "SELECT COUNT(*), MAX(d.id) INTO v, v FROM ward d, bed e WHERE d.id = e.ward_id;",
        "SELECT ward_seq.NEXTVAL INTO v FROM dual;",
        "INSERT INTO ward (id, code) VALUES (1, NVL(w, 'none'));",
        "INSERT INTO bed (ward_id, code) SELECT id, code FROM ward;",
        "UPDATE ward SET rate = rate * 2, code = '' WHERE EXISTS (SELECT ward_id FROM bed WHERE ward_id = ward.id);",
        "DELETE FROM bed WHERE ward_id IN (1, 2);",
        "FOR r IN (SELECT id, code FROM ward ORDER BY id) LOOP w := r.code; END LOOP;",
        "BEGIN SELECT code INTO w FROM ward; EXCEPTION WHEN no_data_found THEN w := NULL; END;",
        "BEGIN SELECT code INTO w FROM ward; DELETE FROM bed; EXCEPTION WHEN OTHERS THEN RAISE; END;",
        "DECLARE w ward.code%TYPE; BEGIN SELECT code INTO w FROM ward; END;",
        "DECLARE k CHAR(1) := 'a'; BEGIN SELECT kind INTO k FROM ward WHERE kind IN ('1', '2') AND kind <> k; END;",
        "v := ROUND(v * 2, 2) + TRUNC(v, 0);",
        "DECLARE CURSOR c IS SELECT code, id FROM ward; BEGIN FOR r IN c LOOP w := r.code; END LOOP; END;",
        "DELETE FROM bed; IF SQL%NOTFOUND OR SQL%ROWCOUNT = 0 THEN v := 1; ELSIF SQL%FOUND THEN v := 2; END IF;",
        "UPDATE bed SET ward_id = 1; v := SQL%ROWCOUNT;",
        "dbms_output.put_line('a');",
        "RETURN;",
        "d := now_used();",
        "SELECT w.code INTO w FROM ward w, bed e WHERE w.id = e.ward_id(+) AND ROWNUM = 1;",
        "w := SYS_CONTEXT('USERENV', 'IP_ADDRESS') || REPLACE(w, 'a', '');",
        "w := SUBSTR(w, 0) || TRIM(w) || TO_CHAR(d, 'yyyy-mm-dd hh24:mi:ss') || TO_CHAR(v, 'FM990.00');",
        "v := 1 / 2; w := w || 'a' || v; d := d + 1; v := d - d; v := ROUND(v); d := TRUNC(d) - v;",
        "IF w = 1 OR w > 'a' OR w LIKE 'a%' OR w = N'a' OR d > DATE '2024-01-01' THEN NULL; END IF;",
        "FOR r IN (SELECT code FROM ward ORDER BY code FOR UPDATE NOWAIT) LOOP NULL; END LOOP;",
        "SELECT COUNT(*) INTO v FROM (SELECT code FROM ward UNION ALL SELECT code FROM bed) x;",
        "SELECT kind INTO w FROM ward WHERE kind = w; v := DECODE(w, 'a', 1, NULL, 2, 3);",
        "d := ADD_MONTHS(LAST_DAY(d), 1); v := MONTHS_BETWEEN(d, SYSDATE);",
        "COMMIT; ROLLBACK WORK;",
        "DELETE FROM bed; COMMIT; v := 1;",
        "DECLARE e EXCEPTION; PRAGMA EXCEPTION_INIT(e, -54); BEGIN RAISE e; EXCEPTION WHEN e THEN NULL; END;",
        "BEGIN DELETE FROM bed; v := v + 1; EXCEPTION WHEN OTHERS THEN ROLLBACK; END;",
        "BEGIN DELETE FROM bed; v := v + 1; EXCEPTION WHEN OTHERS THEN NULL; RAISE; END;",
        "RAISE no_data_found;",
        "DELETE FROM bed; v := 1; IF SQL%NOTFOUND THEN v := 2; END IF;",
        "DECLARE found NUMBER; BEGIN DELETE FROM bed; IF SQL%FOUND THEN v := 2; END IF; END;",
    ],
)
def test_converted(statements: str) -> None:
    assert unclear(procedure(statements)) is None


@pytest.mark.parametrize(
    ("statements", "what"),
    [
        ("EXECUTE IMMEDIATE 'DELETE FROM ward' USING v;", "PL002 EXECUTE IMMEDIATE with binds that cannot be counted"),
        (
            "DECLARE CURSOR c IS SELECT code FROM bed; BEGIN OPEN c; FETCH c INTO w; CLOSE c; END;",
            "PL053",
        ),
        (
            "DECLARE CURSOR c IS SELECT code FROM bed; BEGIN OPEN c; LOOP FETCH c INTO w;"
            " EXIT WHEN c%NOTFOUND; END LOOP;"
            " b := w = 'a'; END;",
            "PL053",
        ),
        ("ROLLBACK TO s;", "PL002 ROLLBACK"),
        ("FETCH c INTO v;", "PL006 C"),
        ("FOR r IN c LOOP NULL; END LOOP;", 'PL002 syntax error at or near "c"'),
        ("other(1);", "PL071 OTHER"),
        ("other;", "PL006 OTHER"),
        ("raise_application_error(v, w);", "PL040"),
        ("raise_application_error(-1, w);", "PL040"),
        ("RAISE other;", "PL062 OTHER"),
        ("BEGIN NULL; EXCEPTION WHEN other THEN NULL; END;", "PL063 other"),
        ("FORALL i IN VALUES OF k DELETE FROM bed WHERE ward_id = i;", "PL002 FORALL in this form"),
        ("w := SUBSTR(d, 0);", "FN330"),
        ("v := a(1)(2);", 'PL002 syntax error at or near "("'),
        ("v := ROWNUM;", "QY013"),
        ("SELECT id BULK COLLECT INTO v FROM ward;", "PL002 BULK COLLECT"),
        ("DELETE FROM ward WHERE CURRENT OF c;", "PL006 C"),
        ("FOR w IN (SELECT id FROM ward) LOOP NULL; END LOOP;", "PL002 FOR W"),
        (
            "FOR r IN (SELECT id FROM ward) LOOP FOR r IN (SELECT id FROM bed) LOOP NULL; END LOOP; END LOOP;",
            "PL002 FOR R",
        ),
        ("BEGIN NULL; EXCEPTION WHEN my_error THEN NULL; END;", "PL063 my_error"),
        ("IF b THEN NULL;", "PL002 IF"),
        ("RETURN 1;", "PL002 RETURN"),
    ],
)
def test_not_converted(statements: str, what: str) -> None:
    assert unclear(procedure(statements)) == what


@pytest.mark.parametrize(
    ("block", "what"),
    [
        ("DECLARE v NUMBER := 1; BEGIN v := NVL2(v, 2, 3); RETURN; END;", None),
        ("<<outer>> BEGIN <<inner>> BEGIN NULL; END inner; END outer;", None),
        ("BEGIN :result := 1; END;", 'PL002 syntax error at or near ":"'),
        ("BEGIN NULL; END; and more", "XX001"),
        ("BEGIN his.pk_job.run('a'); END;", "PL071 HIS.PK_JOB.RUN"),
    ],
)
def test_blocks(block: str, what: str | None) -> None:
    assert unclear(f"{block}\n/\n") == what


@pytest.mark.parametrize(
    ("declarations", "what"),
    [
        ("e EXCEPTION; PRAGMA EXCEPTION_INIT(e, -12345);", "PL003 PRAGMA"),
        ("v PLS_INTEGER RANGE 1..2;", "PL003 RANGE 1 .. 2"),
    ],
)
def test_declarations_that_are_not_converted(declarations: str, what: str) -> None:
    assert unclear(procedure("NULL;", declarations)) == what


@pytest.mark.parametrize(
    ("head", "what"),
    [
        ("CREATE FUNCTION f RETURN t_rows", "PL001 type T_ROWS"),
    ],
)
def test_heads_that_are_not_converted(head: str, what: str) -> None:
    assert unclear(f"{head} IS BEGIN RETURN 1; END;\n/\n") == what


@pytest.mark.parametrize(
    ("head", "body", "what"),
    [
        ("BEFORE INSERT ON ward FOR EACH ROW", ":new.id := 1;", None),
        ("AFTER DELETE ON ward", "DELETE FROM bed;", None),
        ("INSTEAD OF INSERT ON ward", "NULL;", None),
        ("AFTER LOGON ON DATABASE", "NULL;", "PL001 TRIGGER in this form"),
        ("BEFORE INSERT ON nowhere FOR EACH ROW", "NULL;", None),
        ("BEFORE INSERT ON ward REFERENCING NEW AS n FOR EACH ROW", ':n.id := 1; :n."CODE" := :n.code;', None),
        ("BEFORE INSERT ON ward REFERENCING NEW AS n FOR EACH ROW", ":new.id := 1;", None),
        ("BEFORE INSERT ON ward FOR EACH ROW", "RETURN 1;", "PL002 RETURN"),
        ("BEFORE UPDATE OF code ON ward", "IF UPDATING('CODE') THEN NULL; END IF;", None),
        (
            "BEFORE UPDATE ON ward",
            "IF UPDATING('CODE') THEN NULL; END IF;",
            "PL002 UPDATING('..') in a trigger for statements",
        ),
    ],
)
def test_triggers(head: str, body: str, what: str | None) -> None:
    assert unclear(f"CREATE TRIGGER t1 {head} BEGIN {body} END;\n/\n") == what
