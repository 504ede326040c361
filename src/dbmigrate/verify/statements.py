"""Cuts PostgreSQL script text into statements and psql meta-commands, with offsets and lines, as psql does.

Follows psql's own scanner (PostgreSQL manual, psql; `psqlscan.l`): a statement ends at a `;` outside strings, quotes,
comments, parentheses and the body of a `BEGIN ATOMIC` routine. Text is read in chunks and only the current statement is
kept. Strings are read with standard_conforming_strings on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TextIO

CHUNK: Final = 1 << 20  # code points

_TOKEN: Final = re.compile(
    r"""
    (?P<skip> \s+ | --[^\n\r]* )
  | (?P<comment> /\* )
  | (?P<string> [eE]'(?:[^'\\]++|\\.|'')*+'(?:\s*[\n\r]\s*'(?:[^'\\]++|\\.|'')*+')*+
              | '(?:[^']++|'')*+' | "(?:[^"]++|"")*+" )
  | (?P<dollar> \$(?:[^\W\d]\w*)?\$ )
  | (?P<variable> :(?:\w+|'\w+'|"\w+"|\{\?\w+\}) )
  | (?P<open> ['"] | [eE]' )
  | (?P<word> [^\W\d][\w$]* )
  | (?P<meta> \\ )
  | (?P<end> ; )
  | (?P<paren> [()] )
  | (?P<other> ::|:=|\d[\w$.]*|[,.=<>+*%&|^~!?\#@\[\]{}]++|. )
    """,
    re.VERBOSE | re.DOTALL,
)
_COMMENT: Final = re.compile(r"/\*|\*/")
_META: Final = re.compile(r"\\(\S*)([^\n\r]*)")
_LINE_END: Final = re.compile(r"\r\n|\r|\n")
# A plain INSERT in one match. What it cannot read (a colon, a dollar, a backslash) goes the long way.
_INSERT: Final = re.compile(
    r"""INSERT\s+INTO\s
    (?: [^;'"$\\:/Ee-]++ | (?<![\w$])[Ee]'(?:[^'\\]++|\\.|'')*+'(?!\s*[\n\r]\s*') | [Ee](?!')
      | '[^']*+' | "[^"]*+" | -(?!-) | /(?!\*) )*+ ;""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_COPY_IN: Final = re.compile(r"COPY\b.*\bFROM\s+STDIN\b", re.IGNORECASE | re.DOTALL)
_COPY_DATA: Final = re.compile(r"[^\n\r]*(?:\r\n|\r|\n)((?:(?!\\\.[ \t]*[\r\n]|\\\.$)[^\n\r]*(?:\r\n|\r|\n))*+)\\\.")


@dataclass(frozen=True, slots=True)
class Statement:
    """From its first word (leading comments are not part of it) to before its `;`. Lines count from 1."""

    text: str
    offset: int
    line: int
    data: str | None = None  # what follows COPY ... FROM STDIN

    @property
    def end_line(self) -> int:
        return self.line + count_lines(self.text) + (count_lines(self.data) + 1 if self.data is not None else 0)


@dataclass(frozen=True, slots=True)
class Meta:
    """A backslash command. `inside`: it stands inside a statement."""

    name: str
    arguments: str
    offset: int
    line: int
    inside: bool = False


class _More(Exception):
    """The text at hand ends too early to tell."""


def split(stream: TextIO, variables: Mapping[str, str], chunk: int = CHUNK) -> Iterator[Statement | Meta]:
    """Statements and meta-commands of `stream` in order. `variables` may change between two of them, as \\set does."""
    text = stream.read(chunk)
    if text.startswith("\ufeff"):
        text = text[1:]
    base, line, at, final = 0, 1, 0, False
    while True:
        try:
            piece, start, end = _next(text, at, final, variables)
        except _More:
            more = stream.read(max(chunk, len(text) - at))  # doubling keeps long statements linear
            final = not more
            text, base, at = text[at:] + more, base + at, 0
            continue
        if piece is None:
            return
        line += count_lines(text, at, start)
        if isinstance(piece, Statement):
            yield Statement(piece.text, base + start, line, piece.data)
        else:
            yield Meta(piece.name, piece.arguments, base + start, line, piece.inside)
        line += count_lines(text, start, end)
        at = end


def count_lines(text: str, start: int = 0, end: int | None = None) -> int:
    """Line ends (`\\n`, `\\r\\n`, `\\r`) in text[start:end]."""
    end = len(text) if end is None else end
    if text.find("\r", start, end) < 0:
        return text.count("\n", start, end)
    return sum(1 for _ in _LINE_END.finditer(text, start, end))


def _next(
    text: str, at: int, final: bool, variables: Mapping[str, str]
) -> tuple[Statement | Meta | None, int, int]:
    """The next piece from `at`: (piece, start, end), where the next one is looked for from `end`."""
    scan = _Scan(text, final, variables)
    start = scan.blanks(at)
    if start == len(text):
        return None, start, start
    if text[start] == "\\":
        return scan.meta(start, inside=False)
    simple = _INSERT.match(text, start)
    if simple and text.count("(", *simple.span()) == text.count(")", *simple.span()):
        return Statement(text[start : simple.end() - 1], 0, 0), start, simple.end()
    return scan.statement(start)


class _Scan:
    """One look for the next piece in the text at hand."""

    def __init__(self, text: str, final: bool, variables: Mapping[str, str]) -> None:
        self.text = text
        self.final = final
        self.variables = variables

    def blanks(self, at: int) -> int:
        """Behind blanks, comments and empty statements."""
        while at < len(self.text):
            token = self._token(at)
            if token.lastgroup == "comment":
                at = self._comment(at)
            elif token.lastgroup in ("skip", "end"):
                at = token.end()
            else:
                return at
        if not self.final:
            raise _More
        return at

    def meta(self, at: int, *, inside: bool) -> tuple[Meta, int, int]:
        found = _META.match(self.text, at)
        assert found is not None
        if found.end() == len(self.text) and not self.final:
            raise _More
        return Meta(found[1], found[2].strip(), 0, 0, inside), at, found.end()

    def statement(self, start: int) -> tuple[Statement | Meta, int, int]:
        at, depth, body = start, 0, 0
        words: list[str] = []
        changes: list[tuple[int, int, str]] = []
        while at < len(self.text):
            token = self._token(at)
            kind, at = token.lastgroup, token.end()
            if kind == "word":
                words.append(token[0].lower())
                body = _body_depth(words, body) if depth == 0 else body
            elif kind == "paren":
                depth = depth + 1 if token[0] == "(" else max(0, depth - 1)
            elif kind == "end" and depth == 0 and body == 0:
                return self._statement(start, token.start(), at, changes)
            elif kind == "comment":
                at = self._comment(token.start())
            elif kind == "dollar":
                at = self._behind(self.text.find(token[0], at), len(token[0]))
            elif kind == "open":
                at = self._behind(-1, 0)
            elif kind == "variable" and (value := self._value(token[0])) is not None:
                changes.append((token.start(), at, value))
            elif kind == "meta":
                return self._interrupted(start, token.start(), changes)
        if not self.final:
            raise _More
        return self._statement(start, at, at, changes)

    def _token(self, at: int) -> re.Match[str]:
        """The token at `at`. One that reaches the end of the text may go on in what was not read yet."""
        token = _TOKEN.match(self.text, at)
        assert token is not None  # the last alternative takes any character
        if token.end() == len(self.text) and not self.final and token.lastgroup != "end":
            raise _More
        return token

    def _comment(self, at: int) -> int:
        """Behind a comment; comments nest."""
        depth = 0
        for mark in _COMMENT.finditer(self.text, at):
            depth += 1 if mark[0] == "/*" else -1
            if depth == 0:
                return mark.end()
        return self._behind(-1, 0)

    def _behind(self, found: int, length: int) -> int:
        """Behind a closing mark; where there is none, the rest of the file belongs to what it should close."""
        if found >= 0:
            return found + length
        if not self.final:
            raise _More
        return len(self.text)

    def _value(self, reference: str) -> str | None:
        """`:name`, `:'name'`, `:"name"`, `:{?name}` (psql, SQL Interpolation); None: not a variable, left alone."""
        name = reference.strip(":'\"{}?")
        if reference.startswith(":{?"):
            return "TRUE" if name in self.variables else "FALSE"
        value = self.variables.get(name)
        if value is None:
            return None
        if reference[1] == "'":
            quoted = "'" + value.replace("'", "''") + "'"
            return " E" + quoted.replace("\\", "\\\\") if "\\" in value else quoted
        return '"' + value.replace('"', '""') + '"' if reference[1] == '"' else value

    def _statement(
        self, start: int, stop: int, end: int, changes: list[tuple[int, int, str]]
    ) -> tuple[Statement, int, int]:
        pieces, at = [], start
        for first, last, value in changes:
            pieces += [self.text[at:first], value]
            at = last
        text = "".join([*pieces, self.text[at:stop]]).rstrip()
        if end > stop and _COPY_IN.match(text):
            found = _COPY_DATA.match(self.text, end)
            if found and (found.end() < len(self.text) or self.final):
                return Statement(text, 0, 0, found[1]), start, found.end()
            if not self.final:
                raise _More
        return Statement(text, 0, 0), start, end

    def _interrupted(
        self, start: int, at: int, changes: list[tuple[int, int, str]]
    ) -> tuple[Statement | Meta, int, int]:
        r"""A backslash inside a statement: `\g` ends it; anything else is handed on as a command that stands wrong."""
        meta, _, end = self.meta(at, inside=True)
        if meta.name in ("g", "gx"):
            return self._statement(start, at, end, changes)
        return meta, start, end


def _body_depth(words: list[str], depth: int) -> int:
    """How deep the last word is in the body of an SQL-standard routine (psqlscan.l counts BEGIN, CASE and END)."""
    head = [w for w in words[:4] if w not in ("or", "replace")]
    if head[0] != "create" or len(head) < 2 or head[1] not in ("function", "procedure"):
        return depth
    word = words[-1]
    if word == "begin" or (word == "case" and depth):
        return depth + 1
    return max(0, depth - 1) if word == "end" else depth
