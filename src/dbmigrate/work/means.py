"""By what means a run does its work; none of them changes a byte of what it says."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Final

from dbmigrate.estate import EstateFile
from dbmigrate.model import UsageError
from dbmigrate.records import dataclass

SMALL: Final = 1_000_000  # bytes of scripts: below, starting processes takes longer than it saves


@dataclass(frozen=True)
class Means:
    """`jobs`: processes at the same time, 0 for as many as there are cores where the estate is worth it. `executor`:
    `dask://HOST:PORT`. `cache`: what earlier runs found out of a file is used again, and kept for later ones."""

    jobs: int = 1
    executor: str = ""
    cache: bool = False

    def __post_init__(self) -> None:
        if self.jobs < 0:
            raise UsageError(f"jobs {self.jobs}: how many processes? 0 leaves it to us")
        if self.executor and not self.executor.startswith("dask://"):
            raise UsageError(f"executor {self.executor!r} is not of the form dask://HOST:PORT")

    @property
    def address(self) -> str:
        """HOST:PORT of the scheduler, "" where there is none."""
        return self.executor.removeprefix("dask://")

    def jobs_for(self, files: Sequence[EstateFile]) -> int:
        """Not more than there are files."""
        if self.jobs:
            return min(self.jobs, len(files))
        small = sum(f.source.size for f in files) < SMALL
        return 1 if small else min(cores(), len(files))


def cores() -> int:
    """Those that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


__all__ = ["Means", "cores"]
