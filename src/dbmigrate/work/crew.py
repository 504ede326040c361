"""Both passes over all files of an estate: here, by workers, or out of what an earlier run kept.

Files are taken into the estate in their order whoever read them, so that the same comes out.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import deque
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from dbmigrate.engine.contract import RULES
from dbmigrate.estate import Estate, EstateFile, Progress
from dbmigrate.firstpass import First, read_first, take_first
from dbmigrate.inputs import unreadable_file
from dbmigrate.model import Issue, Place
from dbmigrate.outcome import Outcome
from dbmigrate.results import ConvertedText, FileResult
from dbmigrate.secondpass import join, read_second
from dbmigrate.sources.decode import Unreadable
from dbmigrate.statements import issue_of
from dbmigrate.work import tasks
from dbmigrate.work.lookups import Lookups
from dbmigrate.work.means import Means
from dbmigrate.work.spool import Spool
from dbmigrate.work.store import SecondPlaces, Store
from dbmigrate.work.workers import Here, Pending, WorkerLost, Workers

LOST = "FI040"
LONG = 10  # a file is long that holds more than such a part of all
R = TypeVar("R")
Answer = Callable[[], First]


class Crew:
    """Works through the passes of one run. A context: at its end no worker and no temporary file is left."""

    def __init__(self, means: Means | None = None) -> None:
        self.means = means or Means()
        self.store = Store() if self.means.cache else None
        self.workers: Workers | None = None
        self.folder: Path | None = None

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        workers, self.workers = self.workers, None
        try:
            if workers is not None:
                workers.close()
        finally:
            if self.folder is not None:
                shutil.rmtree(self.folder, ignore_errors=True)
        if self.store is not None:
            self.store.close()

    def hired(self, files: Sequence[EstateFile]) -> Workers | None:
        """Workers where these files are worth it; the same ones for both passes."""
        if self.workers is None and files:
            address, jobs = self.means.address, self.means.jobs_for(files)
            if address or jobs > 1:
                self.folder = self.folder or Path(tempfile.mkdtemp(prefix="dbmigrate-"))
                self.workers = far(address) if address else Here(jobs, self.folder)
        return self.workers

    # --- pass 1 --------------------------------------------------------------------------------------------------

    def definitions(self, files: Sequence[EstateFile], estate: Estate, progress: Progress) -> None:
        """What the files define goes into the estate's catalog; those that can be read become its files."""
        for file, answer in self.firsts(files, estate):
            try:
                take_first(file, answer(), estate)
                estate.files.append(file)
            except Unreadable as error:
                leave_out(file, unreadable_file(file.source.name, error), estate)
            except WorkerLost as error:
                leave_out(file, lost(file, error), estate)
            progress.advance(file.source.size)

    def firsts(self, files: Sequence[EstateFile], estate: Estate) -> Iterator[tuple[EstateFile, Answer]]:
        store, known, places = self.store, dict[str, First](), dict[str, Path | None]()
        for file in files if store else ():
            assert store is not None
            place = places[file.source.name] = store.first_place(file, estate.dialect)
            made = store.first(place)
            if made is not None:
                known[file.source.name] = made
        others = [f for f in files if f.source.name not in known]
        workers = self.hired(others)
        asked = in_order(others, lambda f: workers.first(f, estate.dialect), workers.most) if workers else iter(())
        for file in files:
            if file.source.name in known:
                yield file, partial(known.pop, file.source.name)
                continue
            read = next(asked)[1].result if workers else partial(read_first, file, estate.dialect, estate.readings)
            yield file, partial(self.keeping, places.get(file.source.name), read)

    def keeping(self, place: Path | None, read: Answer) -> First:
        made = read()
        if self.store is not None:
            self.store.keep_first(place, made)
        return made

    # --- pass 2 --------------------------------------------------------------------------------------------------

    def texts(
        self, estate: Estate, progress: Progress, only: Container[str] | None = None
    ) -> Iterator[tuple[EstateFile, Iterator[ConvertedText]]]:
        """Each file with its stretches, to be taken to the end before the next one is asked for."""
        wanted = [f for f in estate.files if only is None or f.source.name in only]
        kept = SecondPlaces(self.store, estate, Lookups(estate)) if self.store else None
        known = {f.source.name for f in wanted if kept and kept.has(f)}
        others = [f for f in wanted if f.source.name not in known]
        workers = self.hired(others)
        if workers:
            workers.share(tasks.shared(estate), record=kept is not None)
        made = iter(()) if workers is None else self.seconds(others, workers)
        if kept:
            kept.lookups.watch()
        for file in estate.files:
            if only is not None and file.source.name not in only:
                yield file, iter(())
            elif kept and file.source.name in known:
                yield file, out_of(kept.find(file), file, estate, kept)
            elif workers is None:
                yield file, read_here(file, estate, kept)
            else:
                yield file, read_there(*next(made), estate, kept)
            progress.advance(file.source.size)

    def seconds(
        self, files: Sequence[EstateFile], workers: Workers
    ) -> Iterator[tuple[EstateFile, Pending[None], Path]]:
        assert self.folder is not None
        folder = self.folder
        places = {f.source.name: folder / f"{number}.spool" for number, f in enumerate(files)}
        for file, pending in in_order(files, lambda f: workers.second(f, places[f.source.name]), workers.most):
            yield file, pending, places[file.source.name]


def far(address: str) -> Workers:
    from dbmigrate.work.cluster import Cluster

    return Cluster(address)


def read_here(file: EstateFile, estate: Estate, kept: SecondPlaces | None) -> Iterator[ConvertedText]:
    outcome = Outcome()
    if kept is None:
        yield from read_second(file, estate, outcome)
    else:
        with kept.store.attempt() as attempt:
            yield from tasks.spooled(file, estate, outcome, kept.lookups, attempt)
            attempt.place = kept.of(file) if is_sound(file, outcome) else None
    join(file, outcome, estate)


def read_there(
    file: EstateFile, pending: Pending[None], path: Path, estate: Estate, kept: SecondPlaces | None
) -> Iterator[ConvertedText]:
    try:
        pending.result()
    except WorkerLost as error:
        join(file, Outcome(issues=[lost(file, error)], broken=True), estate)
        return
    spool = Spool(path)
    if kept is not None and is_sound(file, spool.tail[0]):
        kept.copy(file, path)
    yield from out_of(spool, file, estate, kept)
    path.unlink()


def out_of(spool: Spool | None, file: EstateFile, estate: Estate, kept: SecondPlaces | None) -> Iterator[ConvertedText]:
    """What was read elsewhere or earlier. It does not know of the files before it in this run: where one of them made
    the same object, the file is read again with that in mind."""
    if spool is not None and estate.definitions.follow(spool.tail[0].taken):
        yield from spool.stretches()
        join(file, spool.tail[0], estate)
        return
    if spool is not None:
        spool.close()
    yield from read_here(file, estate, kept)


def is_sound(file: EstateFile, outcome: Outcome) -> bool:
    """Both readings saw the same bytes, all of them."""
    return not outcome.broken and outcome.sha256 == file.sha256


def in_order(
    files: Sequence[EstateFile], begin: Callable[[EstateFile], Pending[R]], most: int
) -> Iterator[tuple[EstateFile, Pending[R]]]:
    """The files in their order, with answers that may still have to be waited for; at most `most` are under way."""
    if not most:  # the longest ones first, so that none is left alone at the end
        total = sum(f.source.size for f in files)
        begun = {f.source.name: begin(f) for f in sorted(files, key=lambda f: f.source.size * LONG < total)}
        for file in files:
            yield file, begun.pop(file.source.name)
        return
    ahead: Iterable[EstateFile] = iter(files)
    waiting = deque((f, begin(f)) for f in islice(ahead, most))
    while waiting:
        yield waiting.popleft()
        waiting.extend((f, begin(f)) for f in islice(ahead, 1))


def leave_out(file: EstateFile, issue: Issue, estate: Estate) -> None:
    estate.results.append(FileResult(file.source.name, "unreadable", file.source.type, file.source.size))
    estate.issues.append(issue)


def lost(file: EstateFile, error: WorkerLost) -> Issue:
    return issue_of(RULES[LOST], Place(file.source.name, 0, 1, 1), "", values={"reason": str(error)})


__all__ = ["Crew"]
