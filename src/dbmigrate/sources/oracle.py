"""Cuts Oracle text into statements, PL/SQL units, terminators and SQL*Plus commands."""

from __future__ import annotations

import re
from typing import Final

from dbmigrate.sources import oracle_text as ora
from dbmigrate.sources.heads import Head, oracle_head
from dbmigrate.sources.plsql import Unit
from dbmigrate.sources.scan import BLANK, NEWLINE, Cut, Gaps, NeedMore, SegmentKind, Trouble, opens_line, run, trimmed
from dbmigrate.sources.sqlplus import command_at, command_end, command_head

_GAPS: Final = Gaps(nested=False)
_INSERT: Final = re.compile(r"""(?i:insert\s+into\s+(?:"[^"\r\n]*+"|[\w$#.]++)++)(?=[\s(])""")
_REST: Final = re.compile(r"[^\r\n]*+")
_SIGNS: Final = re.compile(
    r"""[()]|'[^']*+'?|"[^"\r\n]*+"|--[^\r\n]*+|/\*[\s\S]*?\*/|(?<![\w$#])(?P<word>(?i:TO|FROM|AS|FOR|SELECT))(?![\w$#])"""
)
_QUERIES: Final = frozenset(
    ("select", "insert", "update", "delete", "merge", "explain", "view", "materialized view", "lock", "call")
)
_LISTS: Final = frozenset(("schema", "audit", "noaudit"))
_CACHE: Final = 4096


class OracleCutter:
    """Gives the next segments of a window of text."""

    def __init__(self) -> None:
        self.fresh = True  # the window begins at the start of a line
        self._heads: dict[str, Head] = {}

    def moved(self, text: str, at: int) -> None:
        """The window will begin at `at`."""
        fresh = opens_line(text, at)
        if fresh is not None:
            self.fresh = fresh

    def cuts(self, text: str, at: int, complete: bool) -> list[Cut]:
        """The segments from `at` on, at least one. Raises NeedMore where the window may end too early."""
        cuts = []
        troubles: list[Trouble] = []
        start = _GAPS.skip(text, at, troubles)
        if start == len(text) and not complete:
            raise NeedMore
        if start > at:
            cuts.append(Cut(SegmentKind.GAP, start))
        if troubles:
            cuts.append(_lost(text, start, troubles[0], Head("other"), complete))
        elif start < len(text):
            cuts += self._next(text, start, complete)
        return cuts

    def _next(self, text: str, at: int, complete: bool) -> list[Cut]:
        insert = self._insert_head(text, at) if text[at] in "iI" else None
        if insert:
            return _plain(text, at, insert, complete)
        if text[at] == ";" or ora.SLASH_LINE.match(text, at):
            return [Cut(SegmentKind.TERMINATOR, at + 1)]
        fresh = opens_line(text, at)
        if self.fresh if fresh is None else fresh:
            command = command_at(text, at)
            if command:
                end = command_end(text, at, command)
                if end == len(text) and not complete:
                    raise NeedMore
                return [Cut(SegmentKind.DIRECTIVE, end, command_head(text[at:end], command))]
        head = oracle_head(text, at)
        if head.procedural:
            return [_unit(text, at, head, complete)]
        return _plain(text, at, head, complete)

    def _insert_head(self, text: str, at: int) -> Head | None:
        """INSERT INTO the same table comes in long runs, so its head is kept."""
        found = _INSERT.match(text, at)
        if found is None:
            return None
        key = found.group()
        head = self._heads.get(key)
        if head is None:
            if len(self._heads) >= _CACHE:
                self._heads.clear()
            head = self._heads[key] = oracle_head(key, 0)
        return head


def _unit(text: str, at: int, head: Head, complete: bool) -> Cut:
    unit = Unit(text, at, head, complete)
    end = max(unit.end, at + 1)
    if unit.trouble:
        return Cut(SegmentKind.STATEMENT, end, head, unit.trouble.problem, unit.trouble.at)
    return Cut(SegmentKind.STATEMENT, end, head)


def _plain(text: str, start: int, head: Head, complete: bool) -> list[Cut]:
    """A statement that ends at `;`, at a `/` line, or before a line that must begin another statement."""
    at = code_end = start
    seen: _Seen | None = None
    while True:
        end = _run(text, at)
        if end > at:
            code = trimmed(text, at, end)
            if code > at:
                code_end = code
        if end == len(text):
            if not complete:
                raise NeedMore
            break
        character = text[end]
        if character == ";":
            break
        if character in "\r\n":
            seen = seen or _Seen(text, start)
            found = ora.LINE_START.match(text, end)
            if found is None or _ends(found, text, start, code_end, head, seen):
                break
            at = end + (2 if text.startswith("\r\n", end) else 1)
        elif text.startswith("--", end):
            at = _rest_of_line(text, end)
        elif text.startswith("/*", end):
            at = _GAPS.comment_end(text, end)
            if at < 0:
                return [_lost(text, start, Trouble("unterminated comment", end), head, complete)]
        else:
            literal = ora.open_literal(text, end, complete)
            if isinstance(literal, Trouble):
                if literal.problem != "unterminated name":
                    return [_lost(text, start, literal, head, complete)]
                literal = end + 1
            at = code_end = literal
    code_end = max(code_end, start + 1)
    cut = Cut(SegmentKind.STATEMENT, code_end, head, "", -1, ora.continuations(text, start, code_end))
    return [cut, Cut(SegmentKind.TERMINATOR, code_end + 1)] if text.startswith(";", code_end) else [cut]


def _run(text: str, at: int) -> int:
    """Over plain code. Most runs end at `;`, where no second try is needed."""
    found = ora.PLAIN.match(text, at)
    if found is None:
        return at
    end = found.end()
    return end if text.startswith(";", end) else run(ora.PLAIN.match, text, end)


def _rest_of_line(text: str, at: int) -> int:
    found = _REST.match(text, at)
    return found.end() if found else at


def _lost(text: str, start: int, trouble: Trouble, head: Head, complete: bool) -> Cut:
    """An open literal or comment: the statement takes everything up to the next `/` line or the end."""
    if not complete:
        raise NeedMore
    found = ora.NEXT_SLASH_LINE.search(text, trouble.at)
    end = trimmed(text, start, found.start() if found else len(text))
    return Cut(SegmentKind.STATEMENT, max(end, start + 1), head, trouble.problem, trouble.at)


class _Seen:
    """What a statement holds so far, read on only as far as somebody asks."""

    def __init__(self, text: str, start: int) -> None:
        self._text = text
        self._at = start
        self.depth = 0  # open parentheses
        self.words: set[str] = set()  # of TO FROM AS FOR SELECT, outside parentheses

    def until(self, end: int) -> _Seen:
        for found in _SIGNS.finditer(self._text, self._at, end):
            if found.group() == "(":
                self.depth += 1
            elif found.group() == ")":
                self.depth -= 1
            elif found["word"] and not self.depth:
                self.words.add(found["word"].upper())
        self._at = max(self._at, end)
        return self


def _ends(found: re.Match[str], text: str, start: int, code_end: int, head: Head, seen: _Seen) -> bool:
    """Whether the line that follows begins another statement, so that this one lacks its terminator."""
    what = found.lastgroup
    if what == "slash":
        return True
    if code_end == start or head.kind in _LISTS or seen.until(code_end).depth > 0:
        return False
    if head.kind in ("grant", "revoke") and not seen.words & {"TO", "FROM"}:
        return False
    if head.kind not in _QUERIES or what == "definition":
        # CREATE TABLE .. AS: a query continues it
        return not (what == "change" and head.kind in ("table", "other") and seen.words & {"AS", "FOR", "SELECT"})
    if head.kind == "insert" and text[code_end - 1] == ")" and found.group().lstrip()[:6].upper() == "INSERT":
        return True
    return bool(_EMPTY_LINE.match(text, code_end)) and _begins_anew(found, text, start, code_end, head)


def _begins_anew(found: re.Match[str], text: str, start: int, code_end: int, head: Head) -> bool:
    """Worksheets hold queries without terminators, one empty line between them and the next statement."""
    if found.lastgroup == "code":
        return True
    plain = head.kind == "select" and head.words[:1] == ("SELECT",)
    return plain and found.lastgroup == "change" and not _JOINING.search(text, max(start, code_end - 16), code_end)


_EMPTY_LINE: Final = re.compile(rf"(?:{BLANK}|--[^\r\n]*+)*{NEWLINE}{BLANK}*+{NEWLINE}")
_JOINING: Final = re.compile(r"(?i)(?:\b(?:UNION|ALL|MINUS|INTERSECT|EXCEPT|FOR|AS|IN|EXISTS|FROM)|[(,=])\s*\Z")


__all__ = ["OracleCutter"]
