"""Types of Oracle's expressions: operators, functions, names through queries, and what is not known and why."""

import pytest
from estate_of import estate_of, given, shown

from dbmigrate.types.estate import Estate

SCRIPT = """
CREATE TABLE patient (id NUMBER(10) PRIMARY KEY, name VARCHAR2(20) NOT NULL, sex CHAR(1), born DATE, weight NUMBER(5,2),
  ward INTEGER, seen TIMESTAMP(3), memo CLOB, photo BLOB, rate BINARY_DOUBLE, zoned TIMESTAMP WITH TIME ZONE);
CREATE TABLE visit (id NUMBER(10), patient_id NUMBER(10) REFERENCES patient (id), at DATE NOT NULL, fee NUMBER);
CREATE VIEW v_visit AS SELECT p.name, v.at, v.fee * 2 AS twice, COUNT(*) AS n FROM visit v, patient p
  WHERE p.id = v.patient_id(+) GROUP BY p.name, v.at, v.fee;
CREATE VIEW v_named (who, since) AS SELECT name, at - 1 FROM v_visit;
CREATE VIEW v_lost AS SELECT x.a, x.b AS b FROM elsewhere x;
CREATE FUNCTION age_of (p_born DATE) RETURN NUMBER IS BEGIN RETURN 1; END;
CREATE PACKAGE pkg_his IS FUNCTION first_of (p VARCHAR2) RETURN VARCHAR2; FUNCTION opened RETURN DATE; END;
"""


@pytest.fixture(scope="module")
def his() -> Estate:
    return estate_of("oracle", SCRIPT)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("1", "number integer !"),
        ("3000000000", "number bigint !"),
        ("1.5", "number numeric !"),
        ("1e3", "number numeric !"),
        ("1.5f", "float double precision !"),
        ("'a'", "text !"),
        ("''", "null"),
        ("DATE '2024-05-06'", "date !"),
        ("TIMESTAMP '2024-05-06 10:00:00'", "timestamp !"),
        ("TIMESTAMP '2024-05-06 10:00:00 +08:00'", "zoned !"),
        ("INTERVAL '1' DAY", "interval !"),
        ("p.id", "number bigint !"),
        ("p.name", "text !"),
        ("p.ward", "number bigint"),
        ("p.weight", "number numeric"),
        ("p.rate + 1", "float double precision"),
        ("p.born", "date"),
        ("p.seen", "timestamp"),
        ("p.zoned", "zoned"),
        ("p.photo", "binary"),
        ("p.id + 1", "number bigint !"),
        ("p.id / 2", "number numeric !"),
        ("p.born + 1", "date"),
        ("1 + p.born", "date"),
        ("p.born - 1/24", "date"),
        ("p.born - SYSDATE", "number numeric"),
        ("p.seen - p.born", "interval"),
        ("p.seen + 1", "date"),
        ("p.seen + INTERVAL '1' HOUR", "timestamp"),
        ("p.born + INTERVAL '1' DAY", "date"),
        ("(SYSDATE - p.born) * 24", "number numeric"),
        ("p.name || p.id", "text"),
        ("p.memo || 'x'", "clob"),
        ("NVL(p.weight, 0)", "number numeric !"),
        ("NVL(p.name, 0)", "text !"),
        ("NVL(p.born, SYSDATE)", "date !"),
        ("NVL2(p.born, 1, 2)", "number integer"),
        ("DECODE(p.sex, '1', 'male', '2', 'female')", "text"),
        ("DECODE(p.sex, '1', 1, 0)", "number integer !"),
        ("DECODE(p.sex, '1', NULL, p.born)", "date"),
        ("CASE p.sex WHEN '1' THEN p.id ELSE 0 END", "number bigint !"),
        ("CASE WHEN p.sex IS NULL THEN p.born END", "date"),
        ("TRUNC(p.born)", "date"),
        ("TRUNC(p.weight, 1)", "number numeric"),
        ("ROUND(p.seen, 'MM')", "date"),
        ("LENGTH(p.name)", "number integer !"),
        ("SUBSTR(p.name, 2)", "text"),
        ("ADD_MONTHS(p.born, 1)", "date"),
        ("MONTHS_BETWEEN(SYSDATE, p.born)", "number numeric"),
        ("TO_CHAR(p.born, 'YYYY')", "text"),
        ("TO_NUMBER('1')", "number numeric"),
        ("EXTRACT(YEAR FROM p.born)", "number numeric"),
        ("TRIM(p.sex)", "text"),
        ("COUNT(*)", "number bigint !"),
        ("SUM(p.id)", "number numeric"),
        ("MAX(p.born)", "date"),
        ("ROW_NUMBER() OVER (ORDER BY p.id)", "number bigint !"),
        ("MAX(p.name) KEEP (DENSE_RANK LAST ORDER BY p.id)", "text"),
        ("LISTAGG(p.name, ',') WITHIN GROUP (ORDER BY p.id)", "text"),
        ("CAST(p.name AS NUMBER(3))", "number numeric !"),
        ("CAST(p.born AS TIMESTAMP WITH TIME ZONE)", "zoned"),
        ("SYSTIMESTAMP", "zoned !"),
        ("ROWNUM", "number bigint !"),
        ("sq_visit.NEXTVAL", "number bigint !"),
        ("age_of(p.born)", "number numeric"),
        ("pkg_his.first_of(p.name)", "text"),
        ("pkg_his.opened()", "date"),
        ("(SELECT MAX(v.at) FROM visit v WHERE v.patient_id = p.id)", "date"),
        ("(SELECT weight FROM visit v)", "number numeric"),
        ("p.born = SYSDATE", "boolean"),
        ("p.height", "unknown P.HEIGHT"),
        ("price_of(p.id)", "unknown PRICE_OF()"),
        ("pkg_lis.code(p.id)", "unknown PKG_LIS.CODE()"),
        ("price_of(p.id) + 1", "unknown PRICE_OF()"),
        ("p.born + price_of(p.id)", "date"),
    ],
)
def test_expressions(his: Estate, expression: str, expected: str) -> None:
    ((_, found),) = given(his, f"SELECT {expression} AS x FROM patient p")
    assert shown(found) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT born FROM patient", "born date"),
        ("SELECT p.* FROM visit p", "id number numeric, patient_id number bigint, at date !, fee number numeric"),
        ("SELECT t.day FROM (SELECT at AS day FROM visit) t", "day date !"),
        ("SELECT day FROM (SELECT at AS day FROM visit)", "day date !"),
        ("WITH c (d, n) AS (SELECT at, 1 FROM visit) SELECT c.n, d FROM c", "n number integer !, d date !"),
        ("SELECT name FROM patient LEFT JOIN visit v ON v.patient_id = patient.id", "name text !"),
        ("SELECT v.at FROM patient LEFT JOIN visit v ON v.patient_id = patient.id", "at date"),
        ("SELECT v.at FROM patient p, visit v WHERE v.patient_id (+) = p.id", "at date"),
        ("SELECT 1 AS x FROM dual UNION ALL SELECT 2.5 FROM dual", "x number numeric !"),
        ("SELECT NULL AS x FROM dual UNION SELECT born FROM patient", "x date"),
        ("SELECT name, at, twice, n FROM v_visit", "name text !, at date, twice number numeric, n number bigint !"),
        ("SELECT who, since FROM v_named", "who text !, since date"),
        ("SELECT b FROM v_lost", "b unknown ELSEWHERE"),
        ("SELECT x.a FROM lis.result x", "a unknown LIS.RESULT"),
        ("SELECT v.at AS d FROM visit v WHERE EXISTS (SELECT 1 FROM patient) ORDER BY d", "d date !"),
        ("SELECT (SELECT p.born FROM dual) AS d FROM patient p", "d date"),
        (
            "WITH r (n) AS (SELECT 1 FROM dual UNION ALL SELECT n + 1 FROM r WHERE n < 9) SELECT n FROM r",
            "n number integer !",
        ),
        ("SELECT dummy FROM dual", "dummy text !"),
    ],
)
def test_queries(his: Estate, query: str, expected: str) -> None:
    assert ", ".join(f"{name.lower()} {shown(found)}" for name, found in given(his, query)) == expected


def test_a_view_that_reads_itself() -> None:
    estate = estate_of("oracle", "CREATE VIEW a AS SELECT x FROM b;\nCREATE VIEW b AS SELECT x FROM a;\n")
    ((_, found),) = given(estate, "SELECT x FROM a")
    assert shown(found).startswith("unknown")


def test_numbers_by_policy() -> None:
    script = "CREATE TABLE t (id NUMBER(10) PRIMARY KEY, n INTEGER);\n"
    for policy, expected in (("keys", "bigint bigint"), ("numeric", "numeric numeric"), ("integer", "bigint bigint")):
        found = given(estate_of("oracle", script, policy), "SELECT id, n FROM t")
        assert " ".join(t.target for _, t in found) == expected
