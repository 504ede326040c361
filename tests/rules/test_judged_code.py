"""Which code is converted: what no rule writes keeps the whole unit from it, and is named."""

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
    """What keeps the unit from being converted; None where it is converted."""
    made = convert_sql(text, source="oracle", schema=SCHEMA)
    found = [i.values["what"] for i in made.issues if i.code == "PL001"]
    assert found or not [i for i in made.issues if i.open], [i for i in made.issues if i.open]
    return found[0] if found else None


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
    ],
)
def test_converted(statements: str) -> None:
    assert unclear(procedure(statements)) is None


@pytest.mark.parametrize(
    ("statements", "what"),
    [
        ("EXECUTE IMMEDIATE 'begin p(:1); end;' USING v;", "EXECUTE IMMEDIATE of a block"),
        ("EXECUTE IMMEDIATE w USING v;", "EXECUTE IMMEDIATE with binds that cannot be counted"),
        (
            "DECLARE CURSOR c IS SELECT code FROM bed; BEGIN OPEN c; FETCH c INTO w; CLOSE c; END;",
            "FETCH whose variables may be read without a row",
        ),
        (
            "DECLARE CURSOR c IS SELECT code FROM bed; BEGIN OPEN c; LOOP FETCH c INTO w;"
            " EXIT WHEN c%NOTFOUND; END LOOP;"
            " b := w = 'a'; END;",
            "FETCH whose variables may be read without a row",
        ),
        ("GOTO l; <<l>> NULL;", "GOTO"),
        ("COMMIT; BEGIN COMMIT; EXCEPTION WHEN OTHERS THEN NULL; END;", "COMMIT"),
        ("SAVEPOINT s;", "SAVEPOINT"),
        ("ROLLBACK TO s;", "ROLLBACK"),
        (
            "DECLARE CURSOR c IS SELECT code FROM bed; BEGIN FOR r IN c LOOP COMMIT; END LOOP; END;",
            "COMMIT in a loop beside cursors",
        ),
        ("DELETE FROM bed; v := 1; IF SQL%NOTFOUND THEN v := 2; END IF;", "SQL%NOTFOUND"),
        ("DELETE FROM bed; IF v = 1 THEN b := SQL%NOTFOUND; END IF;", "SQL%NOTFOUND"),
        ("DELETE FROM bed; IF SQL%ROWCOUNT = 2 THEN v := 2; END IF;", "SQL%ROWCOUNT"),
        ("DELETE FROM bed; w := SQL%ROWCOUNT;", "conversion between types"),
        ("DECLARE found NUMBER; BEGIN DELETE FROM bed; IF SQL%FOUND THEN v := 2; END IF; END;", "SQL%FOUND"),
        ("FETCH c INTO v;", "FETCH"),
        ("FOR r IN c LOOP NULL; END LOOP;", "FOR IN C"),
        ("other(1);", "OTHER()"),
        ("other;", "OTHER()"),
        ("raise_application_error(v, w);", "RAISE_APPLICATION_ERROR()"),
        ("raise_application_error(-1, w);", "RAISE_APPLICATION_ERROR()"),
        ("dbms_output.put_line(v);", "DBMS_OUTPUT.PUT_LINE()"),
        ("RAISE value_error;", "RAISE"),
        ("RAISE other;", "RAISE"),
        ("BEGIN NULL; EXCEPTION WHEN other THEN NULL; END;", "WHEN OTHER"),
        ("FORALL i IN 1..2 DELETE FROM bed WHERE ward_id = i;", "FORALL"),
        ("IF w = '' THEN NULL; END IF;", "''"),
        ("IF w = '' THEN NULL; END IF;", "''"),
        ("w := v;", "conversion between types"),
        ("IF w ^= 'a' THEN NULL; END IF;", "^="),
        ("w := SUBSTR(d, 0);", "SUBSTR()"),
        ("d := now_used(1);", "NOW_USED()"),
        ("d := now_used;", "NOW_USED"),
        ("v := SQL%ROWCOUNT;", "SQL%ROWCOUNT"),
        ("v := a(1)(2);", "f(a)(b)"),
        ("v := ROWNUM;", "ROWNUM"),
        ("SELECT id INTO v FROM nowhere;", "table NOWHERE"),
        ("SELECT pad INTO w FROM ward;", "conversion between types"),
        ("SELECT id INTO v FROM ward WHERE pad = w;", "="),
        ("SELECT NVL(pad, '1') INTO w FROM ward;", "NVL()"),
        ("SELECT id BULK COLLECT INTO v FROM ward;", "BULK COLLECT"),
        ("SELECT id INTO v FROM ward CONNECT BY PRIOR id = id;", "CONNECT"),
        ("SELECT id, code INTO v FROM ward;", "INTO"),
        ("SELECT AVG(id) INTO v FROM ward;", "AVG()"),
        ("UPDATE ward SET rate = 1 RETURNING id INTO v;", "RETURNING"),
        ("DELETE FROM ward WHERE CURRENT OF c;", "WHERE CURRENT OF"),
        (
            "MERGE INTO ward a USING bed b ON (a.id = b.ward_id) WHEN MATCHED THEN UPDATE SET a.code = 'x';",
            "MERGE in this form",
        ),
        ("FOR w IN (SELECT id FROM ward) LOOP NULL; END LOOP;", "FOR W"),
        (
            "FOR r IN (SELECT id FROM ward) LOOP FOR r IN (SELECT id FROM bed) LOOP NULL; END LOOP; END LOOP;",
            "FOR R",
        ),
        ("BEGIN NULL; EXCEPTION WHEN my_error THEN NULL; END;", "WHEN MY_ERROR"),
        ("IF b THEN NULL;", "IF"),
        ("RETURN 1;", "RETURN"),
    ],
)
def test_not_converted(statements: str, what: str) -> None:
    assert unclear(procedure(statements)) == what


@pytest.mark.parametrize(
    ("block", "what"),
    [
        ("DECLARE v NUMBER := 1; BEGIN v := NVL2(v, 2, 3); RETURN; END;", None),
        ("<<outer>> BEGIN <<inner>> BEGIN NULL; END inner; END outer;", None),
        ("BEGIN :result := 1; END;", ":RESULT"),
        ("BEGIN NULL; END; and more", "END"),
        ("BEGIN his.pk_job.run('a'); END;", "HIS.PK_JOB.RUN()"),
    ],
)
def test_blocks(block: str, what: str | None) -> None:
    assert unclear(f"{block}\n/\n") == what


@pytest.mark.parametrize(
    ("declarations", "what"),
    [
        ("v BINARY_DOUBLE;", "type BINARY_DOUBLE"),
        ("v nowhere.id%TYPE;", "type nowhere.id%TYPE"),
        ("CURSOR c RETURN ward%ROWTYPE IS SELECT * FROM ward;", "CURSOR"),
        ("CURSOR c(a NUMBER := 1) IS SELECT id FROM ward;", "CURSOR"),
        ("CURSOR c IS SELECT id FROM nowhere;", "table NOWHERE"),
        ("TYPE t IS TABLE OF NUMBER;", "TYPE"),
        ("e EXCEPTION; PRAGMA EXCEPTION_INIT(e, -12345);", "PRAGMA EXCEPTION_INIT"),
        ("PROCEDURE q IS BEGIN NULL; END;", "PROCEDURE"),
        ("v PLS_INTEGER RANGE 1..2;", "V"),
        ("v NUMBER := 'a';", "conversion between types"),
    ],
)
def test_declarations_that_are_not_converted(declarations: str, what: str) -> None:
    assert unclear(procedure("NULL;", declarations)) == what


@pytest.mark.parametrize(
    ("head", "what"),
    [
        ("CREATE FUNCTION f(a OUT NUMBER) RETURN NUMBER", "OUT"),
        ("CREATE FUNCTION f(a NUMERIC) RETURN NUMBER", "type NUMERIC"),
        ("CREATE FUNCTION f RETURN t_rows PIPELINED", "PIPELINED"),
        ("CREATE FUNCTION f RETURN t_rows", "type T_ROWS"),
    ],
)
def test_heads_that_are_not_converted(head: str, what: str) -> None:
    assert unclear(f"{head} IS BEGIN RETURN 1; END;\n/\n") == what


@pytest.mark.parametrize(
    ("head", "body", "what"),
    [
        ("BEFORE INSERT ON ward FOR EACH ROW", ":new.id := 1;", None),
        ("AFTER DELETE ON ward", "DELETE FROM bed;", None),
        ("INSTEAD OF INSERT ON ward", "NULL;", "TRIGGER in this form"),
        ("AFTER LOGON ON DATABASE", "NULL;", "TRIGGER in this form"),
        ("BEFORE INSERT ON nowhere FOR EACH ROW", "NULL;", "TRIGGER in this form"),
        ("BEFORE INSERT ON ward REFERENCING NEW AS n FOR EACH ROW", ':n.id := 1; :n."CODE" := :n.code;', None),
        ("BEFORE INSERT ON ward REFERENCING NEW AS n FOR EACH ROW", ":new.id := 1;", ":NEW.ID"),
        ("BEFORE INSERT ON ward REFERENCING OLD AS o FOR EACH ROW WHEN (o.id = 1)", "NULL;", "WHEN"),
        ("BEFORE INSERT ON ward FOR EACH ROW FOLLOWS t2", "NULL;", "FOLLOWS"),
        ("BEFORE INSERT ON ward FOR EACH ROW DISABLE", "NULL;", "DISABLE"),
        ("BEFORE INSERT ON ward FOR EACH ROW WHEN (old.id = 1)", "NULL;", "WHEN"),
        ("BEFORE INSERT ON ward FOR EACH ROW", "RETURN 1;", "RETURN"),
        ("BEFORE UPDATE ON ward", "IF UPDATING('CODE') THEN NULL; END IF;", "UPDATING()"),
    ],
)
def test_triggers(head: str, body: str, what: str | None) -> None:
    assert unclear(f"CREATE TRIGGER t1 {head} BEGIN {body} END;\n/\n") == what
