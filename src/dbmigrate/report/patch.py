"""A unified patch straight from the edits: each hunk names the codes that made it; applies with `git apply`."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from dbmigrate.model import Edit

CONTEXT: Final = 3


@dataclass
class Region:
    """Source lines first..last (last excluded) that edits touch, with those edits."""

    first: int
    last: int
    edits: list[Edit]


def file_patch(name: str, source: str, edits: Sequence[Edit]) -> Iterator[str]:
    """The patch of one file, piece by piece. Lines end at `\\n`, a `\\r` stays in its line."""
    regions = touched(source, edits)
    if not regions:
        return
    path = name.replace("\n", " ")
    old, new = quoted("a/" + path), quoted("b/" + path)
    yield f"diff --git {old} {new}\n--- {old}\n+++ {new}\n"
    lines = source.split("\n")
    ended = source.endswith("\n")
    if ended:
        lines.pop()
    starts = line_starts(source)
    shift = 0
    for group in grouped(regions):
        text, delta = hunk(group, lines, starts, source, ended, shift)
        shift += delta
        yield text


def line_starts(source: str) -> list[int]:
    starts, at = [0], source.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = source.find("\n", at + 1)
    return starts


def touched(source: str, edits: Sequence[Edit]) -> list[Region]:
    """Edits by the lines they touch; regions that share a line are one."""
    starts = line_starts(source)
    regions: list[Region] = []
    for edit in edits:
        first = bisect_right(starts, edit.start) - 1
        last = bisect_right(starts, max(edit.start, edit.end - 1)) if edit.end > edit.start else first + 1
        if edit.old.endswith("\n") and not edit.new.endswith("\n"):
            last += 1  # the next line moves up into this one
        if regions and first < regions[-1].last:
            regions[-1].last = max(regions[-1].last, last)
            regions[-1].edits.append(edit)
        else:
            regions.append(Region(first, last, [edit]))
    return regions


def grouped(regions: Sequence[Region]) -> Iterator[list[Region]]:
    """Regions whose contexts meet share a hunk."""
    group: list[Region] = []
    for region in regions:
        if group and region.first - group[-1].last > 2 * CONTEXT:
            yield group
            group = []
        group.append(region)
    if group:
        yield group


def hunk(
    group: Sequence[Region], lines: Sequence[str], starts: Sequence[int], source: str, ended: bool, shift: int
) -> tuple[str, int]:
    """The hunk's text and by how many lines the target is longer behind it."""
    count = len(lines)
    a, b = max(0, group[0].first - CONTEXT), min(count, group[-1].last + CONTEXT)
    out: list[str] = []
    at, added, removed = a, 0, 0
    for region in group:
        last = min(region.last, count)
        out += [mark(" ", lines, i, ended) for i in range(at, region.first)]
        out += [mark("-", lines, i, ended) for i in range(region.first, last)]
        made = new_text(region, starts, source)
        new_lines = made.split("\n")
        closed = made.endswith("\n")
        if closed:
            new_lines.pop()
        out += ["+" + line + "\n" for line in new_lines]
        if not closed and new_lines:
            out.append("\\ No newline at end of file\n")
        removed += last - region.first
        added += len(new_lines)
        at = last
    out += [mark(" ", lines, i, ended) for i in range(at, b)]
    codes = " ".join(dict.fromkeys(e.code for r in group for e in r.edits))
    old_count = b - a
    new_count = old_count - removed + added
    old_start = a + 1 if old_count else a
    new_start = a + shift + 1 if new_count else a + shift
    return f"@@ -{old_start},{old_count} +{new_start},{new_count} @@ {codes}\n" + "".join(out), added - removed


def new_text(region: Region, starts: Sequence[int], source: str) -> str:
    lo = starts[region.first]
    hi = starts[region.last] if region.last < len(starts) else len(source)
    out, at = [], lo
    for e in region.edits:
        out += [source[at : e.start], e.new]
        at = e.end
    return "".join(out) + source[at:hi]


def mark(sign: str, lines: Sequence[str], i: int, ended: bool) -> str:
    missing = "\\ No newline at end of file\n" if i == len(lines) - 1 and not ended else ""
    return f"{sign}{lines[i]}\n{missing}"


def quoted(path: str) -> str:
    """git quotes paths that hold quotes, backslashes or control characters."""
    if any(c in '"\\' or ord(c) < 32 for c in path):
        return '"' + "".join(f"\\{ord(c):03o}" if c in '"\\' or ord(c) < 32 else c for c in path) + '"'
    return path
