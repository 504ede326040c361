"""The segments of one file to its target text, stretch by stretch: terminators, batches, runs of literal INSERTs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from dbmigrate.engine.compose import apply
from dbmigrate.model import Edit
from dbmigrate.results import ConvertedText
from dbmigrate.runs import Run, with_runs
from dbmigrate.sources.split import Segment, SegmentKind
from dbmigrate.statements import Statement, Surroundings, convert_statement, finished

MISSING_END, SLASH_LINE, BATCH_LINE = "SE001", "SE002", "SE003"
GO: Final = re.compile(r"\s*go\b", re.I)
NEWLINE: Final = re.compile(r"[\r\n]")


def convert_segments(segments: Iterable[Segment], around: Surroundings) -> Iterator[ConvertedText]:
    """Stretches that tile the file. A statement waits for what ends it: a semicolon, a `/` or GO line, the next one."""
    open_statement: Statement | None = None
    gaps: list[Segment] = []
    needs_line = False  # the text so far ends in a comment that we made, and its line is not over
    for segment in segments if around.loads else with_runs(segments, around):
        if isinstance(segment, Run):
            if open_statement:
                yield close(open_statement, None, around)
            yield from unchanged(gaps)
            yield segment.counted(around.file)
            around.passed(segment.segments[0], table=segment.series.insert.table)
            around.moved(segment.text)
            open_statement, gaps, needs_line = None, [], False
            continue
        if segment.kind is SegmentKind.GAP:
            gaps.append(segment)
            around.suppressions.comments(segment)
            around.moved(segment.text)
            continue
        if segment.kind is SegmentKind.TERMINATOR:
            if open_statement:
                yield close(open_statement, segment, around)
                needs_line = open_statement.commented
            yield from unchanged(gaps)
            needs_line = needs_line and not any(NEWLINE.search(g.text) for g in gaps)
            yield terminator(segment, slash=open_statement is not None and open_statement.slash)
            needs_line = needs_line and not NEWLINE.search(segment.text)
            open_statement, gaps = None, []
            around.moved(segment.text)
            continue
        if open_statement:
            yield close(open_statement, None, around)
            needs_line = open_statement.commented
        needs_line = needs_line and not any(NEWLINE.search(g.text) for g in gaps)
        yield from unchanged(gaps)
        gaps = []
        open_statement = convert_statement(segment, around)
        open_statement.issues += around.suppressions.done()
        data = open_statement.data
        around.passed(segment, open_statement.node, data.table if data else "")
        around.moved(segment.text)
        if needs_line:
            open_statement.line_before = True
        if segment.kind is SegmentKind.DIRECTIVE:
            yield finished(open_statement, around)
            needs_line, open_statement = open_statement.commented, None
    if open_statement:
        yield close(open_statement, None, around) if open_statement.slash else finished(open_statement, around)
    yield from unchanged(gaps)


def unchanged(segments: Iterable[Segment]) -> Iterator[ConvertedText]:
    for segment in segments:
        yield ConvertedText(segment.start, segment.text, segment.text)


def close(statement: Statement, ending: Segment | None, around: Surroundings) -> ConvertedText:
    """A semicolon is added where neither the source nor the rules wrote one, a `/` behind code that stays as it is."""
    if statement.slash:
        last = ending.text.strip() if ending is not None else ""
        written = apply(statement.segment.text, statement.converted.edits).rstrip()
        semicolon = "" if written.endswith(";") or last == ";" else ";"
        return finished(statement, around, semicolon + ("" if last in ("/", ";") else "\n/"))
    own = not statement.commented and ends_itself(statement)  # CREATE TYPE, blocks
    has_one = own or (ending is not None and ending.text.strip() == ";")
    return finished(statement, around, "" if has_one else ";")


def ends_itself(statement: Statement) -> bool:
    """The source's own semicolon is the target's as well: no rule wrote something behind it."""
    text = statement.segment.text
    if not text.rstrip().endswith(";"):
        return False
    edits = statement.converted.edits
    last = max((e.end for e in edits), default=0)
    return last < len(text.rstrip()) or apply(text, edits).rstrip().endswith(";")


def terminator(segment: Segment, slash: bool) -> ConvertedText:
    """`;` stays, and `/` behind code that stays as it is. A `/`, `.` or GO line goes: psql knows none of them, and the
    semicolon stands before it."""
    word = segment.text.strip()
    if word == ";" and slash:
        edit = Edit(segment.start + len(segment.text), segment.start + len(segment.text), "", "\n/", SLASH_LINE)
        return ConvertedText(segment.start, segment.text, segment.text + "\n/", (edit,))
    if word == ";" or (slash and word == "/"):
        return ConvertedText(segment.start, segment.text, segment.text)
    code = BATCH_LINE if GO.match(segment.text) else SLASH_LINE
    lo = segment.text.index(word)
    edit = Edit(segment.start + lo, segment.start + lo + len(word), word, "", code)
    return ConvertedText(segment.start, segment.text, segment.text[:lo] + segment.text[lo + len(word) :], (edit,))
