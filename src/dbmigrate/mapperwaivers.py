"""Issues of mappers that the user has settled: `<!-- dbmigrate: ignore[CODE, ..] reason -->`.

A comment before or in a statement counts for the statement, fragments that it includes as well; one before or in a
fragment (`sql`) for what stands in the fragment, whoever includes it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from dbmigrate.model import Issue, Place
from dbmigrate.records import dataclass
from dbmigrate.sources.mybatis import FRAGMENT, Mapper, found
from dbmigrate.sources.xmltext import Element
from dbmigrate.suppress import COMMENT, UNUSED, Globs, Waiver, names, unused


@dataclass(frozen=True, slots=True)
class Waived:
    """A waiver for characters start..end of its file."""

    waiver: Waiver
    start: int
    end: int

    def holds(self, file: str, offset: int) -> bool:
        return self.waiver.place.file == file and self.start <= offset < self.end


def ranges(mapper: Mapper, place: Callable[[str, int], Place]) -> Iterator[Waived]:
    """The comments of a file, each with the statement or fragment that it stands in, else the one behind it."""
    owners = [e for e in mapper.root.elements() if e.tag == FRAGMENT] + list(found(mapper.root))
    owners = sorted((e for e in owners if e.tag != "selectKey"), key=lambda e: e.start)
    for comment in COMMENT.finditer(mapper.text):
        at = comment.start()
        owner = next((e for e in owners if at < e.end), None)
        waiver = Waiver(names([comment[1]]), place(mapper.name, at))
        yield Waived(waiver, owner.start, owner.end) if owner else Waived(waiver, at, at)


def settled(issue: Issue, mapper: Mapper, element: Element, given: list[Waived], globs: Globs) -> Issue:
    """The issue of a statement, marked where a comment or the configuration settles it."""
    where = (mapper.name, element.start), (issue.place.file, issue.place.offset)
    waivers = [r.waiver for r in given if any(r.holds(*w) for w in where)]
    for waiver in (*waivers, *globs.on(mapper.name)):
        if waiver.settles(issue):
            waiver.used = True
            issue = replace(issue, suppressed=True)
    return issue


def left_over(file: str, given: list[Waived]) -> Iterator[Issue]:
    """An issue for each comment of the file that settled nothing."""
    for waiver in (r.waiver for r in given):
        if waiver.place.file == file and not waiver.used:
            yield unused(waiver, ", ".join(sorted(waiver.what)))


__all__ = ["UNUSED", "Waived", "left_over", "ranges", "settled"]
