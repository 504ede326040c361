"""INSERTs of literals: statements of one shape get the same edits, so that table data is not parsed row by row."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import field
from itertools import accumulate
from typing import Final, NamedTuple

from dbmigrate.engine.contract import RULES, Constant
from dbmigrate.model import Edit, Issue, Verdict
from dbmigrate.records import dataclass
from dbmigrate.sources.inserts import InsertRun, Pieces, hides_literals, shape_pattern
from dbmigrate.types.constants import Store, as_written

STRING: Final = re.compile(r"'([^']*(?:''[^']*)*)'")
OFTEN: Final = 8  # statements of a shape after which a pattern of its own pays
LIMIT: Final = 4096  # shapes that are remembered for one file; multi-row INSERTs of odd lengths would fill the memory


class LocalEdit(NamedTuple):
    """An edit in one piece of the statement's fixed text."""

    piece: int
    start: int  # in the piece
    old: str
    new: str
    code: str
    computed: bool = False  # the call that starts at the piece is replaced by what its rule makes of its strings


class LocalIssue(NamedTuple):
    piece: int
    start: int
    issue: Issue


@dataclass(frozen=True)
class Shape:
    """What the rules made of the first statement of a shape; `issues` are those that every statement repeats."""

    edits: tuple[LocalEdit, ...]
    issues: tuple[LocalIssue, ...]
    verdict: Verdict
    helpers: frozenset[str]


class ConstantCall(NamedTuple):
    """A call of literals that a rule replaces as a whole: the group of its first literal, the strings behind it."""

    group: int
    constant: Constant
    strings: tuple[str, ...]


@dataclass(frozen=True)
class Series:
    """Statements of one shape that hold no issue: a scan has only to count them."""

    pattern: re.Pattern[str]
    shape: Shape
    insert: InsertRun
    calls: tuple[ConstantCall, ...]
    dialect: str

    def holds(self, text: str) -> bool:
        """Whether the statement is one of them: the fixed text is the same, and the rules know what its calls mean."""
        found = self.pattern.fullmatch(text)
        if found is None or hides_literals(text, self.dialect):
            return False
        return all(call.constant((unquoted(found[call.group]), *call.strings)) for call in self.calls)


Doubts = tuple[tuple[int, str], ...]  # by part: what is not the same where the literal is stored


class Slot(NamedTuple):
    """A literal whose column is known."""

    part: int
    store: Store
    negative: bool
    pattern: str

    def doubt(self, literal: str) -> str:
        kept = self.store.kept(as_written(literal, self.negative))
        return f"{kept.note} {bool(kept.text)}" if kept else ""


@dataclass
class Form:
    """Statements of one key. `plain`: the literals of which nothing has to be said, between NULs; `shapes`: of the
    statements with the same doubts about their literals."""

    slots: tuple[Slot, ...]
    plain: re.Pattern[str]
    shapes: dict[Doubts, Shape | None] = field(default_factory=dict)
    met: int = 0

    def doubts(self, cut: Pieces) -> Doubts:
        parts = cut.parts
        if self.plain.fullmatch("\0".join([parts[slot.part] for slot in self.slots])):
            return ()
        return tuple((slot.part, doubt) for slot in self.slots if (doubt := slot.doubt(parts[slot.part])))


def form_of(cut: Pieces, stores: Sequence[Store | None]) -> Form | None:
    """`stores`: of the columns, empty where they are not known. None where a literal's column cannot be told."""
    values = cut.values() if stores else []
    if values is None:
        return None
    slots = []
    for part, column, before in values:
        store = stores[column] if column < len(stores) else None
        if store is not None and before not in ("DATE", "TIMESTAMP", "$") and cut.varies(part):
            slots.append(Slot(part, store, before == "-", store.plain(before == "-")))
    return Form(tuple(slots), re.compile("\0".join(f"(?:{slot.pattern})" for slot in slots)))


@dataclass
class Shapes:
    """The shapes seen in one file. An issue whose edit is safe is reported for the first statement of a shape only."""

    known: dict[object, Form | None] = field(default_factory=dict)
    series: dict[str, list[Series]] = field(default_factory=lambda: defaultdict(list))  # by table as written

    def form(self, cut: Pieces, stores: Callable[[], Sequence[Store | None]]) -> Form | None:
        if cut.key not in self.known:
            if len(self.known) >= LIMIT:
                self.known.clear()
                self.series.clear()
            self.known[cut.key] = form_of(cut, stores())
        return self.known[cut.key]

    def count(self, cut: Pieces, form: Form, shape: Shape, insert: InsertRun, table: str, dialect: str) -> None:
        """Another statement of a shape is there: where they are many, their series is known from now on."""
        form.met += 1
        if form.met == OFTEN and not shape.issues and shape is form.shapes.get(()):
            calls = constant_calls(cut, shape)
            if calls is not None:
                alone = {slot.part: slot.pattern for slot in form.slots if slot.pattern}
                self.series[table].append(Series(shape_pattern(cut, alone), shape, insert, calls, dialect))

    def series_of(self, table: str, text: str) -> Series | None:
        return next((s for s in self.series[table] if s.holds(text)), None) if table in self.series else None



def learned(
    cut: Pieces, edits: list[Edit], issues: list[tuple[int, Issue]], verdict: Verdict, helpers: frozenset[str]
) -> Shape | None:
    """The shape of a statement. Where an edit depends on a literal's text there is nothing to remember."""
    ends = list(accumulate(map(len, cut.parts)))
    local: list[LocalEdit] = []
    for edit in edits:
        call = call_at(cut, ends, edit)
        if call is not None:
            local.append(LocalEdit(call, 0, "", "", edit.code, True))
            continue
        e = smallest(edit)
        piece = piece_at(cut, ends, e.start, e.end)
        if piece is None:
            return None
        local.append(LocalEdit(piece, e.start - start_of(ends, piece), e.old, e.new, e.code))
    repeated = []
    for offset, issue in issues:
        if issue.open:
            piece = next(i for i, end in enumerate(ends) if offset <= end)
            repeated.append(LocalIssue(piece, offset - start_of(ends, piece), issue))
    return Shape(tuple(local), tuple(repeated), verdict, helpers)


def smallest(edit: Edit) -> Edit:
    """Without what the old and the new text have in common at their ends: `N'x'` to `'x'` takes the N away."""
    old, new, lo = edit.old, edit.new, 0
    while lo < min(len(old), len(new)) and old[-1 - lo] == new[-1 - lo]:
        lo += 1
    old, new = old[: len(old) - lo], new[: len(new) - lo]
    return Edit(edit.start, edit.start + len(old), old, new, edit.code)


def call_at(cut: Pieces, ends: list[int], edit: Edit) -> int | None:
    """The piece at which the call begins that the edit replaces as a whole, by a rule that can do so for any text."""
    rule = RULES.get(edit.code)
    if rule is None or rule.constant is None:
        return None
    for head in range(1, len(cut.parts), 5):
        if (start_of(ends, head), ends[head + 2]) == (edit.start, edit.end) and cut.parts[head]:
            return head if rule.constant(strings_of(cut, head)) == edit.new else None
    return None


def constant_calls(cut: Pieces, shape: Shape) -> tuple[ConstantCall, ...] | None:
    """The calls that rules compute; None where the first argument of one is no string."""
    groups = {head: number for number, head in enumerate((h for h in range(1, len(cut.parts), 5) if cut.parts[h]), 1)}
    found = []
    for edit in shape.edits:
        if edit.computed:
            constant, (first, *strings) = RULES[edit.code].constant, strings_of(cut, edit.piece)
            if constant is None or unquoted(cut.parts[edit.piece + 1]) != first:
                return None
            found.append(ConstantCall(groups[edit.piece], constant, tuple(strings)))
    return tuple(found)


def unquoted(literal: str) -> str:
    return literal[1:-1].replace("''", "'")


def strings_of(cut: Pieces, head: int) -> list[str]:
    found = STRING.findall("".join(cut.parts[head : head + 3]))
    return [text.replace("''", "'") for text in found]


def start_of(ends: list[int], piece: int) -> int:
    return ends[piece - 1] if piece else 0


def piece_at(cut: Pieces, ends: list[int], start: int, end: int) -> int | None:
    """The piece of fixed text that holds start..end."""
    for i, hi in enumerate(ends):
        if start_of(ends, i) <= start and end <= hi and not cut.varies(i):
            return i
        if start < start_of(ends, i):
            return None
    return None


def edits_of(shape: Shape, cut: Pieces) -> list[Edit] | None:
    """The edits of a shape at their stores in another statement of it; None where a rule must look at it after all."""
    if not shape.edits:
        return []
    ends = list(accumulate(map(len, cut.parts)))
    made = []
    for piece, start, old, new, code, computed in shape.edits:
        at = (ends[piece - 1] if piece else 0) + start
        if computed:
            old = "".join(cut.parts[piece : piece + 3])
            constant = RULES[code].constant
            new = (constant(strings_of(cut, piece)) if constant else None) or ""
            if not new:
                return None
        made.append(Edit(at, at + len(old), old, new, code))
    return made


def offsets_of(shape: Shape, cut: Pieces) -> list[tuple[int, Issue]]:
    """The issues that a statement of this shape repeats, with their offsets in it."""
    if not shape.issues:
        return []
    ends = list(accumulate(map(len, cut.parts)))
    return [(start_of(ends, i.piece) + i.start, i.issue) for i in shape.issues]


__all__ = ["Series", "Shape", "Shapes", "edits_of", "learned", "offsets_of"]
