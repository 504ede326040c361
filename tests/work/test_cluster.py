"""Workers of a dask cluster on this machine: the same bytes as one process, also where one of them is killed."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from commands import Commands
from manyfiles import ORACLE, settings, tree, written

from dbmigrate.model import UsageError
from dbmigrate.output import convert
from dbmigrate.pipeline import scan
from dbmigrate.work.cluster import Cluster
from dbmigrate.work.means import Means

pytestmark = pytest.mark.filterwarnings("ignore")  # of dask and tornado


def test_a_scheduler_that_is_not_there(tmp_path: Path, dbmigrate: Commands) -> None:
    pytest.importorskip("distributed")
    (tmp_path / "a.sql").write_text("CREATE TABLE a (x DATE);\n")
    answer = dbmigrate("scan", "a.sql", "--from", "oracle", "--no-cache", "--executor", "dask://127.0.0.1:9")
    assert answer.complaint.startswith("executor dask://127.0.0.1:9: ")


def test_dask_is_an_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError, match=r"needs dbmigrate\[dask\]"):
        Cluster("127.0.0.1:1")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None
    ) as made:
        yield made


def means(cluster: Any, **more: Any) -> Means:
    return Means(executor=cluster.scheduler_address.replace("tcp://", "dask://"), **more)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_cluster_writes_the_same_bytes(cluster: Any, tmp_path: Path) -> None:
    given = settings(written(tmp_path / "in", ORACLE))
    alone = convert(given, tmp_path / "one")
    assert convert(given, tmp_path / "two", means=means(cluster)) == alone
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_worker_is_killed_in_the_middle(cluster: Any, tmp_path: Path) -> None:
    files = {f"{n}_{name}": text for n in range(4) for name, text in ORACLE.items() if name != "06_all.sql"}
    given = settings(written(tmp_path / "in", files))
    alone = scan(given)

    class Killer:
        """Ends a worker when the second pass has taken its first file."""

        killed = second = 0

        def stage(self, name: str, total: int, files: int = 0) -> None:
            self.second = name == "convert"

        def advance(self, count: int) -> None:
            if self.second and not self.killed:
                self.killed = next(iter(cluster.workers.values())).pid
                os.kill(self.killed, 9)

    killer = Killer()
    assert scan(given, killer, means=means(cluster)) == alone
    assert killer.killed
