"""Workers of a dask.distributed cluster. They need dbmigrate, and nothing of our disks: files go to them as bytes."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

from dbmigrate.engine.contract import load_rules
from dbmigrate.estate import Estate, EstateFile
from dbmigrate.firstpass import First
from dbmigrate.garbage import controlled_garbage
from dbmigrate.model import UsageError
from dbmigrate.sources.decode import Unreadable
from dbmigrate.work import tasks
from dbmigrate.work.lookups import Lookups
from dbmigrate.work.pool import WorkerLost
from dbmigrate.work.workers import Pending

R = TypeVar("R")
WAIT: Final = "10s"
EACH: Final = 4  # files under way for each thread of the cluster


class Answer(Generic[R]):
    """What a task of the cluster gives."""

    def __init__(self, future: Any, taken: Callable[[Any], R]) -> None:
        self.future, self.taken = future, taken

    def result(self) -> R:
        """Raises what the task raised, WorkerLost where each worker that had it died."""
        from distributed import KilledWorker

        try:
            return self.taken(self.future.result())
        except KilledWorker as error:
            raise WorkerLost(f"{type(error).__name__} of {self.future.key}") from None


class Unread(Generic[R]):
    """The file cannot be read here, so there is nothing to send."""

    def __init__(self, error: Unreadable) -> None:
        self.error = error

    def result(self) -> R:
        raise self.error


class Cluster:
    """The workers behind a scheduler. Raises UsageError where there is none, or dask is not installed."""

    def __init__(self, address: str) -> None:
        try:
            import distributed
        except ImportError:
            raise UsageError("--executor dask:// needs dbmigrate[dask]") from None
        client: Any = distributed.Client
        try:
            self.client = client(f"tcp://{address}", timeout=WAIT, set_as_default=False)
        except (OSError, ValueError) as error:
            raise UsageError(f"executor dask://{address}: {error}") from None
        self.estate: Any = None
        self.record = False
        self.most = EACH * max(1, sum(self.client.nthreads().values()))

    def first(self, file: EstateFile, dialect: str) -> Pending[First]:
        return self.sent(first, lambda made: made, file, dialect)

    def share(self, estate: bytes, record: bool) -> None:
        self.estate, self.record = self.client.scatter(estate, broadcast=True), record

    def second(self, file: EstateFile, target: Path) -> Pending[None]:
        def written(spool: bytes) -> None:
            target.write_bytes(spool)

        return self.sent(second, written, file, self.estate, self.record)

    def sent(self, task: Callable[..., Any], taken: Callable[[Any], R], file: EstateFile, *more: Any) -> Pending[R]:
        try:
            content = file.source.path.read_bytes()
        except OSError as error:
            return Unread(Unreadable("io", error.strerror or ""))
        return Answer(self.client.submit(task, content, file, *more, pure=False), taken)

    def close(self) -> None:
        self.client.close()


def first(content: bytes, file: EstateFile, dialect: str) -> First:
    """Runs on a worker."""
    with tempfile.TemporaryDirectory(prefix="dbmigrate-") as folder:
        return tasks.first(at(Path(folder), content, file), dialect)


def second(content: bytes, file: EstateFile, estate: bytes, record: bool) -> bytes:
    """Runs on a worker: the spool of the file."""
    load_rules()
    with tempfile.TemporaryDirectory(prefix="dbmigrate-") as folder, controlled_garbage():
        target = Path(folder) / "spool"
        tasks.write_second(at(Path(folder), content, file), *kept(Shared(estate), record), target)
        return target.read_bytes()


def at(folder: Path, content: bytes, file: EstateFile) -> EstateFile:
    path = folder / "content"
    path.write_bytes(content)
    return replace(file, source=replace(file.source, path=path))


class Shared:
    """The bytes of an estate, told apart by their check sum."""

    def __init__(self, data: bytes) -> None:
        self.data, self.sum = data, sha256(data).digest()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Shared) and other.sum == self.sum

    def __hash__(self) -> int:
        return hash(self.sum)


@lru_cache(maxsize=1)
def kept(shared: Shared, record: bool) -> tuple[Estate, Lookups | None]:
    return tasks.with_lookups(tasks.estate_of(shared.data), record)


__all__ = ["Cluster"]
