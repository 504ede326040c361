"""Finds the end of a PL/SQL unit: a `/` line, or the END that closes it where the file has no such line."""

from __future__ import annotations

import re
from typing import Final

from dbmigrate.sources import oracle_text as ora
from dbmigrate.sources.heads import Head
from dbmigrate.sources.scan import Gaps, NeedMore, Trouble, run, trimmed
from dbmigrate.sources.sqlplus import command_at

_GAPS: Final = Gaps(nested=False)
_NAME: Final = re.compile(r"""(?:"[^"\r\n]*+"|[\w$#]++)(?:\s*+\.\s*+(?:"[^"\r\n]*+"|[\w$#]++))?""")
_NO_BODY: Final = re.compile(r"(?i)(?:LANGUAGE|EXTERNAL|MLE)\b")
_ENDED: Final = re.compile(r"(?i)(?:IF|LOOP|CASE)(?![\w$#])")
_SECTION: Final = re.compile(r"(?i)(?:BEFORE|AFTER|INSTEAD)\s+(?:STATEMENT|EACH\s+ROW|OF)(?:\s+ROW)?(?![\w$#])")
_TRIGGER_WORD: Final = re.compile(r"(?i)\s+TRIGGER(?![\w$#])")
_PLAIN_UNITS: Final = frozenset(("type", "library"))


class Unit:
    """One PL/SQL unit in a window of text. `end` is where its code ends, `trouble` an open literal or comment."""

    def __init__(self, text: str, start: int, head: Head, complete: bool) -> None:
        self.text = text
        self.start = start
        self.head = head
        self.complete = complete
        self.trouble: Trouble | None = None
        self._code_end = start  # behind the last character that is neither blank nor comment
        # What is open, innermost last: True for BEGIN, CASE, IF, LOOP and a package from its AS on, False for
        # declarations whose BEGIN has not come yet.
        self._open_parts: list[bool] = []
        self.end = self._find()

    def _find(self) -> int:
        if self.head.wrapped or self.head.kind == "java":
            return self._raw()
        if self.head.kind in _PLAIN_UNITS:
            return self._to_semicolon(self.start)
        if self.head.kind == "select":
            self._open_parts = [True]  # WITH FUNCTION: no END closes the query
        at = self.start
        if self.head.kind in ("procedure", "function"):
            at = self._word_end(self._word_end(at))
            at, found = self._header(at)
            if found == ";":
                return at
            if found == "external":
                return self._to_semicolon(at)
            self._open_parts = [False] if found == "body" else []
        elif self.head.kind in ("package", "package body", "type body"):
            self._open_parts = [True]
        elif self.head.kind == "trigger" or self.head.words[:1] == ("DECLARE",):
            self._open_parts = [False]
        return self._body(at)

    def _word_end(self, at: int) -> int:
        """Behind the word CREATE or DECLARE, so that it does not count."""
        found = _NAME.match(self.text, at)
        return found.end() if found else at

    def _raw(self) -> int:
        """Text that is no PL/SQL: to the next `/` line or CREATE OR REPLACE."""
        found = (ora.NEXT_SLASH_LINE if self.head.kind == "java" else ora.NEXT_UNIT).search(self.text, self.start)
        if found is None and not self.complete:
            raise NeedMore
        return trimmed(self.text, self.start, found.start() if found else len(self.text))

    # ------------------------------------------------------------------------------------------------- the walk

    def _step(self, pattern: re.Pattern[str], at: int) -> tuple[int, str]:
        """Runs over code and comments. Gives where it stopped and why: 'line', 'end', 'open', or the character."""
        text = self.text
        while True:
            end = run(pattern.match, text, at)
            if end > at:
                code = trimmed(text, at, end)
                if code > at:
                    self._code_end = code
            if end == len(text):
                if not self.complete:
                    raise NeedMore
                return end, "end"
            character = text[end]
            if character in "\r\n":
                return end, "line"
            if text.startswith("--", end):
                at = _line_end(text, end)
            elif text.startswith("/*", end):
                at = _GAPS.comment_end(text, end)
                if at < 0:
                    return self._open(Trouble("unterminated comment", end)), "open"
            elif character in "'\"" or (character in "nNqQ" and _Q.match(text, end)):
                literal = ora.open_literal(text, end, self.complete)
                if isinstance(literal, Trouble):
                    if literal.problem != "unterminated name":
                        return self._open(literal), "open"
                    literal = end + 1
                at = self._code_end = literal
            else:
                return end, character

    def _open(self, trouble: Trouble) -> int:
        """An open literal or comment costs the rest of the unit: up to the next `/` line."""
        if not self.complete:
            raise NeedMore
        self.trouble = trouble
        found = ora.NEXT_SLASH_LINE.search(self.text, trouble.at)
        self._code_end = trimmed(self.text, self.start, found.start() if found else len(self.text))
        return self._code_end

    def _header(self, at: int) -> tuple[int, str]:
        """A subprogram's header: ends at its IS or AS ('body', 'external') or at `;` (';'), else 'none'."""
        depth = 0
        while True:
            end, why = self._step(ora.HEADER, at)
            if why in ("line", "end", "open"):
                return end, "none"
            at = end + 1
            if why == "(":
                depth += 1
            elif why == ")":
                depth -= 1
                if depth < 0:  # ACCESSIBLE BY (PROCEDURE x): no subprogram
                    return end, "none"
            elif why == ";":
                if depth == 0:
                    self._code_end = at
                    return at, ";"
            else:
                at = end + 2
                if depth == 0:
                    following = _GAPS.skip(self.text, at, [])
                    return at, "external" if _NO_BODY.match(self.text, following) else "body"
            self._code_end = at

    def _body(self, at: int) -> int:
        while True:
            at, why = self._step(ora.UNIT, at)
            if why in ("line", "end", "open"):
                return self._code_end
            found = ora.BLOCK_WORD.match(self.text, at)
            if found is None:  # a character that no pattern takes
                at = self._code_end = at + 1
                continue
            word = found.group().upper()
            at = self._code_end = found.end()
            if word == "END":
                at, closed = self._end_word(at)
                if closed:
                    return self._code_end
            elif word == "BEGIN":
                if self._open_parts and not self._open_parts[-1]:
                    self._open_parts[-1] = True
                elif self._open_parts != [True] or self.head.kind not in ("package", "package body"):
                    self._open_parts.append(True)  # else it begins the package's own part, closed by the package's END
            elif word in ("CASE", "IF", "LOOP"):
                self._open_parts.append(True)
            elif word in ("PROCEDURE", "FUNCTION"):
                at, kind = self._header(at)
                if kind == "body":
                    self._open_parts.append(False)
            elif self.head.kind == "trigger" and True not in self._open_parts:
                if word == "CALL":
                    return self._to_semicolon(at)
                if word == "COMPOUND" and _TRIGGER_WORD.match(self.text, at):
                    self._open_parts = [True]

    def _end_word(self, at: int) -> tuple[int, bool]:
        """Behind END: the word that belongs to it, and whether the unit is closed and something else follows."""
        text = self.text
        if self._open_parts and self._open_parts[-1]:
            self._open_parts.pop()
        following = _GAPS.skip(text, at, [])
        found = _ENDED.match(text, following) or _SECTION.match(text, following)
        if found:
            at = self._code_end = found.end()
            return at, False
        if self._open_parts:
            return at, False
        name = _NAME.match(text, following)
        if name:
            following = _GAPS.skip(text, name.end(), [])
        if not text.startswith(";", following):
            if following == len(text) and not self.complete:
                raise NeedMore
            return at, False
        if self._follows(following + 1):
            self._code_end = following + 1
            return following + 1, True
        return at, False

    def _follows(self, at: int) -> bool:
        """Something that can stand behind a closed unit: the end, a `/`, a statement or command at a line's start."""
        text = self.text
        following = _GAPS.skip(text, at, [])
        if following == len(text):
            if not self.complete:
                raise NeedMore
            return True
        if ora.SLASH_LINE.match(text, following):
            return True
        if not any(end in text[at:following] for end in "\r\n"):
            return False
        return bool(ora.STATEMENT_START.match(text, following) or command_at(text, following))

    def _to_semicolon(self, at: int) -> int:
        """A unit without a block: ends with its first `;`."""
        while True:
            end, why = self._step(ora.UNTIL_SEMICOLON, at)
            if why in ("line", "end", "open"):
                return self._code_end
            at = self._code_end = end + 1
            if why == ";":
                return at


_Q: Final = re.compile("[nN]?[qQ]'")
_REST: Final = re.compile(r"[^\r\n]*+")


def _line_end(text: str, at: int) -> int:
    found = _REST.match(text, at)
    return found.end() if found else at


__all__ = ["Unit"]
