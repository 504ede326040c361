"""SQL in MyBatis mappers through the rules: issues and edits get their places in the XML. Nothing is written back."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import field, replace
from typing import Final

from dbmigrate.assemble import convert_segments
from dbmigrate.characters import checked
from dbmigrate.engine.compose import apply
from dbmigrate.engine.contract import RULES
from dbmigrate.estate import Estate, EstateFile
from dbmigrate.inputs import unreadable_file
from dbmigrate.mapperplaces import Places, Stretch
from dbmigrate.mapperwaivers import UNUSED, Waived, left_over, ranges, settled
from dbmigrate.model import Edit, Fix, Issue, Place, Span, Unit, Verdict
from dbmigrate.records import dataclass
from dbmigrate.results import ConvertedText, verdict_of
from dbmigrate.rewrites import reasons
from dbmigrate.sources.decode import Reader, Unreadable
from dbmigrate.sources.mybatis import Expansion, Mapper, fragments, of_another_database, variants
from dbmigrate.sources.scan import LINE_END
from dbmigrate.sources.split import split
from dbmigrate.sources.xmltext import BadXml, Element, escaped
from dbmigrate.statements import issue_of

HOLE: Final = "SE040"
NO_FRAGMENT: Final = "SE041"
REMARK: Final = "-- dbmigrate "
Range = tuple[str, int, int]
Mark = tuple[str, int, int, int]  # of an edit: file, start, end, its number among those of this place
OURS: Final = re.compile(r"\b(?:mb_[bh]\d+|7700\d+77)\b")


@dataclass
class Found:
    """What became of one statement; places of issues are those of the files."""

    issues: list[tuple[Issue, frozenset[Mark]]] = field(default_factory=list)  # with their edits
    edited: bool = False
    unassessed: bool = False


@dataclass(frozen=True, slots=True)
class Use:
    """A statement uses characters start..end of a text, and `wanted` are the edits that it asks for."""

    start: int
    end: int
    wanted: set[Mark]


@dataclass
class Mappers:
    """All mappers of an estate. Edits are gathered by file: a fragment is edited once, whoever includes it."""

    estate: Estate
    files: dict[str, EstateFile] = field(default_factory=dict)
    read: dict[str, Mapper] = field(default_factory=dict)
    starts: dict[str, list[int]] = field(default_factory=dict)
    edits: dict[str, dict[Mark, Edit]] = field(default_factory=lambda: defaultdict(dict))
    doubtful: set[Mark] = field(default_factory=set)  # not all who use the text want it so
    nodes: dict[Mark, int] = field(default_factory=dict)  # of each edit the text that holds it
    together: list[frozenset[Mark]] = field(default_factory=list)
    uses: dict[tuple[str, int], list[Use]] = field(default_factory=lambda: defaultdict(list))  # by file and text
    units: dict[str, list[tuple[Element, Found]]] = field(default_factory=lambda: defaultdict(list))
    waivers: list[Waived] = field(default_factory=list)

    @classmethod
    def of(cls, estate: Estate, files: Sequence[EstateFile]) -> Mappers:
        made = cls(estate)
        for file in files:
            made.add(file)
        known = fragments(list(made.read.values()))
        for mapper in made.read.values():
            for element in mapper.statements:
                made.units[mapper.name].append((element, made.converted(mapper, element, known)))
        made.agree()
        made.waive()
        return made

    def add(self, file: EstateFile) -> None:
        reader, name = Reader(file.source.path, file.encoding), file.source.name
        try:
            text = "".join(reader)
            self.read[name] = Mapper.read(name, text)
        except Unreadable as error:
            self.estate.issues.append(unreadable_file(name, error))
            file.broken = True
        except BadXml as error:
            self.starts[name] = line_starts(text)
            issue = issue_of(RULES["FI001"], self.place(name, error.offset), "", values={"reason": f"XML: {error}"})
            self.estate.issues.append(issue)
            file.broken = True
        else:
            self.starts[name] = line_starts(text)
        for irregular in reader.irregular[:1]:
            values = {"offset": str(irregular.byte_offset), "count": str(len(reader.irregular))}
            place = Place(name, irregular.offset, 1, 1)
            self.estate.issues.append(issue_of(RULES["FI003"], place, "", values=values))
        file.sha256, file.characters, file.lines = reader.sha256, reader.characters, reader.lines
        self.files[name] = file

    def place(self, file: str, offset: int) -> Place:
        starts = self.starts[file]
        line = bisect_right(starts, offset)
        return Place(file, offset, line, offset - starts[line - 1] + 1)

    def converted(self, mapper: Mapper, element: Element, known: dict[str, tuple[Mapper, Element]]) -> Found:
        made = Found()
        if of_another_database(element, self.estate.dialect):
            return made
        seen: set[tuple[str, str, int, str]] = set()
        key = unit_of(mapper, element).key
        for expansion in variants(mapper, element, known, self.estate.dialect):
            if not expansion.text.strip():
                continue
            told = ((issue, frozenset[Mark]()) for issue in self.told(expansion, key))
            for issue, marks in [*told, *self.through_rules(expansion, key, made)]:
                same = (issue.code, issue.place.file, issue.place.offset, issue.note)
                if same not in seen:
                    seen.add(same)
                    made.issues.append((issue, marks))
        return made

    def told(self, expansion: Expansion, key: str) -> Iterator[Issue]:
        for file, offset, text in expansion.holes:
            yield issue_of(RULES[HOLE], self.place(file, offset), key, values={"what": text})
        for file, offset, name in expansion.missing:
            yield issue_of(RULES[NO_FRAGMENT], self.place(file, offset), key, values={"name": name})

    def through_rules(
        self, expansion: Expansion, key: str, made: Found
    ) -> Iterator[tuple[Issue, frozenset[Mark]]]:
        around = self.estate.around(expansion.mapper.name)
        around = replace(around, options=replace(around.options, on_issue="keep"), loads=True)
        where, wanted = Places(expansion), set[Mark]()
        for piece in expansion.pieces:
            if piece.same:
                self.uses[(piece.file, piece.node)].append(Use(piece.start, piece.end, wanted))
        segments = split([expansion.text], self.estate.dialect)
        for stretch in checked(convert_segments(segments, around), around):
            if stretch.unit is None:
                continue
            made.unassessed = made.unassessed or stretch.verdict is Verdict.UNASSESSED
            spans = [None if is_remark(e) else where.span(e) for e in stretch.edits]
            lost = {e.code for e, s in zip(stretch.edits, spans, strict=True) if s is None and not is_remark(e)}
            lost |= across(stretch, spans)
            seen: Counter[Range] = Counter()
            marks = [self.take(expansion, e, s, lost, seen) for e, s in zip(stretch.edits, spans, strict=True)]
            wanted.update(m for m in marks if m)
            made.edited = made.edited or any(marks)
            self.together += by_code(stretch.edits, marks)
            own: dict[int, set[Mark | None]] = defaultdict(set)
            for number, mark in zip(reasons(stretch), marks, strict=True):
                own[number].add(mark)
            for number, issue in enumerate(stretch.issues):
                if issue.code == UNUSED:  # another variant may use the comment
                    continue
                file, offset = where.of(issue.place.offset)
                moved = replace(issue, place=self.place(file, offset), unit=key)
                if issue.code in lost and issue.edited:
                    moved = replace(moved, edited=False, fix=Fix.REVIEW)
                yield moved, frozenset(m for m in own[number] if m)

    def take(
        self, expansion: Expansion, edit: Edit, span: Stretch | None, lost: set[str], seen: Counter[Range]
    ) -> Mark | None:
        """Where an edit stands in a file; None for one that tags interrupt, and the others of its rule with it: a
        person has to write it, and half of it would be wrong."""
        if span is None or edit.code in lost:
            return None
        file, start, end, cdata, node, _ = span
        new = edit.new if cdata else escaped(edit.new)
        new = OURS.sub(lambda m: expansion.written.get(m.group(), m.group()), new)
        mark = (file, start, end, seen[(file, start, end)])
        seen[(file, start, end)] += 1
        self.nodes[mark] = node
        made = Edit(start, end, self.read[file].text[start:end], new, edit.code)
        if self.edits[file].setdefault(mark, made).new != new:
            self.doubtful.add(mark)
        return mark

    def agree(self) -> None:
        """A text that several statements use (a fragment, a branch) is edited only if all of them want the edit."""
        for mark, node in self.nodes.items():
            file, start, end, _ = mark
            if any(u.start <= start and end <= u.end and mark not in u.wanted for u in self.uses[(file, node)]):
                self.doubtful.add(mark)
        for edits in self.edits.values():  # those that overlap: none of them
            order = sorted(edits)
            for before, behind in zip(order, order[1:], strict=False):
                if behind[1] < before[2]:
                    self.doubtful |= {before, behind}
        more = True
        while more:  # edits of one rule in one statement stay or go together
            more = False
            for group in self.together:
                if not group.isdisjoint(self.doubtful) and not group <= self.doubtful:
                    self.doubtful |= group
                    more = True

    def waive(self) -> None:
        """Mark what the user has settled, in all files before any is written: a fragment is another file's too."""
        for mapper in self.read.values():
            self.waivers += ranges(mapper, self.place)
        for name, units in self.units.items():
            for element, made in units:
                made.issues = [
                    (settled(i, self.read[name], element, self.waivers, self.estate.globs), marks)
                    for i, marks in made.issues
                ]

    def texts(self) -> Iterator[tuple[EstateFile, Iterator[ConvertedText]]]:
        """Each file with its stretches, which tile it as those of a script do."""
        for name, file in self.files.items():
            yield file, iter(() if file.broken else self.stretches(self.read[name]))

    def stretches(self, mapper: Mapper) -> Iterator[ConvertedText]:
        edits = self.chosen(mapper.name)
        cuts: list[tuple[int, int, Element | None, Found]] = []
        owned = {id(e): f for e, f in self.units[mapper.name]}
        inner = [e for e, _ in self.units[mapper.name] if e.tag == "selectKey"]
        for element, made in self.units[mapper.name]:
            if element.tag == "selectKey":
                continue
            for key in inner:
                if element.start < key.start < element.end:
                    made.issues += owned[id(key)].issues
                    made.edited = made.edited or owned[id(key)].edited
            cuts.append((element.start, element.end, element, made))
        cuts += [(e.start, e.end, None, Found()) for e in mapper.root.elements() if e.tag == "sql"]
        at = 0
        for start, end, owner, made in sorted(cuts, key=lambda c: c[0]):
            yield self.stretch(mapper, at, start, edits, None, Found())
            yield self.stretch(mapper, start, end, edits, owner, made)
            at = end
        yield self.stretch(mapper, at, len(mapper.text), edits, None, Found())
        self.estate.issues += left_over(mapper.name, self.waivers)

    def chosen(self, file: str) -> list[Edit]:
        """The edits that stay, in order."""
        return [edit for mark, edit in sorted(self.edits[file].items()) if mark not in self.doubtful]

    def stretch(
        self, mapper: Mapper, start: int, end: int, edits: Sequence[Edit], element: Element | None, made: Found
    ) -> ConvertedText:
        source = mapper.text[start:end]
        own = tuple(e for e in edits if start <= e.start and e.end <= end)
        local = [Edit(e.start - start, e.end - start, e.old, e.new, e.code) for e in own]
        output = apply(source, local)
        if element is None:
            return ConvertedText(start, source, output, own)
        unit = replace(unit_of(mapper, element), line=self.place(mapper.name, start).line)
        issues = tuple(self.settled(i, marks) for i, marks in made.issues)
        verdict = Verdict.UNASSESSED if made.unassessed else verdict_of(issues, made.edited)
        if of_another_database(element, self.estate.dialect):
            verdict = Verdict.IGNORED
        return ConvertedText(start, source, output, own, unit, verdict, issues)

    def settled(self, issue: Issue, marks: frozenset[Mark]) -> Issue:
        """An issue whose edit was dropped, since others want the same text otherwise, is left to a person."""
        doubt = issue.edited and not self.doubtful.isdisjoint(marks)
        return replace(issue, edited=False, fix=Fix.REVIEW) if doubt else issue


def by_code(edits: Sequence[Edit], marks: Sequence[Mark | None]) -> list[frozenset[Mark]]:
    found: dict[str, set[Mark]] = defaultdict(set)
    for edit, mark in zip(edits, marks, strict=True):
        if mark is not None:
            found[edit.code].add(mark)
    return [frozenset(group) for group in found.values() if len(group) > 1]


def across(stretch: ConvertedText, spans: Sequence[Stretch | None]) -> set[str]:
    """Codes of issues whose edits lie in several conditions: text would move out of one, and be there without it."""
    scopes: dict[int, set[tuple[str, int]]] = defaultdict(set)
    for number, span in zip(reasons(stretch), spans, strict=True):
        if number >= 0 and span is not None:
            scopes[number].add((span[0], span[5]))
    return {stretch.issues[n].code for n, found in scopes.items() if len(found) > 1}


def is_remark(edit: Edit) -> bool:
    """A comment for readers of scripts; here the issue says it."""
    return edit.start == edit.end and edit.new.startswith(REMARK)


def unit_of(mapper: Mapper, element: Element) -> Unit:
    name = ".".join(filter(None, (mapper.namespace.rpartition(".")[2], element.attributes.get("id", ""))))
    return Unit(mapper.name, Span(element.start, element.end), 1, element.tag, name)


def line_starts(text: str) -> list[int]:
    return [0, *(m.end() for m in LINE_END.finditer(text))]


__all__ = ["Mappers"]
