"""Who reads files beside this process: what a crew asks of them, and those of this machine."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol, TypeVar

from dbmigrate.estate import EstateFile
from dbmigrate.firstpass import First
from dbmigrate.work import tasks
from dbmigrate.work.pool import Pool, WorkerLost

R = TypeVar("R", covariant=True)


class Pending(Protocol[R]):
    """An answer that may not be there yet."""

    def result(self) -> R:
        """Waits. Raises what the task raised, WorkerLost where no worker came to its end."""


class Workers(Protocol):
    """Do tasks in any order. `most`: tasks that may be handed out before the first answer is taken, 0 for any."""

    most: int

    def first(self, file: EstateFile, dialect: str) -> Pending[First]:
        """The first reading."""

    def share(self, estate: bytes, record: bool) -> None:
        """What `tasks.shared` gives, before the first `second`. `record`: what files look up is written down."""

    def second(self, file: EstateFile, target: Path) -> Pending[None]:
        """The second reading: a spool is at `target` when there is an answer."""

    def close(self) -> None:
        """Nothing runs any more."""


class Here:
    """Processes of this machine; what they share lies in `folder`."""

    most = 0

    def __init__(self, jobs: int, folder: Path) -> None:
        self.pool, self.estate, self.record = Pool(jobs), folder / "estate", False

    def first(self, file: EstateFile, dialect: str) -> Pending[First]:
        return self.pool.submit(tasks.first, file, dialect)

    def share(self, estate: bytes, record: bool) -> None:
        self.estate.write_bytes(estate)
        self.record = record

    def second(self, file: EstateFile, target: Path) -> Pending[None]:
        return self.pool.submit(tasks.second, file, self.estate, self.record, target)

    def close(self) -> None:
        self.pool.close()


__all__ = ["Here", "Pending", "WorkerLost", "Workers"]
