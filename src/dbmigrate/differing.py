"""The files of a comparison with their stretches: all, or what changed; issues that a baseline knows are marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from dbmigrate.baseline import frozen, read_baseline, stretches_beside
from dbmigrate.changed import changed_names
from dbmigrate.config import Settings
from dbmigrate.estate import Estate, EstateFile, Progress, Quiet
from dbmigrate.pipeline import converted_files, converted_mappers, read_estate
from dbmigrate.results import ConvertedText
from dbmigrate.sources.files import MAPPER, discover
from dbmigrate.work.crew import Crew


@dataclass
class Comparison:
    estate: Estate
    progress: Progress
    crew: Crew
    only: frozenset[str] | None  # names of the files that are wanted; None: all
    known: Counter[tuple[str, bool]] | None

    @classmethod
    def of(
        cls, settings: Settings, progress: Progress | None, baseline: Path | None, since: str | None, crew: Crew
    ) -> Comparison:
        """Reads the whole estate, whatever is wanted of it. Raises UsageError for a wrong call."""
        held = read_baseline(baseline) if baseline else None
        only = None if since is None else changed_names(discover(settings.paths, settings.exclude), since)
        progress = progress or Quiet()
        estate = read_estate(settings, progress, crew, with_mappers=True)
        return cls(estate, progress, crew, only, frozen(held, estate.target.spec) if held else None)

    @property
    def dialect(self) -> str:
        return self.estate.dialect

    @property
    def target(self) -> str:
        return self.estate.target.spec

    def files(self) -> Iterator[tuple[EstateFile, str, Iterable[ConvertedText]]]:
        """Each wanted file, the dialect of its text, and its stretches."""
        found = converted_files(self.estate, self.progress, self.crew, self.only)
        for file, stretches in chain(found, converted_mappers(self.estate)):
            if self.only is not None and file.source.name not in self.only:
                continue
            dialect = "xml" if file.source.type == MAPPER else self.dialect
            yield file, dialect, stretches if self.known is None else stretches_beside(stretches, self.known)


__all__ = ["Comparison"]
