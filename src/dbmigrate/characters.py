"""Characters that no target statement can hold: bytes that are no text, NUL, blanks and marks foreign to the target."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from dbmigrate.engine.compose import apply
from dbmigrate.engine.contract import RULES
from dbmigrate.engine.convert import Converted
from dbmigrate.model import Edit, Fix, Issue, Verdict
from dbmigrate.records import dataclass
from dbmigrate.results import ConvertedText
from dbmigrate.sources.heads import Head
from dbmigrate.sources.split import Segment, SegmentKind
from dbmigrate.statements import Statement, Surroundings, finished, issue_of, place_of
from dbmigrate.syntax.corrections import FOREIGN_BLANKS, openings
from dbmigrate.syntax.filters import TEXTUAL
from dbmigrate.syntax.lex import COMMENT, Lexed, LexError

NOT_TEXT, NUL, FOREIGN_BLANK, MISSING_END, COMMENT_OPENING = "FI012", "FI013", "FI014", "SE001", "SE013"

BLANK: Final = re.compile(f"[{FOREIGN_BLANKS}]")
MARK: Final = re.compile("[\ufeff\x1a]")  # a byte order mark between joined files, the end mark of DOS
END_MARK: Final = re.compile("\x1a")
SURROGATE: Final = re.compile("[\ud800-\udfff]")  # a byte that could not be decoded, half of a UTF-16 pair
ODD: Final = re.compile(f"[\0\x1a\ud800-\udfff\ufeff{FOREIGN_BLANKS}]")  # one set, for speed


@dataclass(frozen=True)
class Places:
    """Where odd characters of one stretch stand. What stands in comments is in `comments` alone."""

    code: tuple[int, ...]  # in words and signs
    literals: tuple[int, ...]  # in strings and quoted names
    blanks: tuple[int, ...]  # between words
    comments: tuple[int, ...]


def checked(stretches: Iterable[ConvertedText], around: Surroundings) -> Iterator[ConvertedText]:
    """The stretches, those with odd characters corrected or blocked.

    A statement with undecodable bytes or NUL in its code or literals is not written: the server would refuse it, or
    the client would cut the line. A NUL elsewhere goes: psql drops the rest of its line, line end included. A byte in a
    comment that clients send along is spelled out.
    """
    column = 1
    for stretch in stretches:
        found = ODD.search(stretch.source) or (stretch.unit is None and "/*" in stretch.source)
        yield corrected(stretch, around, column) if found else stretch
        end = max(stretch.source.rfind("\n"), stretch.source.rfind("\r"))
        column = len(stretch.source) - end if end >= 0 else column + len(stretch.source)


def corrected(stretch: ConvertedText, around: Surroundings, column: int) -> ConvertedText:
    if stretch.unit is None:
        places = gap_places(stretch.source)
        if around.dialect == "oracle":
            stretch = openings_replaced(stretch)
        return without_nul(bytes_spelled(blanks_replaced(stretch, places.blanks), places.comments))
    if stretch.verdict is Verdict.IGNORED:
        return without_nul(stretch)
    places = statement_places(stretch.source, around.dialect)
    issues = issues_of(stretch, places, around, column)
    if any(i.code in (NOT_TEXT, NUL) for i in issues):
        return without_nul(blocked(stretch, issues, bool(places.code), around))
    verdict = Verdict.PARTIAL if issues and stretch.verdict in (Verdict.NATIVE, Verdict.CONVERTED) else stretch.verdict
    stretch = replace(stretch, issues=(*stretch.issues, *issues), verdict=verdict)
    return without_nul(bytes_spelled(blanks_replaced(stretch, places.blanks), places.comments))


# --------------------------------------------------------------------------------------------------------- finding


def gap_places(text: str) -> Places:
    """Of what stands in comments only that in block comments: clients do not send `--` lines before a statement."""
    comments = [m.span() for m in COMMENT.finditer(text)]
    inside = [m.start() for m in ODD.finditer(text) if any(a <= m.start() < b for a, b in comments)]
    blanks = [m.start() for m in ODD.finditer(text) if m.start() not in inside]
    sent = [at for at in inside if any(a <= at < b and text.startswith("/*", a) for a, b in comments)]
    return Places((), (), tuple(blanks), tuple(sent))


def statement_places(text: str, dialect: str) -> Places:
    found = [m.start() for m in ODD.finditer(text)]
    try:
        lexed = Lexed(text, dialect)
    except LexError:
        return Places(tuple(found), (), (), ())
    tokens = lexed.tokens
    starts = [t.start for t in tokens]
    comments = lexed.comments(0, len(text))
    sorted_places: dict[str, list[int]] = {"code": [], "literal": [], "blank": [], "comment": []}
    for at in found:
        k = bisect_right(starts, at) - 1
        if k >= 0 and at <= tokens[k].end:
            kind = "literal" if tokens[k].token_type in TEXTUAL else "code"
        else:
            kind = "comment" if any(a <= at < b for a, b in comments) else "blank"
        sorted_places[kind].append(at)
    return Places(*(tuple(sorted_places[kind]) for kind in ("code", "literal", "blank", "comment")))


def issues_of(stretch: ConvertedText, places: Places, around: Surroundings, column: int) -> list[Issue]:
    """One issue for each kind of odd character that stands in the statement's code or literals."""
    text, unit = stretch.source, stretch.unit
    assert unit is not None
    segment = Segment(SegmentKind.STATEMENT, stretch.start, text, unit.line)
    holding = sorted((*places.code, *places.literals))
    unsplit = sorted((*holding, *places.blanks))  # U+DC80.. and NUL between words are code, too
    issues = []
    for code, pattern, among in (
        (NOT_TEXT, SURROGATE, unsplit),
        (NUL, re.compile("\0"), unsplit),
        (FOREIGN_BLANK, END_MARK, places.code),  # characters without width are ID007's
    ):
        hits = [at for at in among if pattern.match(text, at)]
        if hits:
            place = place_of(segment, hits[0], around.file, column)
            values = {"count": str(len(hits))} if code != FOREIGN_BLANK else {"character": spelled(text[hits[0]])}
            fix = Fix.NONE if code != FOREIGN_BLANK else Fix.REVIEW
            issues.append(issue_of(RULES[code], place, unit.key, values=values, fix=fix))
    return issues


def spelled(character: str) -> str:
    return f"U+{ord(character):04X}"


# --------------------------------------------------------------------------------------------------------- writing


def blocked(stretch: ConvertedText, issues: list[Issue], in_code: bool, around: Surroundings) -> ConvertedText:
    """The statement as every other one that a person must write: behind comment marks, and a failing statement."""
    unit = stretch.unit
    assert unit is not None
    verdict = Verdict.UNASSESSED if in_code or stretch.verdict is Verdict.UNASSESSED else Verdict.INCOMPATIBLE
    segment = Segment(SegmentKind.STATEMENT, stretch.start, stretch.source, unit.line, Head(unit.kind, unit.name))
    others = [i for i in stretch.issues if i.code not in (NOT_TEXT, NUL)]
    statement = Statement(segment, None, Converted(), [*issues, *others], verdict)
    ended = any(e.code == MISSING_END and e.new == ";" for e in stretch.edits)
    closing = ";" if ended else ""
    made = finished(statement, around, closing)
    edits = made.edits
    if around.options.on_issue == "comment":  # a semicolon may follow: it must not lie in the comment
        end = stretch.start + len(stretch.source)
        edits = (*edits, Edit(end, end, "", "\n", issues[0].code))
    return with_edits(replace(stretch, unit=made.unit, verdict=verdict, issues=made.issues, load=None, later=""), edits)


def blanks_replaced(stretch: ConvertedText, blanks: tuple[int, ...]) -> ConvertedText:
    """A foreign blank becomes a blank, a mark nothing."""
    found = [
        (at, "" if MARK.match(stretch.source, at) else " ")
        for at in blanks
        if stretch.source[at] != "\0" and not SURROGATE.match(stretch.source, at)
    ]
    return edited(stretch, [(at, new, FOREIGN_BLANK) for at, new in found])


def openings_replaced(stretch: ConvertedText) -> ConvertedText:
    """A comment opening within a comment goes: on the target comments nest."""
    found = [o.offset for m in COMMENT.finditer(stretch.source) for o in openings(stretch.source, *m.span())]
    return edited(stretch, [(at, " ", COMMENT_OPENING) for at in found])


def bytes_spelled(stretch: ConvertedText, comments: tuple[int, ...]) -> ConvertedText:
    """A byte that is no text as `\\xFF`: the server checks comments, too (22021)."""
    return edited(
        stretch,
        [(at, written(stretch.source[at]), NOT_TEXT) for at in comments if SURROGATE.match(stretch.source, at)],
    )


def written(character: str) -> str:
    code = ord(character)
    return f"\\x{code - 0xDC00:02X}" if 0xDC80 <= code <= 0xDCFF else f"\\u{code:04X}"


def without_nul(stretch: ConvertedText) -> ConvertedText:
    found = [(m.start(), "", NUL) for m in re.finditer("\0", stretch.source)]
    made = edited(stretch, found)
    if "\0" not in made.output:
        return made
    cleaned = tuple(replace(e, new=e.new.replace("\0", "")) for e in made.edits)
    return with_edits(made, cleaned)


def edited(stretch: ConvertedText, changes: list[tuple[int, str, str]]) -> ConvertedText:
    """The stretch with single characters changed where no other edit has replaced them."""
    if not changes:
        return stretch
    edits = list(stretch.edits)
    for at, new, code in changes:
        start = stretch.start + at
        if not any(e.start <= start < e.end for e in stretch.edits):
            edits.append(Edit(start, start + 1, stretch.source[at], new, code))
    load = stretch.load
    if load is not None:
        for character, new in {(stretch.source[at], new) for at, new, _ in changes}:
            load = load.replace(character, new)
    return replace(with_edits(stretch, tuple(sorted(edits, key=lambda e: (e.start, e.end)))), load=load)


def with_edits(stretch: ConvertedText, edits: tuple[Edit, ...]) -> ConvertedText:
    moved = [Edit(e.start - stretch.start, e.end - stretch.start, e.old, e.new, e.code) for e in edits]
    return replace(stretch, edits=edits, output=apply(stretch.source, moved))


__all__ = ["checked"]
