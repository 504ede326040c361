"""What runs found out of single files, kept in the user's cache folder for later ones.

Of a file's first reading the key is its content; of the second it is the content with all settings, and the entry
counts only where everything that the file's rules looked up elsewhere would still be found (`lookups.py`).
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO, Final

from dbmigrate import cache
from dbmigrate.estate import Estate, EstateFile
from dbmigrate.firstpass import First
from dbmigrate.work.lookups import Lookups, canonical
from dbmigrate.work.spool import Damaged, Spool, packed, unpacked

FIRST: Final = ".first"
SECOND: Final = ".second"


class Store:
    """The folder of one run. What cannot be read or written costs time and nothing else."""

    def __init__(self) -> None:
        self.folder = cache.folder()
        self.grown = False

    # --- first readings ------------------------------------------------------------------------------------------

    def first_place(self, file: EstateFile, dialect: str) -> Path | None:
        try:
            content = cache.content(file.source.path).hex()
        except OSError:  # the reading itself will say so
            return None
        return self.place(FIRST, dialect, repr(file.source.name), repr(file.encoding), content)

    def first(self, place: Path | None) -> First | None:
        if place is None:
            return None
        try:
            found = unpacked(place.read_bytes())
            place.touch()  # used again: not the oldest
        except (OSError, Damaged):
            return None
        return found if isinstance(found, First) else None

    def keep_first(self, place: Path | None, made: First) -> None:
        """Nothing is kept of a file that changed since the place was worked out."""
        if place is not None:
            with self.attempt() as attempt:
                attempt.write(packed(made))
                attempt.place = place

    # --- second readings -----------------------------------------------------------------------------------------

    @contextmanager
    def attempt(self) -> Iterator[Attempt]:
        """A file that appears whole at the place that the attempt is given, or not at all."""
        made = Attempt(self.folder)
        try:
            yield made
        except BaseException:
            made.place = None
            raise
        finally:
            self.grown = made.end() or self.grown

    def place(self, suffix: str, *parts: str) -> Path:
        text = "\0".join((cache.program(), suffix, *parts))
        return self.folder / (hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() + suffix)

    def close(self) -> None:
        if self.grown:
            with contextlib.suppress(OSError):
                cache.shrink(self.folder)


class SecondPlaces:
    """Where the second readings of one estate's files are kept."""

    def __init__(self, store: Store, estate: Estate, lookups: Lookups) -> None:
        self.store, self.estate, self.lookups = store, estate, lookups
        settings = replace(
            estate.settings, paths=(), source="", target="", exclude=(), encoding="", keep_encoding=False,
            overrides=None, effort={}, show_literals=False,
        )  # fmt: skip
        pack = Path(estate.settings.target)
        target = cache.content(pack).hex() if estate.settings.target.lower().endswith(".toml") else estate.target.spec
        hand = canonical(estate.overrides.by_key)
        self.common = (estate.dialect, target, repr(settings), hand, str(estate.loads), lookups.whole)

    def of(self, file: EstateFile) -> Path:
        troubles = canonical(self.estate.inclusion.troubles(file.source.name))
        sitting = repr(self.estate.inclusion.sitting(file.source.name))
        own = (repr(file.source.name), repr(file.encoding), file.sha256, troubles, sitting)
        return self.store.place(SECOND, *self.common, *own)

    def find(self, file: EstateFile) -> Spool | None:
        """The kept reading of the file, where it would say the same now."""
        place = self.of(file)
        try:
            found = Spool(place)
        except (OSError, Damaged):
            return None
        outcome, looked_up = found.tail
        if outcome.sha256 == file.sha256 and self.lookups.same(looked_up):
            with contextlib.suppress(OSError):
                place.touch()
            return found
        found.close()
        return None

    def has(self, file: EstateFile) -> bool:
        found = self.find(file)
        if found is not None:
            found.close()
        return found is not None

    def copy(self, file: EstateFile, path: Path) -> None:
        """Keep a spool that was written elsewhere."""
        with self.store.attempt() as attempt, path.open("rb") as source:
            while block := source.read(cache.CHUNK):
                attempt.write(block)
            attempt.place = self.of(file)


class Attempt:
    """A stream into a temporary file of the folder. Where it cannot be written nothing is said, and nothing is kept."""

    def __init__(self, folder: Path) -> None:
        self.place: Path | None = None
        self.temporary: Path | None = None
        self.file: IO[bytes] | None = None
        with contextlib.suppress(OSError):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=folder, suffix=".part")
            self.file, self.temporary = os.fdopen(handle, "wb"), Path(name)

    def write(self, data: bytes) -> int:
        try:
            return self.file.write(data) if self.file else len(data)
        except OSError:
            self.drop()
            return len(data)

    def drop(self) -> None:
        """Nothing will come of it."""
        if self.file is not None:
            with contextlib.suppress(OSError):
                self.file.close()
            self.file = None

    def end(self) -> bool:
        """Whether it took its place."""
        whole = self.file is not None
        self.drop()
        if self.temporary is None:
            return False
        try:
            if whole and self.place is not None:
                os.replace(self.temporary, self.place)
                return True
            self.temporary.unlink()
        except OSError:
            return False
        return False


__all__ = ["Attempt", "SecondPlaces", "Store"]
