"""Which files of an estate changed since a revision, and which others name what those files make."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from dbmigrate.model import UsageError
from dbmigrate.sources.decode import Reader, Unreadable, detect
from dbmigrate.sources.files import MAPPER, FileKind, SourceFile

NAME: Final = r"(?:\"[^\"\r\n]+\"|\[[^\]\r\n]+\]|[^\W\d][\w$#]*)"
MADE: Final = re.compile(
    r"\b(?:create|alter|rename)\b(?:\s+(?:or\s+replace|or\s+alter|unique|bitmap|public|global|private|temporary|force|"
    r"noforce|editionable|noneditionable|materialized|clustered|nonclustered))*\s+(?:table|view|procedure|proc|function|package|"
    rf"trigger|type|sequence|synonym|index|schema)\s+(?:body\s+)?({NAME}(?:\s*\.\s*{NAME})*)",
    re.I,
)
WORD: Final = re.compile(r"[^\W\d][\w$#]*")
GIT: Final = ("git", "-c", "core.fsmonitor=false", "-c", "core.quotepath=false")


def changed_names(files: Sequence[SourceFile], revision: str) -> frozenset[str]:
    """Names of the files that changed since the revision, with those that name an object which they make or made.

    Raises UsageError where git is missing, the files lie in no repository, or the revision is unknown.
    """
    if revision.startswith("-") or not revision.strip():
        raise UsageError(f"--changed-since {revision!r} is no revision")
    scripts = [f for f in files if f.kind is FileKind.SQL or f.type == MAPPER]
    changed: set[str] = set()
    objects: set[str] = set()
    for root, inside in by_repository(scripts):
        paths = {str(f.path.resolve()): f for f in inside}
        for path in since(root, revision):
            found = paths.get(str((root / path).resolve()))
            objects |= made_by(old_text(root, revision, path))
            if found is not None:
                changed.add(found.name)
                objects |= made_by(text_of(found))
    others = (f for f in scripts if f.name not in changed)
    return frozenset(changed | {f.name for f in others if objects and names_one(f, objects)})


def by_repository(files: Iterable[SourceFile]) -> list[tuple[Path, list[SourceFile]]]:
    found: dict[Path, list[SourceFile]] = {}
    roots: dict[Path, Path] = {}
    for file in files:
        if file.root not in roots:
            top = git(file.root, "rev-parse", "--show-toplevel").decode("utf-8", "surrogateescape")
            roots[file.root] = Path(top.rstrip("\n"))
        found.setdefault(roots[file.root], []).append(file)
    return list(found.items())


def since(root: Path, revision: str) -> list[str]:
    """Paths below the repository's root that changed or are new, committed or not."""
    listed = git(root, "diff", "--name-only", "--no-renames", "--no-ext-diff", "-z", revision, "--")
    listed += git(root, "ls-files", "--others", "--exclude-standard", "-z")
    return [p.decode("utf-8", "surrogateescape") for p in listed.split(b"\0") if p]


def old_text(root: Path, revision: str, path: str) -> str:
    """The file as it was; nothing where it is new."""
    done = run(root, "cat-file", "blob", f"{revision}:{path}")
    return decoded(done.stdout) if done.returncode == 0 else ""


def decoded(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")


def git(root: Path, *arguments: str) -> bytes:
    done = run(root, *arguments)
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise UsageError(f"--changed-since: git says: {lines[0] if lines else done.returncode}")
    return done.stdout


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run([*GIT, *arguments], cwd=root, capture_output=True, check=False)
    except OSError as error:
        raise UsageError(f"--changed-since needs git: {error.strerror}") from None


def made_by(text: str) -> set[str]:
    """Last parts of the names that a script makes or alters, in small letters."""
    return {m[1].rpartition(".")[2].strip().strip('"[]').casefold() for m in MADE.finditer(text)}


def text_of(file: SourceFile) -> str:
    return "".join(chunks(file))


def names_one(file: SourceFile, objects: set[str]) -> bool:
    rest = ""
    for chunk in chunks(file):
        text = rest + chunk
        if not objects.isdisjoint(w.casefold() for w in WORD.findall(text)):
            return True
        rest = text[-200:]  # a word may be cut
    return False


def chunks(file: SourceFile) -> Iterator[str]:
    try:
        yield from Reader(file.path, detect(file.path, None))
    except Unreadable:
        return


__all__ = ["changed_names"]
