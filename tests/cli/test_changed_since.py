"""--changed-since: the catalog of the whole estate, rules on what changed and on what names what it makes."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from commands import Commands

TABLE = "CREATE TABLE pat (id NUMBER(8), doc BFILE);\n"
VIEW = "CREATE VIEW v_pat AS SELECT id, NVL(doc, EMPTY_BLOB()) doc FROM PAT WHERE ROWNUM < 2;\n"
OTHER = "CREATE TABLE ward (id NUMBER(8), doc BFILE);\n"


def git(*arguments: str) -> None:
    config = ["-c", "user.name=x", "-c", "user.email=x@example.invalid", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *config, *arguments], check=True, capture_output=True)


@pytest.fixture
def repository(dbmigrate: Commands) -> Commands:
    Path("sql").mkdir()
    for name, text in (("pat", TABLE), ("v_pat", VIEW), ("病区", OTHER)):
        Path(f"sql/{name}.sql").write_text(text, "utf-8")
    git("init", "-q", "-b", "main")
    git("add", ".")
    git("commit", "-q", "-m", "all")
    return dbmigrate


def looked_at(dbmigrate: Commands, revision: str = "HEAD") -> tuple[int, set[str]]:
    answer = dbmigrate("scan", "sql", "--from", "oracle", "--changed-since", revision, "-f", "json")
    values = json.loads(answer.out)
    assert values["partial"] is True
    assert len(values["files"]) == len(list(Path("sql").iterdir()))
    return answer.code, {f["name"] for f in values["files"] if f["status"] == "read"}


def test_nothing_changed(repository: Commands) -> None:
    assert looked_at(repository) == (0, set())


def test_a_changed_table_brings_its_view(repository: Commands) -> None:
    Path("sql/pat.sql").write_text(TABLE.replace("NUMBER(8)", "NUMBER(9)"))
    assert looked_at(repository) == (1, {"pat.sql", "v_pat.sql"})


def test_a_changed_view_comes_alone(repository: Commands) -> None:
    Path("sql/v_pat.sql").write_text(VIEW + "\n")
    git("add", ".")
    git("commit", "-q", "-m", "view")
    assert looked_at(repository, "HEAD~1")[1] == {"v_pat.sql"}
    assert looked_at(repository)[1] == set()


def test_a_removed_table_brings_its_view(repository: Commands) -> None:
    Path("sql/pat.sql").unlink()
    assert looked_at(repository)[1] == {"v_pat.sql"}


def test_a_new_file_that_git_does_not_know(repository: Commands) -> None:
    Path("sql/new.sql").write_text("CREATE TABLE x (a BFILE);\n")
    assert looked_at(repository) == (1, {"new.sql"})


def test_a_chinese_name(repository: Commands) -> None:
    Path("sql/病区.sql").write_text(OTHER + "\n", "utf-8")
    assert looked_at(repository)[1] == {"病区.sql"}


def test_types_come_from_files_that_did_not_change(repository: Commands) -> None:
    Path("sql/q.sql").write_text("SELECT id / 3 FROM pat;\n")
    answer = repository("scan", "sql", "--from", "oracle", "--changed-since", "HEAD", "-f", "json")
    whole = repository("scan", "sql", "--from", "oracle", "-f", "json")
    ours, theirs = ([i for i in json.loads(a.out)["issues"] if i["file"] == "q.sql"] for a in (answer, whole))
    assert ours == theirs


def test_the_report_says_that_it_is_partial(repository: Commands) -> None:
    answer = repository("scan", "sql", "--from", "oracle", "--changed-since", "HEAD", "--lang", "en")
    assert "3 files did not change" in answer.out


@pytest.mark.parametrize(
    ("revision", "complaint"), [("nowhere", "git says"), ("--output=x", "is no revision"), ("", "is no revision")]
)
def test_wrong_revisions(repository: Commands, revision: str, complaint: str) -> None:
    answer = repository("scan", "sql", f"--changed-since={revision}")
    assert complaint in answer.complaint
    assert not Path("x").exists()


def test_no_repository(dbmigrate: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(Path.cwd().parent))
    Path("a.sql").write_text(TABLE)
    assert "git says" in dbmigrate("scan", "a.sql", "--changed-since", "HEAD").complaint


def test_a_comparison_shows_what_changed(repository: Commands) -> None:
    Path("sql/pat.sql").write_text(TABLE.replace("NUMBER(8)", "NUMBER(9)"))
    command = ("diff", "sql", "--from", "oracle", "-o")
    repository(*command, "all.md")
    repository(*command, "changed.md", "--changed-since", "HEAD")
    assert "病区.sql" in Path("all.md").read_text("utf-8")
    shown = Path("changed.md").read_text("utf-8")
    assert "pat.sql" in shown and "v_pat.sql" in shown and "病区.sql" not in shown
    repository(*command, "page.html", "--changed-since", "HEAD")
    assert "仅列出 HEAD 之后变更的文件" in Path("page.html").read_text("utf-8")
