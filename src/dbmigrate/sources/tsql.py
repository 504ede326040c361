"""Cuts T-SQL text into statements, semicolons, GO lines and sqlcmd commands."""

from __future__ import annotations

import re
from typing import Final

from dbmigrate.sources.heads import Head, tsql_head
from dbmigrate.sources.inserts import literals_at
from dbmigrate.sources.scan import (
    BLANK,
    LINE_REST,
    NEWLINE,
    ROUNDS,
    Cut,
    Gaps,
    NeedMore,
    SegmentKind,
    Trouble,
    opens_line,
    run,
    trimmed,
    words_pattern,
)
from dbmigrate.sources.tsql_batches import CODE, FAR, may_tie, tied_end
from dbmigrate.sources.tsql_ends import ALWAYS, END_OF_BATCH, LABEL, WORDS, statement_end

_GO: Final = rf"{BLANK}*+[Gg][Oo](?:{BLANK}++\d++)?{BLANK}*+;?{BLANK}*+{LINE_REST}"
_COMMAND: Final = (
    rf"{BLANK}*+(?:!!|:(?i:setvar|r|on{BLANK}+error|connect|out|error|perftrace|list(?:var)?|reset|exit|quit|ed|xml|help|serverlist)"
    rf"(?![\w$#]))"
)
_STOP: Final = rf"{NEWLINE}(?:{_GO}|{_COMMAND})"
_STRING: Final = rf"'[^'\r\n]*+'|'(?:[^'\r\n]++|{NEWLINE}(?!{_GO}))*'"
_QUOTED: Final = rf""""[^"\r\n]*+"|"(?:[^"\r\n]++|{NEWLINE}(?!{_GO}))*"|\[(?:[^\]\r\n]++|\]\])*\]"""

# Everything up to the end of the batch, a comment, or an open literal.
_BATCH: Final = re.compile(rf"""(?:[^'"\[/\-\r\n]++|{_STRING}|(?!{_STOP}){NEWLINE}|{_QUOTED}|/(?!\*)|-(?!-)){ROUNDS}""")
_LABEL: Final = rf"{NEWLINE}{BLANK}*+[\w$#@]++{BLANK}*+:(?!:)"
# Names, literals, numbers: everything that the grammar of statement ends need not tell apart.
_KEYWORD: Final = words_pattern(WORDS)
_WORD: Final = re.compile(
    rf"""(?P<filler>(?:\$\(\w+\)|(?!{_KEYWORD})[\w$#@]++|{BLANK}++|(?!{_STOP}|{_LABEL}){NEWLINE}|{_STRING}|{_QUOTED}|::|\.\s*+[\w$#@]*+"""
    rf"""|[^\w\s'"\[/\-$#@.();,=<>!+*%&|^~:]++){{0,1000}})"""
    rf"""(?:(?P<word>{_KEYWORD})|(?P<operator>(?:[=<>!+*%&|^~]|/(?!\*)|-(?!-))+)|(?P<mark>[;:,)])|(?P<group>\())?"""
)
# What stands in parentheses, quickly: it never begins a statement.
_INSIDE: Final = re.compile(
    rf"""(?:[^()'"\[/\-\r\n]++|\([^()'"\[/\-\r\n]*+\)|{_STRING}|(?!{_STOP}){NEWLINE}|{_QUOTED}|/(?!\*)|-(?!-)){ROUNDS}"""
)
_LINE: Final = re.compile(r"[^\r\n]*+")
_SPACES: Final = re.compile(r"\s*+")
_GO_WORD: Final = re.compile(rf"[Gg][Oo](?:{BLANK}++\d++)?(?:{BLANK}*+;)?(?={BLANK}*+{LINE_REST})")
_LABEL_LINE: Final = re.compile(_LABEL)
_STOP_LINE: Final = re.compile(_STOP)
_NEXT_GO: Final = re.compile(rf"{NEWLINE}(?={_GO})")
_COMMAND_WORD: Final = re.compile(rf"(?={_COMMAND}):?(!!|\w+)")
_USE: Final = re.compile(
    rf"""(?i:USE){BLANK}*+(?:\[(?:[^\]\r\n]|\]\])*\]|"[^"\r\n]*"|(?<=\s)(?:\$\(\w+\)|[\w$#@-]++))(?=\s|;|--|/\*|\Z)"""
)
_NEAR: Final = 1 << 14
_START: Final = words_pattern(ALWAYS)
_AFTER_INSERT: Final = re.compile(rf";|{_START}|(?i:PRINT|END)\b")


class TsqlCutter:
    """Gives the next segments of a window of text."""

    def __init__(self) -> None:
        self.fresh = True  # the window begins at the start of a line
        self._first = True  # the next statement is the first of its batch
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
            cut = self._next(text, start, complete)
            self._first = cut.kind is not SegmentKind.STATEMENT and (self._first or text[start] in "gG")
            cuts.append(cut)
        return cuts

    def _next(self, text: str, at: int, complete: bool) -> Cut:
        if text[at] == ";":
            return Cut(SegmentKind.TERMINATOR, at + 1)
        fresh = opens_line(text, at)
        if self.fresh if fresh is None else fresh:
            go = _GO_WORD.match(text, at)
            if go:
                return Cut(SegmentKind.TERMINATOR, go.end())
            command = _COMMAND_WORD.match(text, at)
            if command:
                end = _line_end(text, at)
                if end == len(text) and not complete:
                    raise NeedMore
                return Cut(SegmentKind.DIRECTIVE, end, _command_head(text[at:end], command.group(1)))
        used = _USE.match(text, at)
        if used:
            return Cut(SegmentKind.DIRECTIVE, used.end(), tsql_head(used.group(), 0))
        return self._insert(text, at, complete) or self._statement(text, at, complete)

    def _insert(self, text: str, at: int, complete: bool) -> Cut | None:
        """The short way for rows of literals, the bulk of large scripts."""
        found = literals_at(text, at, "sqlserver") if text[at] in "iI" else None
        if found is None:
            return None
        following = _GAPS.skip(text, found.end, [])
        if following == len(text):
            if not complete:
                raise NeedMore
        elif not (_AFTER_INSERT.match(text, following) or _at_line_of(text, found.end, following)):
            if not complete and len(text) - following < _NEAR:
                raise NeedMore  # the window cuts the rows off
            return None
        key = text[at : found.into.end("target")]
        head = self._heads.get(key)
        if head is None:
            if len(self._heads) >= 4096:
                self._heads.clear()
            head = self._heads[key] = tsql_head(key, 0)
        return Cut(SegmentKind.STATEMENT, found.end, head)

    def _statement(self, text: str, at: int, complete: bool) -> Cut:
        head = tsql_head(text, at, self._first)
        if head.kind in ("procedure", "function", "trigger", "view"):
            end, trouble = _batch_end(text, at, complete)
        else:
            words = _Words(text, at, complete)
            last = statement_end(words, 0)
            end, trouble = words.end_of(last - 1), words.trouble
            if head.words[:1] == ("WITH",):
                head = _behind_with(text, words, last, head)
            if trouble and trouble.at >= end:
                trouble = None
            code = head.kind in CODE or (head.kind == "other" and text[end - 1] == ":")
            if trouble is None and code and may_tie(text, at, end):
                tied = tied_end(text, at, end, _batch_limit(text, at, complete), _Following(words, last))
                if tied > end:
                    end, head = tied, head._replace(kind="block", name="", procedural=True)
        end = max(end, at + 1)
        if trouble:
            return Cut(SegmentKind.STATEMENT, end, head, trouble.problem, trouble.at)
        return Cut(SegmentKind.STATEMENT, end, head)


_GAPS: Final = Gaps(nested=True)


def _behind_with(text: str, words: _Words, last: int, head: Head) -> Head:
    """The head of a statement that begins with common table expressions: its verb's."""
    for index in range(1, last):
        word, depth = words(index)
        if depth == 0 and word in ("SELECT", "INSERT", "UPDATE", "DELETE", "MERGE"):
            return tsql_head(text, words.end_of(index) - len(word))._replace(words=head.words)
    return head


class _Following:
    """The statements behind the word `last`, one end after the other."""

    def __init__(self, words: _Words, last: int) -> None:
        self._words, self._last = words, last

    def __call__(self) -> int:
        words = self._words
        while words(self._last)[0] == ";":
            self._last += 1
        if words(self._last)[0] == END_OF_BATCH:
            return 0
        self._last = statement_end(words, self._last)
        return words.end_of(self._last - 1)


def _batch_limit(text: str, at: int, complete: bool) -> int:
    """The end of the batch, or of the text where the batch is very long."""
    try:
        return _batch_end(text, at, complete)[0]
    except NeedMore:
        if len(text) - at < FAR:
            raise
        return len(text)


def _at_line_of(text: str, at: int, following: int) -> bool:
    """A GO line or a command follows."""
    new_line = any(end in text[at:following] for end in "\r\n")
    return new_line and bool(_GO_WORD.match(text, following) or _COMMAND_WORD.match(text, following))


def _command_head(text: str, word: str) -> Head:
    words = text.split()
    name = words[1] if len(words) > 1 else ""
    kind = "host" if word == "!!" else ":" + word.lower()
    return Head(kind, name.strip('"'), False, tuple(w.upper() for w in words[:6]))


def _line_end(text: str, at: int) -> int:
    found = _LINE.match(text, at)
    return found.end() if found else at


def _lost(text: str, start: int, trouble: Trouble, head: Head, complete: bool) -> Cut:
    """An open literal or comment takes everything up to the next GO line or the end."""
    end = max(_next_go(text, start, trouble.at, complete), start + 1)
    return Cut(SegmentKind.STATEMENT, end, head, trouble.problem, trouble.at)


def _next_go(text: str, start: int, at: int, complete: bool) -> int:
    if not complete:
        raise NeedMore
    found = _NEXT_GO.search(text, at)
    return trimmed(text, start, found.start() if found else len(text))


def _open_literal(text: str, at: int, complete: bool) -> int | Trouble:
    """A literal that no run took: its end, or Trouble. It spans a GO line or has no end.

    If a word touches the closing quote, that quote opens the next literal and this one is open.
    """
    quote = text[at]
    if quote == "[":
        return at + 1
    end = text.find(quote, at + 1) + 1
    if not end and not complete:
        raise NeedMore
    if not end or text[end : end + 1].isalnum():
        return Trouble("unterminated string" if quote == "'" else "unterminated name", at)
    return end


def _batch_end(text: str, start: int, complete: bool) -> tuple[int, Trouble | None]:
    """The end of the last code of the batch."""
    at = code_end = start
    while True:
        end = run(_BATCH.match, text, at)
        if end > at:
            code_end = max(code_end, trimmed(text, at, end))
        if end == len(text):
            if not complete:
                raise NeedMore
            return code_end, None
        if text[end] in "\r\n":
            return code_end, None
        trouble: Trouble | None = None
        if text.startswith("--", end):
            at = _line_end(text, end)
        elif text.startswith("/*", end):
            at = _GAPS.comment_end(text, end)
            if at < 0:
                trouble = Trouble("unterminated comment", end)
        else:
            literal = _open_literal(text, end, complete)
            if isinstance(literal, Trouble):
                trouble = literal
            else:
                at = code_end = literal
        if trouble:
            return _next_go(text, start, trouble.at, complete), trouble


class _Words:
    """The words of a batch from `start` on, read as far as somebody asks; see tsql_ends.

    What stands in parentheses is left out: `(` is one word for all of it, and every word has depth 0.
    """

    def __init__(self, text: str, start: int, complete: bool) -> None:
        self.trouble: Trouble | None = None
        self._text = text
        self._at = start
        self._complete = complete
        self._words: list[tuple[str, int]] = []
        self._ends: list[int] = []
        self._code_end = start

    def __call__(self, index: int) -> tuple[str, int]:
        words = self._words
        while len(words) <= index:
            if words and words[-1][0] == END_OF_BATCH:
                return words[-1]
            self._read()
        return words[index]

    def end_of(self, index: int) -> int:
        """Where the word ends in the text."""
        return self._ends[min(index, len(self._ends) - 1)] if index >= 0 else self._code_end

    def _add(self, word: str, end: int) -> None:
        self._code_end = end
        self._words.append((word, 0))
        self._ends.append(end)

    def _finish(self) -> None:
        self._add(END_OF_BATCH, self._code_end)

    def _read(self) -> None:
        """One or two more words: other text, and what follows it."""
        text, at = self._text, self._at
        found = _WORD.match(text, at)
        if found is None:
            return self._finish()
        filler, end = found.end("filler"), found.end()
        if filler > at:
            code = trimmed(text, at, filler)
            if code > at:
                self._add("", code)
        self._at = end
        kind = found.lastgroup
        if kind == "word":
            self._add(text[filler:end].upper(), end)
        elif kind == "operator":
            self._add("=", end)
        elif kind == "mark":
            self._add(text[filler], end)
        elif kind == "group":
            self._group(end)
        else:
            self._other(end)

    def _other(self, at: int) -> None:
        """The end, a comment, or a literal that the pattern does not take."""
        text = self._text
        if at == len(text):
            if not self._complete:
                raise NeedMore
            self._finish()
        elif text.startswith("--", at):
            self._at = _line_end(text, at)
        elif text.startswith("/*", at):
            self._at = _GAPS.comment_end(text, at)
            if self._at < 0:  # an open comment is a statement of its own
                if not self._complete:
                    raise NeedMore
                self._finish()
        elif text[at] in "'\"[":
            literal = _open_literal(text, at, self._complete)
            if isinstance(literal, Trouble):
                return self._lost(literal)
            self._at = literal
            self._add("", literal)
        elif _STOP_LINE.match(text, at):
            self._finish()
        elif label := _LABEL_LINE.match(text, at):
            self._at = label.end()
            self._add(LABEL, label.end())
        # else the bounded run goes on

    def _group(self, at: int) -> None:
        """Skips to the closing parenthesis, at most to the end of the batch."""
        text, depth, code_end = self._text, 1, at
        while True:
            end = run(_INSIDE.match, text, at)
            code_end = max(code_end, trimmed(text, at, end))
            if end == len(text):
                if not self._complete:
                    raise NeedMore
                break
            if text[end] in "()":
                depth += 1 if text[end] == "(" else -1
                at = code_end = end + 1
                if depth == 0:
                    break
            elif text.startswith("--", end):
                at = _line_end(text, end)
            elif text.startswith("/*", end):
                at = _GAPS.comment_end(text, end)
                if at < 0:
                    return self._lost(Trouble("unterminated comment", end))
            elif text[end] in "'\"[":
                literal = _open_literal(text, end, self._complete)
                if isinstance(literal, Trouble):
                    return self._lost(literal)
                at = code_end = literal
            else:
                break
        self._at = code_end
        self._add("(", code_end)

    def _lost(self, trouble: Trouble) -> None:
        self.trouble = trouble
        self._add("", _next_go(self._text, trouble.at, trouble.at, self._complete))
        self._finish()


__all__ = ["TsqlCutter"]
