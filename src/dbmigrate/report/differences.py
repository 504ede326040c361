"""Where comparisons go: `diff --format html=FILE`, `md`, `patch`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from dbmigrate.estate import EstateFile
from dbmigrate.manifest import KEEP_BYTES
from dbmigrate.model import UsageError
from dbmigrate.report.diff.compared import Compared, compared
from dbmigrate.report.outputs import encoded, write_file
from dbmigrate.report.patch import file_patch
from dbmigrate.report.shown import shown
from dbmigrate.report.words import word
from dbmigrate.results import ConvertedText

FORMATS: Final = ("html", "patch", "md")
BY_SUFFIX: Final = {".html": "html", ".htm": "html", ".md": "md"}


class Differences:
    """The wanted formats. `out` is the file of the one that names none. Raises UsageError for what does not fit."""

    def __init__(self, wanted: Sequence[str], out: Path | None, *, lang: str, first: str, show_literals: bool):
        self.lang, self.first, self.show_literals = lang, first, show_literals
        given = wanted or [BY_SUFFIX.get(out.suffix.lower(), "patch") if out else "patch"]
        self.wanted = [split(w) for w in given]
        free = [n for n, (_, path) in enumerate(self.wanted) if path is None]
        if len(free) > 1:
            raise UsageError("only one --format can go without a file; write the others as FORMAT=FILE")
        if out is not None and not free:
            raise UsageError(f"-o {out}: each --format has a file of its own")
        if free:
            self.wanted[free[0]] = (self.wanted[free[0]][0], out)
        if ("html", None) in self.wanted:
            raise UsageError("--format html needs a file: html=FILE, or -o FILE")
        self.patch: list[bytes] = []
        self.files: list[Compared] = []
        self.changed = self.edits = self.open = 0

    def add(self, file: EstateFile, dialect: str, stretches: Iterable[ConvertedText]) -> None:
        found = list(stretches)
        edits = sum(len(s.edits) for s in found)
        self.changed, self.edits = self.changed + bool(edits), self.edits + edits
        self.open += sum(i.open and not i.known for s in found for i in s.issues)
        names = {name for name, _ in self.wanted}
        if "patch" in names:
            self.patch += patch_of(file, found)
        if names != {"patch"}:
            source, encoding = file.source, file.encoding
            made = compared(source.name, encoding.name, dialect, found, show_literals=self.show_literals)
            if made.edits or made.issues:
                self.files.append(made)

    def write(self, source: str, target: str, *, since: str = "", quiet: bool = False) -> None:
        """`since`: only what changed since that revision is shown."""
        for name, path in self.wanted:
            content = self.content(name, source, target, since)
            if path is None:
                sys.stdout.buffer.write(content)
            else:
                write_file(path, content)
        if not quiet and all(path for _, path in self.wanted):
            counts = {"files": self.changed, "edits": self.edits, "open": self.open}
            print(word("diff.found", self.lang, **counts))
            print(word("wrote", self.lang, paths=", ".join(shown(str(path)) for _, path in self.wanted)))

    def content(self, name: str, source: str, target: str, since: str) -> bytes:
        if name == "patch":
            return b"".join(self.patch)
        if name == "md":
            from dbmigrate.report.diff.markdown import markdown

            return encoded("".join(markdown(self.files, source, target, self.lang)))
        from dbmigrate.report.diff.page import comparison_page

        masked = not self.show_literals
        return encoded(comparison_page(self.files, source, target, self.first, masked=masked, since=since))


def split(wanted: str) -> tuple[str, Path | None]:
    name, _, path = wanted.partition("=")
    if name not in FORMATS:
        raise UsageError(f"--format {name!r}: diff writes {', '.join(FORMATS)}")
    return name, Path(path) if path else None


def patch_of(file: EstateFile, stretches: Sequence[ConvertedText]) -> list[bytes]:
    text = "".join(s.source for s in stretches)
    edits = [e for s in stretches for e in s.edits]
    # git cannot patch UTF-16: such a file's patch is for reading
    name = "utf-8" if file.encoding.name.startswith("utf-16") else file.encoding.name
    # the first piece names the file, and git takes names for UTF-8; the rest is the file's own text
    pieces = enumerate(file_patch(file.source.name, text, edits))
    return [piece.encode(name if number else "utf-8", KEEP_BYTES) for number, piece in pieces]


__all__ = ["Differences"]
