"""Files at the same time: the same bytes as one after the other, and nothing lost where a process is."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from commands import Commands
from manyfiles import ORACLE, SQLSERVER, settings, tree, written

from dbmigrate.definitions import Definitions, Taken
from dbmigrate.estate import Quiet
from dbmigrate.model import UsageError
from dbmigrate.output import convert
from dbmigrate.pipeline import scan
from dbmigrate.work import pool
from dbmigrate.work.means import SMALL, Means

ESTATES = {"oracle": ORACLE, "sqlserver": SQLSERVER}


@pytest.mark.parametrize("source", ESTATES)
def test_convert_writes_the_same_bytes(source: str, tmp_path: Path) -> None:
    given = settings(written(tmp_path / "in", ESTATES[source]), source, ignore={"*": ("no-such",), "0*": ("FN001",)})
    alone = convert(given, tmp_path / "one")
    together = convert(given, tmp_path / "two", means=Means(jobs=2))
    assert alone == together
    assert tree(tmp_path / "one") == tree(tmp_path / "two")
    if source == "oracle":
        assert {"DD099", "DD098", "FI010", "FI011", "SE030"} <= {i.code for i in alone.issues}


@pytest.mark.parametrize("source", ESTATES)
def test_scan_says_the_same(source: str, tmp_path: Path) -> None:
    given = settings(written(tmp_path / "in", ESTATES[source]), source)
    for more in ({}, {"rewrites": True}):
        assert scan(given, **more) == scan(given, means=Means(jobs=2), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("form", ["json", "md", "sarif"])
def test_reports_of_the_command_are_the_same(form: str, dbmigrate: Commands, tmp_path: Path) -> None:
    folder = written(tmp_path / "in", ORACLE)
    common = ("scan", folder, "--from", "oracle", "-f", form, "--no-cache")
    assert dbmigrate(*common, "--jobs", 1) == dbmigrate(*common, "--jobs", 2)


def test_the_pages_of_diff_are_the_same(dbmigrate: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    folder = written(tmp_path / "in", ORACLE)
    for form in ("html", "patch", "md"):
        made = []
        for jobs in (1, 2):
            out = tmp_path / f"{jobs}.{form}"
            dbmigrate("diff", folder, "--from", "oracle", "-f", f"{form}={out}", "--jobs", jobs, "--no-cache")
            made.append(out.read_bytes())
        assert made[0] == made[1] and made[0]


def test_a_text_of_ones_own_is_used_by_a_worker(tmp_path: Path) -> None:
    folder = written(tmp_path / "in", ORACLE)
    first = convert(settings(folder), tmp_path / "first")
    unit = next(u for u in first.units if u.unit.name == "bad")
    hand = tmp_path / "hand"
    hand.mkdir()
    (hand / "bad.sql").write_text(f"-- dbmigrate: override {unit.fingerprint} {unit.unit.key}\nSELECT 1;\n")
    given = settings(folder, overrides=hand)
    alone, together = convert(given, tmp_path / "one"), convert(given, tmp_path / "two", means=Means(jobs=2))
    assert alone == together and "FI020" in {i.code for i in together.issues}
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


class Killed:
    """A worker that dies on its task, as one does that runs out of memory."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, folder: Path, name: str, times: int) -> None:
        self.count = folder / "count"
        self.count.write_text("")
        code = (
            "import sys; sys.path[:] = {path!r}; import os\n"
            "from dbmigrate.work import tasks\n"
            "real = tasks.second\n"
            "def second(file, *rest):\n"
            f"    if file.source.name == {name!r} and os.path.getsize({str(self.count)!r}) < {times}:\n"
            f"        open({str(self.count)!r}, 'a').write('x')\n"
            "        os._exit(9)\n"
            "    return real(file, *rest)\n"
            "second.__module__, second.__qualname__ = 'dbmigrate.work.tasks', 'second'\n"
            "tasks.second = second\n"
            "from dbmigrate.work.worker import main; main()"
        )
        monkeypatch.setattr(pool, "CODE", code)


def test_a_process_that_dies_once_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = settings(written(tmp_path / "in", ORACLE))
    alone = scan(given)
    died = Killed(monkeypatch, tmp_path, "04_code.sql", times=1)
    assert scan(given, means=Means(jobs=2)) == alone
    assert died.count.read_text() == "x"


def test_a_process_that_dies_again_costs_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = settings(written(tmp_path / "in", ORACLE))
    alone = scan(given)
    Killed(monkeypatch, tmp_path, "04_code.sql", times=99)
    report = convert(given, tmp_path / "out", means=Means(jobs=2))
    (lost,) = [i for i in report.issues if i.code == "FI040"]
    assert (lost.place.file, lost.values, lost.open) == ("04_code.sql", {"reason": "exit code 9"}, True)
    assert {f.name: f.status for f in report.files}["04_code.sql"] == "unreadable"
    assert not (tmp_path / "out/04_code.sql").exists()
    others = [u for u in alone.units if u.unit.file != "04_code.sql"]
    assert [u.unit for u in report.units] == [u.unit for u in others]


def test_an_exception_of_a_worker_is_one_of_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = settings(written(tmp_path / "in", ORACLE))
    start = "from dbmigrate.work.worker"
    code = pool.CODE.replace(start, f"import dbmigrate.work.tasks as t; t.Writer = None; {start}")
    monkeypatch.setattr(pool, "CODE", code)
    with pytest.raises(TypeError) as raised:
        scan(given, means=Means(jobs=2))
    assert "spooled" in str(raised.value.__cause__)


def processes(session: int) -> list[int]:
    """Those of this user whose parent is that process."""
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(session)], capture_output=True, text=True, check=False)
    return [int(pid) for pid in found.stdout.split()]


def hears_ctrl_c() -> None:
    """What a shell starts in the background ignores the signal, and so do its children."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_ctrl_c_leaves_nothing_behind(tmp_path: Path) -> None:
    folder = written(tmp_path / "in", {f"{n}.sql": ORACLE["04_code.sql"] * 60 for n in range(6)})
    out, temporary = tmp_path / "out", tmp_path / "tmp"
    temporary.mkdir()
    words = ["convert", str(folder), "-o", str(out), "--from", "oracle", "--jobs", "2", "--no-cache"]
    environment = {**os.environ, "TMPDIR": str(temporary)}
    with subprocess.Popen(
        [sys.executable, "-m", "dbmigrate", *words], env=environment, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, start_new_session=True, preexec_fn=hears_ctrl_c,
    ) as run:  # fmt: skip
        while run.poll() is None and not list(temporary.glob("dbmigrate-*/*.spool")):
            time.sleep(0.05)
        workers = processes(run.pid)
        assert len(workers) == 2
        run.send_signal(signal.SIGINT)
        assert run.wait() != 0
    assert tree(out) == {} and not any(out.iterdir())
    assert not any(temporary.iterdir())
    for pid in workers:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
    assert convert(settings(written(tmp_path / "small", SQLSERVER), "sqlserver"), out).files  # the folder can be used


def test_what_is_asked_of_means(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        Means(jobs=-1)
    with pytest.raises(UsageError):
        Means(executor="ray://here")
    written(tmp_path, {"a.sql": "x", "b.sql": "y"})

    class File:
        def __init__(self, size: int) -> None:
            self.source = type("Source", (), {"size": size})

    assert Means(jobs=0).jobs_for([File(10), File(10)]) == 1  # type: ignore[list-item]
    assert Means(jobs=8).jobs_for([File(10), File(10)]) == 2  # type: ignore[list-item]
    assert 1 <= Means(jobs=0).jobs_for([File(SMALL), File(SMALL)]) <= 2  # type: ignore[list-item]


def test_the_log_of_a_file_is_taken_where_it_would_be_answered_alike() -> None:
    table = ("relation", "", "T")
    made = Taken("DD099", (), (), (table,), "a.sql:1")
    gone = Taken("", (), (table,), (), "a.sql:2")
    estate = Definitions()
    assert estate.follow([made]) and estate.alive == {table: "a.sql:1"}
    assert not estate.follow([made._replace(place="b.sql:1")]) and estate.alive == {table: "a.sql:1"}
    assert estate.follow([gone, made._replace(place="b.sql:2")]) and estate.alive == {table: "b.sql:2"}


def test_nobody_needs_to_look(tmp_path: Path) -> None:
    """Progress counts every file once, whoever reads it."""

    class Counted(Quiet):
        def __init__(self) -> None:
            self.done: list[int] = []

        def stage(self, name: str, total: int, files: int = 0) -> None:
            self.done.append(-total)

        def advance(self, count: int) -> None:
            self.done.append(count)

    given = settings(written(tmp_path / "in", ORACLE))
    seen = []
    for jobs in (1, 2):
        progress = Counted()
        scan(given, progress, means=Means(jobs=jobs))
        seen.append(progress.done)
    assert seen[0] == seen[1] and sum(seen[0]) == 0
