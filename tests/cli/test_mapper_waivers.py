"""Comments in mappers settle issues: of the statement, of a fragment for all its users; unused ones are named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import Commands

MAPPER = """<mapper namespace="a.Pat">
  {before_fragment}<sql id="order">ORDER BY ${{col}}</sql>
  {before}<select id="one">{inside}SELECT id FROM pat <include refid="order"/></select>
  <select id="two">SELECT id FROM pat WHERE id = ${{no}} <include refid="order"/></select>
</mapper>
"""
ALL = {("one", 2, False), ("two", 2, False), ("two", 4, False)}


def found(
    dbmigrate: Commands, tmp_path: Path, config: str = "", **comments: str
) -> tuple[set[tuple[str, int, bool]], list[tuple[int, str]]]:
    """(statement, line, settled) of each `${}`; (line, what) of each comment that settled nothing."""
    folder = tmp_path / "sql"
    folder.mkdir()
    marks = {"before": "", "inside": "", "before_fragment": "", **comments}
    (folder / "Pat.xml").write_text(MAPPER.format(**marks))
    (folder / "pat.sql").write_text("CREATE TABLE pat (id NUMBER(8));\n")
    Path("dbmigrate.toml").write_text(config)
    answer = dbmigrate("scan", folder, "--from", "oracle", "-f", "json")
    issues = json.loads(answer.out)["issues"]
    holes = {(i["unit"].rpartition(".")[2], i["line"], i["suppressed"]) for i in issues if i["code"] == "SE040"}
    return holes, [(i["line"], i["message"]) for i in issues if i["code"] == "SE030"]


def test_without_a_comment_all_are_open(dbmigrate: Commands, tmp_path: Path) -> None:
    assert found(dbmigrate, tmp_path) == (ALL, [])


@pytest.mark.parametrize(
    "comments",
    [
        {"before": "<!-- dbmigrate: ignore[SE040] the column is chosen from a list -->\n"},
        {"inside": "<!-- dbmigrate: ignore[SE040] -->"},
        {"inside": "/* dbmigrate: ignore[SE040] */ "},
        {"inside": "-- dbmigrate: ignore[SE040]\n"},
    ],
)
def test_a_comment_counts_for_its_statement(dbmigrate: Commands, tmp_path: Path, comments: dict[str, str]) -> None:
    holes, unused = found(dbmigrate, tmp_path, **comments)
    assert unused == []
    assert {(unit, settled) for unit, _, settled in holes} == {("one", True), ("two", False)}


def test_a_comment_at_a_fragment_counts_for_all_its_users(dbmigrate: Commands, tmp_path: Path) -> None:
    holes, unused = found(dbmigrate, tmp_path, before_fragment="<!-- dbmigrate: ignore[se040] -->")
    assert (holes, unused) == ({("one", 2, True), ("two", 2, True), ("two", 4, False)}, [])


def test_a_comment_that_settles_nothing_is_named(dbmigrate: Commands, tmp_path: Path) -> None:
    holes, unused = found(dbmigrate, tmp_path, inside="<!-- dbmigrate: ignore[TY010, SE041] -->")
    assert holes == ALL
    assert [(line, "ty010" in said and "se041" in said) for line, said in unused] == [(3, True)]


def test_a_comment_behind_the_last_statement_is_named(dbmigrate: Commands, tmp_path: Path) -> None:
    comment = "<!-- dbmigrate: ignore[SE040] -->"
    global_mapper = MAPPER.replace("</mapper>", comment + "</mapper>")
    folder = tmp_path / "late"
    folder.mkdir()
    (folder / "Pat.xml").write_text(global_mapper.format(before="", inside="", before_fragment=""))
    answer = dbmigrate("scan", folder, "--from", "oracle", "-f", "json")
    issues = json.loads(answer.out)["issues"]
    assert [i["line"] for i in issues if i["code"] == "SE030"] == [5]
    assert not any(i["suppressed"] for i in issues)


def test_the_configuration_counts_too(dbmigrate: Commands, tmp_path: Path) -> None:
    holes, unused = found(dbmigrate, tmp_path, '[ignore]\n"*.xml" = ["SE040"]\n')
    assert ({settled for _, _, settled in holes}, unused) == ({True}, [])
