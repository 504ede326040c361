"""Reports of earlier scans, kept in the user's cache folder: an estate that did not change is not read again.

The key holds everything that a report comes from: name and content of each file, the settings with what they name, the
program itself. Where one file changed, `work.store` in the same folder knows what can be said of the others.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Final

import dbmigrate
from dbmigrate.config import Settings
from dbmigrate.model import UsageError
from dbmigrate.packs.layers import dialects
from dbmigrate.results import Report
from dbmigrate.sources.files import discover

MOST_BYTES: Final = 512 * 1024 * 1024  # of all that is kept; the oldest go
SUFFIX: Final = ".report"
KEPT: Final = frozenset({SUFFIX, ".first", ".second"})
CHUNK: Final = 1 << 20


def folder() -> Path:
    """`dbmigrate` in the user's cache folder, or what DBMIGRATE_CACHE_DIR says."""
    named = os.environ.get("DBMIGRATE_CACHE_DIR")
    if named:
        return Path(named)
    from platformdirs import user_cache_path

    return user_cache_path("dbmigrate", appauthor=False)


def kept(settings: Settings, make: Callable[[], Report]) -> Report:
    """The report of these settings: from an earlier run where nothing changed, else made and kept.

    A cache that cannot be read or written costs time and nothing else.
    """
    try:
        key = key_of(settings)
    except (OSError, UsageError):  # the run itself will say what is wrong
        return make()
    path = folder() / f"{key}{SUFFIX}"
    found = read(path)
    if found is not None:
        return found
    report = make()
    if key_of(settings) == key:  # nothing changed while it was read
        with contextlib.suppress(OSError):
            write(path, report)
            shrink(path.parent)
    return report


def key_of(settings: Settings) -> str:
    """Raises OSError for a file that cannot be read, UsageError for a path that does not exist."""
    digest = hashlib.sha256(f"{program()}\0{settings!r}\0".encode("utf-8", "surrogateescape"))
    for file in discover(settings.paths, settings.exclude):
        digest.update(f"\0{file.name}\0{file.kind}\0{file.size}\0".encode("utf-8", "surrogateescape"))
        digest.update(content(file.path))
    if settings.overrides is not None and settings.overrides.is_dir():
        for path in sorted(p for p in settings.overrides.rglob("*") if p.is_file()):
            digest.update(f"\0{path}\0".encode("utf-8", "surrogateescape") + content(path))
    target = Path(settings.target)
    if settings.target.lower().endswith(".toml") and target.is_file():
        digest.update(content(target))
    return digest.hexdigest()


def content(path: Path) -> bytes:
    digest = hashlib.sha256()
    with open(path, "rb") as stream:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
    return digest.digest()


@cache
def program() -> str:
    """What stands for the version of the rules and packs: path, size and time of each of their files, and the versions
    of what they are built on."""
    digest = hashlib.sha256(f"{sys.version_info}{version('sqlglot')}{version('pglast')}".encode())
    for root in (Path(dbmigrate.__file__).parent, dialects()):
        for path in sorted(files_below(root)):
            status = path.stat()
            digest.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\0".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def files_below(root: Path) -> Iterator[Path]:
    return (p for p in root.rglob("*") if p.suffix in (".py", ".so", ".pyd", ".toml", ".sql", ".html") and p.is_file())


def read(path: Path) -> Report | None:
    """None for what is not there, or is no report of ours. The folder is the user's own, like the program's files."""
    try:
        found = pickle.loads(zlib.decompress(path.read_bytes()))
        path.touch()  # used again: not the oldest
    except FileNotFoundError:
        return None
    except (OSError, zlib.error, pickle.UnpicklingError, EOFError, AttributeError, ImportError, TypeError, ValueError):
        return None
    return found if isinstance(found, Report) else None


def write(path: Path, report: Report) -> None:
    """Appears whole or not at all, so that runs at the same time do no harm."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with open(handle, "wb") as stream:
            stream.write(zlib.compress(pickle.dumps(report, pickle.HIGHEST_PROTOCOL), 1))
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise


def shrink(place: Path, most: int = MOST_BYTES) -> None:
    """The oldest go until the rest fits."""
    total = 0
    for _, size, path in sorted(aged(place), reverse=True):
        total += size
        if total > most:
            path.unlink(missing_ok=True)


def aged(place: Path) -> Iterator[tuple[int, int, Path]]:
    """Time, size and path of what is kept; another run may take some of it away meanwhile."""
    for path in place.iterdir():
        if path.suffix in KEPT:
            with contextlib.suppress(FileNotFoundError):
                status = path.stat()
                yield status.st_mtime_ns, status.st_size, path


__all__ = ["folder", "kept", "key_of"]
