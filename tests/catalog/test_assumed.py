"""Types that nobody gave: those that code uses as collections."""

from dbmigrate import convert_sql

CODE = """CREATE {unit} IS
  v {type};
BEGIN
  SELECT id BULK COLLECT INTO v FROM ward;
END;
/
"""


def codes(text: str) -> set[str]:
    return {issue.code for issue in convert_sql(text, source="oracle").issues}


def test_a_type_that_is_not_given() -> None:
    made = convert_sql(CODE.format(unit="PROCEDURE p", type="t_ids"), source="oracle")
    assert "v := ARRAY(SELECT id FROM ward);" in made.text
    assert "PL161" in {issue.code for issue in made.issues}


def test_a_type_of_a_package_that_is_not_given() -> None:
    assert "PL161" in codes(CODE.format(unit="PROCEDURE p", type="pk_types.t_ids"))


def test_types_that_are_given() -> None:
    unit = "PROCEDURE p"
    given = "CREATE TYPE t_ids AS TABLE OF NUMBER;\n/\n"
    assert "PL161" not in codes(given + CODE.format(unit=unit, type="t_ids"))
    package = "CREATE PACKAGE pk IS\n  TYPE t_ids IS TABLE OF NUMBER;\n  PROCEDURE p;\nEND;\n/\n"
    assert "PL161" not in codes(package + CODE.format(unit=unit, type="pk.t_ids"))
    body = "CREATE PACKAGE BODY pk IS\n  PROCEDURE p IS\n    v t_ids;\n  BEGIN\n    v.DELETE;\n  END;\nEND;\n/\n"
    assert "PL161" not in codes(package + body)
