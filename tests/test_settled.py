"""What a user settles: suppressed issues, and texts written by hand that survive the next conversion."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from dbmigrate.config import Settings
from dbmigrate.model import UsageError, Verdict
from dbmigrate.output import convert
from dbmigrate.results import Report

PROCEDURE = "CREATE OR REPLACE PROCEDURE p_bill IS BEGIN pkg_x.run@remote; END;\n/\n"
TRIGGER = "CREATE TRIGGER kept BEFORE DROP ON SCHEMA\nBEGIN\n  NULL;\nEND;\n/\n"


def converted(folder: Path, text: str, **settings: object) -> tuple[Report, str]:
    (folder / "in").mkdir(exist_ok=True)
    (folder / "in" / "a.sql").write_text(text, "utf-8")
    given = Settings(paths=(folder / "in",), source="oracle", **settings)  # type: ignore[arg-type]
    report = convert(given, folder / "out")
    return report, (folder / "out" / "a.sql").read_text("utf-8")


def issues(report: Report) -> list[tuple[str, int, bool]]:
    return [(i.code, i.place.line, i.suppressed) for i in report.issues]


def test_a_comment_settles_the_issues_of_the_statement_behind_it(tmp_path: Path) -> None:
    text = "-- dbmigrate: ignore[SE011] we run them ourselves\nhost ls\nhost pwd\n"
    report, output = converted(tmp_path, text)
    assert issues(report) == [("SE011", 2, True), ("SE011", 3, False)]
    assert output.count("-- dbmigrate SE011") == 1


def test_a_rule_is_settled_by_its_name_too(tmp_path: Path) -> None:
    report, _ = converted(tmp_path, "/* dbmigrate: ignore[x, connection-change] */\nconnect his/x\n")
    assert issues(report) == [("SE011", 2, True)]


@pytest.mark.parametrize("text", ["-- dbmigrate: ignore[SE011]\ncommit;\n", "commit;\n-- dbmigrate: ignore[SE011]\n"])
def test_a_comment_that_settles_nothing_is_named(tmp_path: Path, text: str) -> None:
    report, _ = converted(tmp_path, text)
    assert [(c, line) for c, line, _ in issues(report) if c == "SE030"] == [
        ("SE030", text.count("\n", 0, text.find("--")) + 1)
    ]


@pytest.mark.parametrize(
    ("ignore", "suppressed"),
    [({"*.sql": ("SE011",)}, True), ({"b/*.sql": ("SE011",)}, False), ({"a.sql": ("PL001",)}, False)],
)
def test_globs_of_the_config(tmp_path: Path, ignore: Mapping[str, tuple[str, ...]], suppressed: bool) -> None:
    report, _ = converted(tmp_path, "connect his/x\n", ignore=ignore)
    found = issues(report)
    assert ("SE011", 1, suppressed) in found
    assert ("SE030" in [c for c, *_ in found]) is not suppressed


def test_a_settled_issue_does_not_block_its_statement(tmp_path: Path) -> None:
    report, output = converted(tmp_path, "-- dbmigrate: ignore[PL001, XX005]\n" + TRIGGER)
    assert "RAISE EXCEPTION" not in output
    assert [u.verdict for u in report.units if u.unit.kind == "trigger"] != [Verdict.INCOMPATIBLE]


def override_line(folder: Path) -> str:
    residue = (folder / "out" / "_dbmigrate" / "residue.md").read_text("utf-8")
    return next(line for line in residue.splitlines() if line.startswith("-- dbmigrate: override"))


def test_a_text_written_by_hand_is_used_while_its_source_stays(tmp_path: Path) -> None:
    converted(tmp_path, PROCEDURE)
    hand = tmp_path / "overrides"
    hand.mkdir()
    body = "CREATE PROCEDURE p_bill() LANGUAGE sql AS $$ SELECT 1 $$;"
    (hand / "bill.sql").write_text(f"{override_line(tmp_path)}\n{body}\n", "utf-8")
    report, output = converted(tmp_path, PROCEDURE.replace(" BEGIN", "\n  BEGIN"), overrides=hand)
    assert output == body + "\n\n"
    assert [i.code for i in report.issues] == ["FI020"]
    assert body in (tmp_path / "out" / "_dbmigrate" / "load" / "30_post.sql").read_text("utf-8")


def test_a_text_whose_source_changed_is_not_used_and_named(tmp_path: Path) -> None:
    converted(tmp_path, PROCEDURE)
    hand = tmp_path / "overrides"
    hand.mkdir()
    (hand / "bill.sql").write_text(f"{override_line(tmp_path)}\nSELECT 1;\n", "utf-8")
    report, output = converted(tmp_path, PROCEDURE.replace("pkg_x", "pkg_y"), overrides=hand)
    stale = next(i for i in report.issues if i.code == "FI021")
    assert (stale.place.file, stale.place.line, stale.note) == ("overrides/bill.sql", 1, "changed")
    assert override_line(tmp_path).split()[3] in stale.values["now"]
    assert "SELECT 1" not in output


def test_a_text_of_a_unit_that_does_not_exist_is_named(tmp_path: Path) -> None:
    hand = tmp_path / "overrides"
    hand.mkdir()
    (hand / "x.sql").write_text("-- dbmigrate: override 0123456789abcdef procedure gone\nSELECT 1;\n", "utf-8")
    report, _ = converted(tmp_path, "commit;\n", overrides=hand)
    assert [(i.code, i.note) for i in report.issues if i.code == "FI021"] == [("FI021", "missing")]


@pytest.mark.parametrize("text", ["SELECT 1;\n", "\nx\n-- dbmigrate: override 0123456789abcdef table t\n"])
def test_text_without_a_head_line_is_refused(tmp_path: Path, text: str) -> None:
    hand = tmp_path / "overrides"
    hand.mkdir()
    (hand / "x.sql").write_text(text, "utf-8")
    with pytest.raises(UsageError, match="before the first line"):
        converted(tmp_path, "commit;\n", overrides=hand)
