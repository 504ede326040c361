"""Which script runs which: includes that close a cycle, leave the folder that was read, or name no script in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from dbmigrate.catalog.facts import Fact
from dbmigrate.engine.contract import RULES
from dbmigrate.engine.convert import Converted
from dbmigrate.messages import commented_out
from dbmigrate.model import Edit, Fix, Verdict
from dbmigrate.results import ConvertedText
from dbmigrate.running import ALONE, Sitting, Turn, moved, sittings
from dbmigrate.sources.files import SourceFile
from dbmigrate.sources.heads import Head
from dbmigrate.sources.includes import Include, Includes, included
from dbmigrate.sources.split import Segment, SegmentKind
from dbmigrate.statements import Statement, Surroundings, finished, issue_of, place_of

CYCLE, NOT_READ = "FI010", "FI011"

Place = tuple[str, int]  # a file, the offset of the directive in it


class Inclusion:
    """Collects the estate's includes in pass 1; pass 2 asks what is wrong with each."""

    def __init__(self, files: Sequence[SourceFile] = ()) -> None:
        self.names = [f.name for f in files]
        self.resolver = Includes(files)
        self.found: dict[Place, Include] = {}
        self.closing: set[Place] = set()
        self.order: list[str] = []  # scripts as they run: those that a script runs stand before its end
        self.turns: dict[str, list[Turn]] = {}  # where scripts change what is current in their session
        self.sittings: dict[str, Sitting] = {}

    def add(self, file: str, start: int, text: str) -> None:
        """A directive that runs another script (see `includes`)."""
        self.found[file, start] = self.resolver.resolve(file, text)

    def troubles(self, file: str) -> list[tuple[int, str, str, str]]:
        """All of one file, each behind the place of its directive."""
        places = sorted(start for name, start in self.found if name == file)
        return [(start, *found) for start in places if (found := self.trouble(file, start))]

    def settle(self) -> None:
        """All includes are known: find those that lead back to a script that is still running, and who shares what
        the scripts around them make current."""
        edges: dict[str, list[tuple[Place, str]]] = {}
        for place, include in self.found.items():
            if include.runs:
                edges.setdefault(place[0], []).append((place, include.runs))
        called = {name for targets in edges.values() for _, name in targets}
        starts = [n for n in self.names if n not in called] + [n for n in self.names if n in called]
        self.closing, self.order = followed(edges, starts)
        children = {p: i.runs for p, i in self.found.items() if i.runs and p not in self.closing}
        if children and any(t.state for turns in self.turns.values() for t in turns):
            self.sittings = sittings(self.turns, children, starts)

    def sitting(self, file: str) -> Sitting:
        """What the session of one script knows from the scripts around it."""
        return self.sittings.get(file, ALONE)

    def placed(self, facts: Sequence[Fact], dialect: str) -> list[Fact]:
        """The facts with the schema and the database that are current at their places."""
        if not self.sittings:
            return list(facts)
        by_file: dict[str, list[Fact]] = {}
        for fact in facts:
            by_file.setdefault(fact.file, []).append(fact)
        placed = {
            file: moved(own, self.turns.get(file, ()), self.sitting(file), dialect) for file, own in by_file.items()
        }
        return [next(placed[fact.file]) for fact in facts]

    def trouble(self, file: str, start: int) -> tuple[str, str, str] | None:
        """(code, note, argument) for an include that does not work; substitution variables are SE008's matter."""
        include = self.found.get((file, start))
        if include is None:
            return None
        if (file, start) in self.closing and include.name:
            return CYCLE, "", include.argument
        if include.outcome in ("outside-root", "missing"):
            return NOT_READ, include.outcome.removesuffix("-root"), include.argument
        return None

    def marked(self, stretches: Iterable[ConvertedText], around: Surroundings) -> Iterator[ConvertedText]:
        """The stretches of one file, those of includes that do not work with an issue."""
        if not any(file == around.file for file, _ in self.found):
            yield from stretches
            return
        column = 1
        for stretch in stretches:
            trouble = self.trouble(around.file, stretch.start) if stretch.unit else None
            yield with_trouble(stretch, *trouble, around, column) if trouble else stretch
            end = max(stretch.source.rfind("\n"), stretch.source.rfind("\r"))
            column = len(stretch.source) - end if end >= 0 else column + len(stretch.source)


def includes(segment: Segment) -> bool:
    """Whether the directive runs another script."""
    return bool(included((segment,)))


def followed(edges: dict[str, list[tuple[Place, str]]], starts: Iterable[str]) -> tuple[set[Place], list[str]]:
    """Edges that lead back to a script on the way to them, and the scripts as they end; depth first, not recursive."""
    closing: set[Place] = set()
    done: dict[str, None] = {}
    for start in starts:
        if start in done:
            continue
        running = {start}
        stack = [(start, iter(edges.get(start, ())))]
        while stack:
            name, targets = stack[-1]
            edge = next(targets, None)
            if edge is None:
                stack.pop()
                running.discard(name)
                done[name] = None
            elif edge[1] in running:
                closing.add(edge[0])
            elif edge[1] not in done:
                running.add(edge[1])
                stack.append((edge[1], iter(edges.get(edge[1], ()))))
    return closing, list(done)


def with_trouble(
    stretch: ConvertedText, code: str, note: str, argument: str, around: Surroundings, column: int
) -> ConvertedText:
    """What cannot run is put behind comment marks; a script that is only missing may come with a later delivery."""
    unit = stretch.unit
    assert unit is not None
    if note == "outside" and not any(i.edited and i.fix is Fix.SAFE for i in stretch.issues):
        return stretch  # SE008 saw it by its form alone, and took it out
    segment = Segment(SegmentKind.DIRECTIVE, stretch.start, stretch.source, unit.line, Head(unit.kind, unit.name))
    place = place_of(segment, 0, around.file, column)
    issue = issue_of(RULES[code], place, unit.key, values={"script": argument}, note=note, edited=note != "missing")
    issues, edits = [issue], commented_out(stretch.source, code)
    if note == "missing":
        issues = [issue, *stretch.issues]
        start = stretch.start
        edits = [Edit(e.start - start, e.end - start, e.old, e.new, e.code) for e in stretch.edits]
    made = finished(Statement(segment, None, Converted(edits=edits), issues, Verdict.PARTIAL), around)
    return replace(stretch, output=made.output, edits=made.edits, issues=made.issues, verdict=Verdict.PARTIAL)


__all__ = ["Inclusion", "includes"]
