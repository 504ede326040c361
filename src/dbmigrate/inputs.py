"""The files of a run: which are read, how they are encoded, which dialect they speak."""

from __future__ import annotations

from collections import Counter

from dbmigrate.config import Settings
from dbmigrate.engine.contract import RULES
from dbmigrate.estate import EstateFile
from dbmigrate.model import Issue, Place
from dbmigrate.results import FileResult
from dbmigrate.sources.decode import Reader, Unreadable, detect
from dbmigrate.sources.files import FileKind, SourceFile
from dbmigrate.sources.split import guess_dialect
from dbmigrate.statements import issue_of

SAMPLE = 1 << 16  # characters that are looked at to tell the dialect


def nothing_read(settings: Settings, issues: list[Issue]) -> str:
    """Why a run ends at once: there is no script, or none that can be read."""
    paths = ", ".join(str(p) for p in settings.paths)
    if not issues:
        return f"no SQL script found in {paths}"
    first = issues[0]
    more = f" and {len(issues) - 1} more" if len(issues) > 1 else ""
    return f"no script in {paths} can be read: {first.place.file} ({first.values['reason']}){more}"


def unreadable_file(name: str, error: Unreadable) -> Issue:
    return issue_of(RULES["FI001"], Place(name, 0, 1, 1), "", values={"reason": str(error)})


def not_read(file: SourceFile) -> FileResult:
    return FileResult(file.name, "unread" if file.kind is FileKind.UNREAD else "other", file.type, file.size)


def with_encodings(
    files: list[SourceFile], settings: Settings
) -> tuple[list[EstateFile], list[FileResult], list[Issue]]:
    """Each file with its encoding; where the bytes fit two encodings the estate's majority decides."""
    read_files: list[EstateFile] = []
    unreadable: list[FileResult] = []
    issues: list[Issue] = []
    for file in files:
        try:
            read_files.append(EstateFile(file, detect(file.path, settings.encoding or None)))
        except Unreadable as error:
            unreadable.append(FileResult(file.name, "unreadable", file.type, file.size))
            issues.append(unreadable_file(file.name, error))
    sure = Counter(f.encoding.name for f in read_files if not f.encoding.assumed)
    majority = sure.most_common(1)[0][0] if sure else None
    for file_read in read_files:
        if file_read.encoding.assumed:
            file_read.encoding = detect(file_read.source.path, settings.encoding or None, majority)
            issues.append(
                issue_of(
                    RULES["FI002"],
                    Place(file_read.source.name, 0, 1, 1),
                    "",
                    values={"encoding": file_read.encoding.name},
                )
            )
    return read_files, unreadable, issues


def estate_dialect(files: list[EstateFile]) -> str:
    """The dialect that most of the estate's text speaks, by evidence in the head of each file."""
    weight: Counter[str] = Counter()
    for file in files:
        dialect, confidence = guess_dialect(next(iter(Reader(file.source.path, file.encoding)), "")[:SAMPLE])
        weight[dialect] += confidence * (1 + min(file.source.size, SAMPLE))  # type: ignore[assignment]
    return weight.most_common(1)[0][0] if weight else "oracle"
