"""From an expanded statement of a mapper back to its files."""

from __future__ import annotations

from bisect import bisect_right

from dbmigrate.model import Edit
from dbmigrate.sources.mybatis import Expansion, Piece

# file, start, end, whether it is CDATA, the text that holds it, the element that may leave it out
Stretch = tuple[str, int, int, bool, int, int]


class Places:
    """From offsets of an expanded statement to places in files."""

    def __init__(self, expansion: Expansion) -> None:
        self.pieces: list[Piece] = expansion.pieces
        self.starts: list[int] = []
        at = 0
        for piece in self.pieces:
            self.starts.append(at)
            at += len(piece.text)
        self.home = (expansion.mapper.name, expansion.element.start)

    def of(self, offset: int) -> tuple[str, int]:
        """Text that we made stands where the next text of a file does."""
        at = max(bisect_right(self.starts, offset) - 1, 0)
        for piece, start in zip(self.pieces[at:], self.starts[at:], strict=True):
            if piece.file:
                return piece.file, piece.start + (max(offset - start, 0) if piece.same else 0)
        return self.home

    def span(self, edit: Edit) -> Stretch | None:
        """None where tags or text of ours lie within, or CDATA would end in the new text."""
        start, end = edit.start, edit.end
        first = max(bisect_right(self.starts, start) - 1, 0)
        last = max(bisect_right(self.starts, max(end - 1, start)) - 1, 0)
        run = self.pieces[first : last + 1]
        if not run or not all(p.file == run[0].file and p.file for p in run):
            return None
        if any(a.end != b.start or a.cdata != b.cdata for a, b in zip(run, run[1:], strict=False)):
            return None
        lo = run[0].start + (start - self.starts[first] if run[0].same else 0)
        hi = run[-1].start + end - self.starts[last] if run[-1].same else run[-1].end
        if not run[0].same and start != self.starts[first]:
            return None
        if not run[-1].same and end != self.starts[last] + len(run[-1].text):
            return None
        if start == end and not run[0].same:
            hi = lo
        if run[0].cdata and "]]>" in edit.new:
            return None
        return run[0].file, lo, hi, run[0].cdata, run[0].node, run[0].scope


__all__ = ["Places", "Stretch"]
