"""Cuts a file's text into segments with exact places, streaming; guesses the dialect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, Protocol

from dbmigrate.sources.guess import guess_dialect
from dbmigrate.sources.heads import Head
from dbmigrate.sources.inserts import InsertRun, literal_insert
from dbmigrate.sources.scan import Cut, NeedMore, Segment, SegmentKind, line_count

_WINDOW: Final = 1 << 18  # code points at least; it doubles for a longer statement


class _Cutter(Protocol):
    def moved(self, text: str, at: int) -> None: ...

    def cuts(self, text: str, at: int, complete: bool) -> list[Cut]: ...


def _cutter(dialect: str) -> _Cutter:
    """The dialects' patterns take long to compile: only those are imported that are needed. KeyError for others."""
    if dialect == "oracle":
        from dbmigrate.sources.oracle import OracleCutter

        return OracleCutter()
    if dialect == "sqlserver":
        from dbmigrate.sources.tsql import TsqlCutter

        return TsqlCutter()
    raise KeyError(dialect)


def split(chunks: Iterable[str], dialect: str) -> Iterator[Segment]:
    """The segments of a text in the dialect 'oracle' or 'sqlserver'; joined, they are the whole text.

    Takes any text and never fails: an open literal or comment costs its statement up to the next GO or `/` line and is
    noted in `problem`. Memory is that of the longest statement or line.
    """
    cutter = _cutter(dialect)
    window = _Window(chunks)
    window.grow(_WINDOW)
    offset, line = 0, 1  # of the window's place
    at = 0
    while at < len(window.text) or not window.complete:
        text = window.text
        try:
            cuts = cutter.cuts(text, at, window.complete)
        except NeedMore:
            cutter.moved(text, at)
            window.drop(at)
            at = 0
            window.grow(max(_WINDOW, 2 * len(window.text)))
            continue
        for cut in cuts:
            piece = text[at : cut.end]
            base = offset - at
            yield Segment(
                cut.kind,
                offset,
                piece,
                line,
                cut.head,
                cut.problem,
                cut.problem_at + base if cut.problem else -1,
                tuple(offset + place for place in cut.continuations) if cut.continuations else (),
            )
            offset += len(piece)
            line += line_count(piece)
            at = cut.end


class _Window:
    """Whole lines of a text that arrives in chunks."""

    def __init__(self, chunks: Iterable[str]) -> None:
        self.text = ""
        self.complete = False  # nothing follows behind `text`
        self._chunks = iter(chunks)
        self._tail: list[str] = []  # an unfinished line

    def drop(self, count: int) -> None:
        self.text = self.text[count:]

    def grow(self, size: int) -> None:
        """Loads until `size` code points are there, or the text ends; at least one line more if there is one."""
        parts = [self.text]
        have, before = len(self.text), len(self.text)
        while have < size or have == before:
            chunk = next(self._chunks, None)
            if chunk is None:
                self.complete = True
                parts += self._tail
                self._tail = []
                break
            cut = _last_line_end(chunk)
            if cut:
                parts += self._tail
                have += sum(map(len, self._tail)) + cut
                self._tail = []
                parts.append(chunk[:cut])
            if cut < len(chunk):
                self._tail.append(chunk[cut:])
                if chunk[cut:] == "\r":
                    continue
        self.text = "".join(parts)


def _last_line_end(chunk: str) -> int:
    """Behind the last line end of a chunk; a `\\r` at the very end may be half of one."""
    body = chunk[:-1] if chunk.endswith("\r") else chunk
    return max(body.rfind("\n"), body.rfind("\r")) + 1


__all__ = ["Head", "InsertRun", "Segment", "SegmentKind", "guess_dialect", "literal_insert", "split"]
