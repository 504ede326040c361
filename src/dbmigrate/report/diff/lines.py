"""Lines of the source beside those of the target, aligned by the edits and by nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Final, NamedTuple

from dbmigrate.model import Edit
from dbmigrate.sources.scan import LINE_END

UNEDITED: Final = -1


class Piece(NamedTuple):
    """Characters start..end of a side's text; `edit` is the number of the edit that took or wrote them."""

    start: int
    end: int
    edit: int = UNEDITED


@dataclass(slots=True)
class Line:
    """One line of a side with its number from 1; its end is not in the pieces."""

    number: int
    pieces: list[Piece] = field(default_factory=list)


class Row(NamedTuple):
    """A line of the source, a line of the target, or both where text that stayed ties them."""

    left: Line | None
    right: Line | None

    @property
    def same(self) -> bool:
        """Nothing was edited in it."""
        if self.left is None or self.right is None:
            return False
        return all(p.edit == UNEDITED for line in (self.left, self.right) for p in line.pieces)


class Side:
    """One text, taken piece by piece and cut where its lines end."""

    def __init__(self, text: str) -> None:
        self.text, self.at, self.number = text, 0, 1
        self.line = Line(1)
        self.block: list[Line] = []  # finished lines that no row holds yet
        self.ends = [(m.start(), m.end()) for m in LINE_END.finditer(text)]
        self.next = 0

    @property
    def open(self) -> bool:
        """Something was taken that no row holds yet."""
        return bool(self.block or self.line.pieces)

    def whole(self, stop: int, after: int) -> Line:
        """Takes the line that begins here."""
        line = self.line
        if stop > self.at:
            line.pieces.append(Piece(self.at, stop))
        self.at = after
        self.next += 1
        self.number += 1
        self.line = Line(self.number)
        return line

    def take(self, end: int, edit: int) -> bool:
        """Take up to `end`, or up to the end of the line; answers whether a line ended."""
        stop = self.ends[self.next] if self.next < len(self.ends) else None
        if stop is None or stop[1] > end:
            upto = min(end, stop[0]) if stop else end
            if upto > self.at or edit != UNEDITED:
                self.line.pieces.append(Piece(self.at, max(upto, self.at), edit))
            self.at = end
            return False
        if stop[0] > self.at or edit != UNEDITED:
            self.line.pieces.append(Piece(self.at, max(stop[0], self.at), edit))
        self.at = stop[1]
        self.next += 1
        self.block.append(self.line)
        self.number += 1
        self.line = Line(self.number)
        return True

    def take_all(self, end: int, edit: int) -> None:
        if end == self.at:
            self.line.pieces.append(Piece(end, end, edit))
        while self.at < end:
            self.take(end, edit)


def aligned(source: str, target: str, edits: Sequence[Edit]) -> Iterator[Row]:
    """The rows of a file. `edits` have places in `source`, in order, and make `target` of it."""
    left, right = Side(source), Side(target)
    ties: list[tuple[int, int]] = []  # lines of the two blocks that share text
    at = 0
    for number, edit in enumerate([*edits, None]):
        stays = (edit.start if edit else len(source)) - at
        end = left.at + stays
        while left.at < end:
            if not (left.open or right.open):
                yield from whole_lines(left, right, end)
                if left.at >= end:
                    break
            step = next_stop(left, right, end)
            if source[left.at : left.at + step].strip():
                ties.append((len(left.block), len(right.block)))
            both = left.take(left.at + step, UNEDITED)
            both &= right.take(right.at + step, UNEDITED)
            if both:
                yield from block_rows(left, right, ties)
        if edit is None:
            break
        left.take_all(edit.end, number)
        right.take_all(right.at + len(edit.new), number)
        at = edit.end
    for side in (left, right):
        if side.line.pieces:
            side.block.append(side.line)
    yield from block_rows(left, right, ties)


def whole_lines(left: Side, right: Side, end: int) -> Iterator[Row]:
    """Lines that stayed, from the start of a line on both sides up to the last whole one before `end`: nearly all."""
    while left.next < len(left.ends) and right.next < len(right.ends):
        (stop, after), (right_stop, right_after) = left.ends[left.next], right.ends[right.next]
        if after > end or stop - left.at != right_stop - right.at or after - left.at != right_after - right.at:
            return  # `\r` is the end of a line here and half of one there
        yield Row(left.whole(stop, after), right.whole(right_stop, right_after))


def next_stop(left: Side, right: Side, end: int) -> int:
    """How many characters to take: up to the next end of a line on either side."""
    step = end - left.at
    for side in (left, right):
        if side.next < len(side.ends):
            step = min(step, side.ends[side.next][1] - side.at)
    return max(step, 1)


def block_rows(left: Side, right: Side, ties: list[tuple[int, int]]) -> Iterator[Row]:
    """The finished lines as rows: tied ones beside each other, what lies between as it comes."""
    i = j = 0
    for a, b in ties:
        if a < i or b < j or a >= len(left.block) or b >= len(right.block):
            continue
        yield from between(left.block[i:a], right.block[j:b])
        yield Row(left.block[a], right.block[b])
        i, j = a + 1, b + 1
    yield from between(left.block[i:], right.block[j:])
    left.block.clear()
    right.block.clear()
    ties.clear()


def between(left: Sequence[Line], right: Sequence[Line]) -> Iterator[Row]:
    for one, other in zip_longest(left, right):
        yield Row(one, other)


__all__ = ["UNEDITED", "Line", "Piece", "Row", "aligned"]
