"""A baseline: what was there fails no gate, whatever moved; what is new does."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest
from commands import FIXTURES, Commands
from jsonschema import Draft202012Validator

OLD = """CREATE TABLE pat (id NUMBER(8)
, doc BFILE
);
CREATE OR REPLACE PROCEDURE p IS
BEGIN
  EXECUTE IMMEDIATE 'x' || 1;
END;
/
"""


@pytest.fixture
def frozen(dbmigrate: Commands) -> Path:
    Path("sql").mkdir()
    Path("sql/a.sql").write_text(OLD)
    answer = dbmigrate("baseline", "sql", "--from", "oracle", "-o", "base.json", "--lang", "en")
    assert answer.code == 0 and "issues frozen in base.json" in answer.out
    return Path("base.json")


def scanned(dbmigrate: Commands, *more: str) -> tuple[int, dict[str, dict[str, int]]]:
    answer = dbmigrate("scan", "sql", "--from", "oracle", "--baseline", "base.json", "-f", "json", *more)
    return answer.code, json.loads(answer.out)["baseline"]


def test_the_file_keeps_to_its_schema(frozen: Path) -> None:
    schema = json.loads((files("dbmigrate.report") / "schemas" / "baseline-1.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    values = json.loads(frozen.read_text("utf-8"))
    assert list(Draft202012Validator(schema).iter_errors(values)) == []
    assert len(values["issues"]) >= 2
    assert not any("line" in i for i in values["issues"])


def test_nothing_new_passes(dbmigrate: Commands, frozen: Path) -> None:
    code, found = scanned(dbmigrate)
    assert code == 0 and found["known"] and not found["new"] and not found["gone"]
    assert dbmigrate("scan", "sql", "--from", "oracle").code == 1


def test_moved_lines_blanks_and_case_are_the_same(dbmigrate: Commands, frozen: Path) -> None:
    moved = "-- a new head\n\n\n" + OLD.replace("  EXECUTE IMMEDIATE", "\t\texecute   immediate")
    Path("sql/a.sql").rename("sql/b.sql")
    Path("sql/b.sql").write_text(moved)
    code, found = scanned(dbmigrate)
    assert code == 0 and not found["new"] and not found["gone"]


def test_a_new_issue_fails_and_a_mended_one_is_counted(dbmigrate: Commands, frozen: Path) -> None:
    Path("sql/a.sql").write_text(OLD.replace(", doc BFILE\n", ""))
    code, found = scanned(dbmigrate)
    assert code == 0 and found["gone"] and not found["new"]
    Path("sql/c.sql").write_text("CREATE TABLE img (doc BFILE);\n")
    code, found = scanned(dbmigrate)
    assert code == 1 and found["new"]


def test_the_same_issue_once_more_is_new(dbmigrate: Commands, frozen: Path) -> None:
    Path("sql/a.sql").write_text(OLD.replace("'x' || 1;", "'x' || 1;\n  EXECUTE IMMEDIATE 'x' || 1;"))
    code, found = scanned(dbmigrate)
    assert code == 1 and sum(found["new"].values()) >= 1


def test_formats_say_what_is_new(dbmigrate: Commands, frozen: Path) -> None:
    Path("sql/c.sql").write_text("CREATE TABLE img (doc BFILE);\n")
    names = ("sarif", "junit", "gitlab", "md", "html", "rich")
    formats = [f"--format={n}=r.{n}" for n in names]
    dbmigrate("scan", "sql", "--from", "oracle", "--baseline", "base.json", *formats, "--lang", "en")
    results = json.loads(Path("r.sarif").read_text("utf-8"))["runs"][0]["results"]
    assert {r.get("baselineState") for r in results} >= {"new", "unchanged"}
    assert {e["location"]["path"] for e in json.loads(Path("r.gitlab").read_text("utf-8"))} == {"sql/c.sql"}
    assert all("new open issues" in Path(f"r.{name}").read_text("utf-8") for name in ("md", "rich"))
    page = Path("r.html").read_text("utf-8")
    assert '<section id="baseline">' in page and '<a href="#code-TY030"><code>TY030</code></a>' in page


def test_an_estate_is_known_to_itself(dbmigrate: Commands) -> None:
    estate = FIXTURES / "lis-sqlserver"
    dbmigrate("baseline", estate, "-o", "base.json")
    answer = dbmigrate("scan", estate, "--baseline", "base.json", "-f", "json")
    found = json.loads(answer.out)["baseline"]
    assert answer.code == 0 and not found["new"] and not found["gone"]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "not a JSON file"),
        ("[]", "its schema is not dbmigrate.baseline/1"),
        ('{"schema": "dbmigrate.baseline/1", "issues": [{"code": "XX001"}]}', "lacks code, fingerprint, open or count"),
        ('{"schema": "dbmigrate.baseline/1", "target": "x@V9", "issues": []}', "the baseline is for x@V9"),
    ],
)
def test_wrong_files(dbmigrate: Commands, text: str, complaint: str) -> None:
    Path("a.sql").write_text(OLD)
    Path("b.json").write_text(text)
    assert complaint in dbmigrate("scan", "a.sql", "--baseline", "b.json").complaint


def test_no_file(dbmigrate: Commands) -> None:
    Path("a.sql").write_text(OLD)
    assert "No such file" in dbmigrate("scan", "a.sql", "--baseline", "b.json").complaint


def reviews(path: str) -> int:
    """Issues to review on a page of a comparison."""
    text = Path(path).read_text("utf-8").partition('<script type="application/json" id="data">')[2]
    values = json.loads(text.partition("</script>")[0])
    return sum(issue[3] & 1 for file in values["files"] for issue in file["issues"])


def test_convert_and_verify_pass_what_is_known(dbmigrate: Commands, frozen: Path) -> None:
    known = ("--from", "oracle", "--baseline", "base.json")
    assert dbmigrate("convert", "sql", "-o", "out", "--fail-on", "review", *known).code == 0
    Path("sql/b.sql").write_text("CREATE TABLE late (doc BFILE);\n")
    assert dbmigrate("convert", "sql", "-o", "out", "--fail-on", "review", *known).code == 1


def test_a_comparison_leaves_what_is_known_out_of_the_review(dbmigrate: Commands, frozen: Path) -> None:
    command = ("diff", "sql", "--from", "oracle", "-o", "a.html")
    whole = dbmigrate(*command)
    opened = reviews("a.html")
    assert opened and f"; {opened} issues are to review\n" in whole.out
    known = dbmigrate(*command, "--baseline", "base.json")
    assert reviews("a.html") == 0 and "; 0 issues are to review\n" in known.out
    Path("sql/b.sql").write_text("CREATE TABLE late (doc BFILE);\n")
    dbmigrate(*command, "--baseline", "base.json")
    assert reviews("a.html") == 1


def test_a_comparison_refuses_another_targets_baseline(dbmigrate: Commands, frozen: Path) -> None:
    refused = dbmigrate("diff", "sql", "--from", "oracle", "--to", "kingbase", "--baseline", "base.json", "-o", "a.md")
    assert "the baseline is for postgres@15" in refused.complaint
