"""A file's source beside its target: rows of lines, the edits with their issues, the units."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from dbmigrate.engine.compose import apply
from dbmigrate.literals import masked
from dbmigrate.model import Edit, Issue
from dbmigrate.report.diff.lines import Row, aligned
from dbmigrate.results import ConvertedText
from dbmigrate.rewrites import reasons
from dbmigrate.sources.scan import line_count


@dataclass(frozen=True)
class ComparedUnit:
    """`first` and `last` are lines of the source; `changes` the edits inside."""

    stretch: ConvertedText
    first: int
    last: int

    @property
    def open(self) -> int:
        """Issues to review: what a baseline knows is none."""
        return sum(i.open and not i.known for i in self.stretch.issues)


@dataclass
class Compared:
    """One file. `edits` have places in `source`; `reasons[n]` is the number of edit n's issue, or -1."""

    name: str
    encoding: str
    dialect: str
    source: str = ""
    target: str = ""
    stretches: list[tuple[ConvertedText, int]] = field(default_factory=list)  # with its place in the target
    edits: list[Edit] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    reasons: list[int] = field(default_factory=list)
    units: list[ComparedUnit] = field(default_factory=list)

    def rows(self) -> list[Row]:
        return list(aligned(self.source, self.target, self.edits))


def compared(
    name: str, encoding: str, dialect: str, stretches: Iterable[ConvertedText], *, show_literals: bool = False
) -> Compared:
    """Takes the stretches as they come; literals are masked unless the user wants them shown."""
    made = Compared(name, encoding, dialect)
    sources: list[str] = []
    targets: list[str] = []
    at, line = 0, 1
    for raw in stretches:
        stretch = raw if show_literals else masked(raw, dialect)
        local = [Edit(e.start - raw.start, e.end - raw.start, e.old, e.new, e.code) for e in stretch.edits]
        target = apply(stretch.source, local)
        made.stretches.append((stretch, at))
        sources.append(stretch.source)
        targets.append(target)
        made.reasons += [n + len(made.issues) if n >= 0 else n for n in reasons(stretch)]
        made.edits += stretch.edits
        made.issues += stretch.issues
        last = line + line_count(stretch.source)
        if stretch.unit is not None:
            made.units.append(ComparedUnit(stretch, line, last))
        at, line = at + len(target), last
    made.source, made.target = "".join(sources), "".join(targets)
    return made

