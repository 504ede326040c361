"""Finds the files of an estate, in a fixed order, and tells which of them hold SQL that is read."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final

from dbmigrate.model import UsageError
from dbmigrate.records import dataclass


class FileKind(StrEnum):
    """SQL is read; UNREAD is known to hold SQL that we do not read yet, and is counted; OTHER is not looked at."""

    SQL = "sql"
    UNREAD = "unread"
    OTHER = "other"


@dataclass(frozen=True)
class SourceFile:
    """One file of the input. `name` is relative to the root given, with `/`, and unique in the estate."""

    path: Path
    name: str
    size: int  # bytes
    kind: FileKind
    type: str  # suffix without the dot, or 'mybatis'
    root: Path = Path()


SQL_SUFFIXES: Final = frozenset(
    "sql ddl dml prc fnc pck pks pkb plb pkg pkh spc spb bdy trg vw viw view tps tpb typ tab tbl pls plsql "
    "plsqlbody prog proc func seq syn idx con fkey pkey ora mssql tsql usp udf sp fn".split()
)
UNREAD_SUFFIXES: Final = frozenset(
    "srd sru srw srf srm srs srj sra srq pbl pas dfm dpr inc frm bas cls ctl java kt groovy scala cs vb cshtml "
    "vbhtml asp aspx ascx ashx jsp php py pc pcc sqlj ktr kjb dtsx frx fr3 rmf rdl rdlc rpt jrxml sqlplan dacpac "
    "bacpac dmp".split()
)
MAPPER: Final = "mybatis"  # type of a file
_SKIPPED: Final = frozenset((".git", ".svn", ".hg", ".bzr", "CVS", "_svn"))
_MAPPER: Final = re.compile(rb"<(?:mapper\s+namespace|sqlMap\b|!DOCTYPE\s+(?:mapper|sqlMap)\b)")
_WIDE_MAPPER: Final = ("<mapper namespace", "<sqlMap")
_DIGITS: Final = re.compile(r"(\d+)")
_VERSION: Final = re.compile(r"[VvUu](\d+(?:[._]\d+)*)__")


def discover(paths: Sequence[Path], exclude: Sequence[str] = ()) -> list[SourceFile]:
    """All files under `paths`, in natural order of their names (V2 before V10).

    A path that is a file is taken as SQL whatever its suffix. `exclude` holds glob patterns over names and folders.
    Links are followed only inside their root; version control folders and earlier output folders are skipped.
    A folder below them that cannot be listed is answered as a file that cannot be read. Raises UsageError for a path
    that does not exist or cannot be listed.
    """
    found: dict[Path, SourceFile] = {}
    prefixes = _prefixes(paths)
    for path, prefix in zip(paths, prefixes, strict=True):
        if not path.exists():
            raise UsageError(f"no such file or folder: {path}")
        for file in [_single(path)] if path.is_file() else sorted(_walk(path, exclude), key=lambda f: natural(f.name)):
            if not _excluded(file.name, exclude):
                found.setdefault(file.path.resolve(), replace(file, name=prefix + file.name))
    return _unique(list(found.values()))


def natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """Sorting key that compares runs of digits as numbers, folders before what they are a prefix of."""
    key: list[tuple[int, int, str]] = []
    *folders, last = name.split("/")
    version = _VERSION.match(last)
    for part in folders:
        key += _natural_part(part)
    if version:  # V1.10__x of Flyway: version by version, 1.1 before 1.1.1
        key += [(2, 0, last[0].casefold()), *((1, int(n), n) for n in re.split(r"[._]", version[1])), (0, 0, "")]
    key += _natural_part(last)
    return tuple(key)


def _natural_part(part: str) -> Iterator[tuple[int, int, str]]:
    for piece in _DIGITS.split(part):
        if piece.isdecimal():
            yield 1, int(piece), piece
        elif piece:
            yield 2, 0, piece.casefold()
    yield 0, 0, part


def _prefixes(paths: Sequence[Path]) -> list[str]:
    """Several roots: names begin with the root's own name, numbered where two roots are called the same."""
    folders = [path for path in paths if path.is_dir()]
    if len({folder.resolve() for folder in folders}) < 2:
        return [""] * len(paths)
    seen: dict[str, int] = {}
    prefixes = []
    for path in paths:
        if not path.is_dir():
            prefixes.append("")
            continue
        name = path.resolve().name or "root"
        seen[name] = seen.get(name, 0) + 1
        prefixes.append(f"{name}/" if seen[name] == 1 else f"{name}~{seen[name]}/")
    return prefixes


def _unique(files: list[SourceFile]) -> list[SourceFile]:
    taken: set[str] = set()
    result = []
    for file in files:
        name, number = file.name, 1
        while name in taken:
            number += 1
            folder, _, last = file.name.rpartition("/")
            stem, dot, suffix = last.rpartition(".")
            numbered = f"{stem}~{number}.{suffix}" if dot else f"{last}~{number}"
            name = f"{folder}/{numbered}" if folder else numbered
        taken.add(name)
        result.append(replace(file, name=name))
    return result


def _single(path: Path) -> SourceFile:
    suffix = path.suffix.lower().removeprefix(".")
    return SourceFile(path, path.name, path.stat().st_size, FileKind.SQL, suffix or "sql", path.parent)


def _walk(root: Path, exclude: Sequence[str]) -> Iterator[SourceFile]:
    real = root.resolve()
    entered = {real}
    pending = [root]
    while pending:
        folder = pending.pop()
        if os.path.isfile(folder / "_dbmigrate" / "manifest.json"):
            continue
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            if folder is root:
                raise UsageError(f"folder cannot be read: {folder} ({error.strerror})") from error
            yield SourceFile(folder, folder.relative_to(root).as_posix(), 0, FileKind.SQL, "folder", root)
            continue
        for entry in entries:
            path = Path(entry.path)
            name = path.relative_to(root).as_posix()
            target = Path(os.path.realpath(path)) if entry.is_symlink() else path  # resolve() raises for a loop
            if entry.is_symlink() and not (target.is_relative_to(real) and target.exists()):
                continue
            if entry.is_dir():
                target = path.resolve()
                if entry.name not in _SKIPPED and target not in entered and not _excluded(name, exclude):
                    entered.add(target)
                    pending.append(path)
            elif entry.is_file():
                kind, type_ = classify(path)
                yield SourceFile(path, name, entry.stat().st_size, kind, type_, root)


def classify(path: Path) -> tuple[FileKind, str]:
    """What a file is, by its suffix; an XML file counts only if it is a MyBatis or iBatis mapper."""
    suffix = path.suffix.lower().removeprefix(".")
    if suffix in SQL_SUFFIXES:
        return FileKind.SQL, suffix
    if suffix in UNREAD_SUFFIXES:
        return FileKind.UNREAD, suffix
    if suffix == "xml" and _is_mapper(path):
        return FileKind.UNREAD, MAPPER
    return FileKind.OTHER, suffix


def _is_mapper(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError:
        return False
    if _MAPPER.search(head):
        return True
    return any(mark.encode(name) in head for mark in _WIDE_MAPPER for name in ("utf-16-le", "utf-16-be"))


def _excluded(name: str, patterns: Sequence[str]) -> bool:
    parts = name.split("/")
    starts = ["/".join(parts[:n]) for n in range(1, len(parts) + 1)]
    return any(
        fnmatchcase(candidate, pattern.rstrip("/")) for pattern in patterns for candidate in (*starts, parts[-1])
    )


__all__ = ["MAPPER", "SQL_SUFFIXES", "UNREAD_SUFFIXES", "FileKind", "SourceFile", "classify", "discover", "natural"]
