"""Source text as tokens: sqlglot's tokenizer with own settings, own token filters, and the brackets between them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final

from sqlglot.errors import TokenError
from sqlglot.tokenizer_core import Token
from sqlglot.tokenizer_core import TokenType as T

from dbmigrate.model import Part
from dbmigrate.syntax.corrections import CONTINUATION, Correction, corrected, corrections
from dbmigrate.syntax.executed import calls, expanded
from dbmigrate.syntax.filters import STRINGS, TEXTUAL, VALUES, Filter
from dbmigrate.syntax.hidden import READERS, TABLE_HINTS, index_hints, xml_namespaces
from dbmigrate.syntax.multisets import fused
from dbmigrate.syntax.quoted_texts import are_texts
from dbmigrate.syntax.tokenizers import TOKENIZERS

if TYPE_CHECKING:
    from dbmigrate.syntax.sql import Tree

QUERIES: Final = frozenset({T.SELECT, T.WITH, T.INSERT, T.UPDATE, T.DELETE, T.MERGE, T.L_PAREN})
COMMENT = re.compile(r"--[^\r\n]*(?:\r\n|\r|\n|$)|/\*.*?\*/", re.S)
HINT: Final = "|".join(sorted(TABLE_HINTS))
INDEX_HINT = re.compile(rf"\b(?:INDEX|FORCESEEK)\s*[(=]|\b(?:{HINT})\s+(?:{HINT})\b", re.I)
XML_NAMESPACES = re.compile(r"\bXMLNAMESPACES\s*\(", re.I)
OPTION_CLAUSE = re.compile(r"\bOPTION\s*\(", re.I)
CHANGES: Final = frozenset({"DELETE", "UPDATE", "INSERT", "MERGE"})
DELETE_FROM_FROM = re.compile(r"\bDELETE\s+FROM\s+\S+\s+FROM\b", re.I)
SIGNED_EQUALS = re.compile(r"[-+*/%&|^]=|=\*")
SIGNS: Final = frozenset("+-*/%&|^")
TOP_OF_CHANGE = re.compile(r"\b(?:DELETE|UPDATE|INSERT|MERGE)\s+TOP\b", re.I)


class LexError(Exception):
    """The text cannot be cut into tokens (an unterminated string or comment). Carries no source text."""


PARENTHESES: Final = frozenset({T.L_PAREN, T.R_PAREN})


class Brackets:
    """Matching parentheses (`close`: opening token to closing token, `open`: the other way round) and the parenthesis
    around each token."""

    def __init__(self, tokens: Sequence[Token]):
        self.close: dict[int, int] = {}
        self.around: list[int | None] = []
        stack: list[int] = []
        outer: int | None = None
        for k in [k for k, token in enumerate(tokens) if token.token_type in PARENTHESES]:
            self.around += [outer] * (k - len(self.around))
            if tokens[k].token_type == T.R_PAREN:
                if stack:
                    self.close[stack.pop()] = k
                outer = stack[-1] if stack else None
                self.around.append(outer)
            else:
                self.around.append(outer)
                stack.append(k)
                outer = k
        self.around += [outer] * (len(tokens) - len(self.around))

    @cached_property
    def open(self) -> dict[int, int]:
        return {closing: opening for opening, closing in self.close.items()}


def as_string(token: Token) -> Token:
    return Token(T.STRING, token.text, token.line, token.col, token.start, token.end, token.comments)


class Lexed:
    """One statement's text with its tokens; trees hang on it and the engine edits it.

    `continuations` are offsets of hyphens that only join lines in SQL*Plus. `text` shows what the corrections made of
    the source, character for character. Raises LexError where the text cannot be cut into tokens.
    """

    corrections: tuple[Correction, ...] = ()
    tokens: list[Token]

    def __init__(self, text: str, dialect: str, continuations: Sequence[int] = (), quoted_strings: bool = False):
        """`quoted_strings`: double quotes mark strings (SQL Server's QUOTED_IDENTIFIER OFF)."""
        self.dialect, self.quoted_strings = dialect, quoted_strings
        changes = corrections(text, dialect, continuations)
        self.cut(text, changes)
        if continuations:
            subtracting = {c for c in changes if c.kind == CONTINUATION and self.may_subtract(c.offset)}
            if subtracting:
                self.cut(text, tuple(c for c in changes if c not in subtracting))

    def cut(self, text: str, changes: tuple[Correction, ...]) -> None:
        self.corrections = changes
        self.text = text = corrected(text, changes) if changes else text
        self.tokens = self.tokenize(text)
        if self.dialect == "sqlserver":
            self.tokens = expanded(text, self.tokens, self.tokenize)
        if self.dialect == "sqlserver" and '"' in text:
            self.quoted_strings = self.quoted_strings or are_texts(self.tokens, text)
        if self.quoted_strings:
            self.tokens = [as_string(t) if text[t.start] == '"' else t for t in self.tokens]
        self.hidden: list[Part] = []
        self.hidden_tokens: set[int] = set()
        self.hidden_starts: set[str] = set()  # the words that hidden parts begin with
        self.trees: dict[tuple[int, int, str, int], Tree] = {}  # of sql.parse
        for k, token in enumerate(self.tokens):
            if token.token_type == T.HINT:
                self.hide(Part(k, k))
        if self.dialect == "oracle":
            for reader in READERS:
                for part in list(reader(self)):
                    self.hide(part)
        if self.dialect == "sqlserver" and INDEX_HINT.search(text):
            for part in list(index_hints(self)):
                self.hide(part)
        if self.dialect == "sqlserver" and XML_NAMESPACES.search(text):
            for part in list(xml_namespaces(self)):
                self.hide(part)
        if self.dialect == "sqlserver" and OPTION_CLAUSE.search(text):
            self.hide_options()
        if self.dialect == "sqlserver" and TOP_OF_CHANGE.search(text):
            self.hide_tops()
        if self.dialect == "sqlserver" and SIGNED_EQUALS.search(text):
            self.hide_signs()
        if self.dialect == "sqlserver" and DELETE_FROM_FROM.search(text):
            self.hide_first_from()

    def tokenize(self, text: str) -> list[Token]:
        try:
            raw = TOKENIZERS.of(self.dialect).tokenize(text)
        except TokenError:  # its message quotes the text
            raise LexError("a string, a quoted name or a comment without end") from None
        found = Filter(text, self.dialect, raw).run()
        return fused(text, found) if self.dialect == "oracle" else found

    def hide_options(self) -> None:
        """`OPTION (RECOMPILE)` at the end of a statement: sqlglot knows few of its hints, and only behind a SELECT."""
        words, close = self.words, self.brackets.close
        for k in range(1, len(self.tokens) - 2):
            if words[k] == "OPTION" and k + 1 in close and words[k - 1] != "CHECK":
                self.hide(Part(k, close[k + 1]))

    def hide_tops(self) -> None:
        """`TOP (n)` behind DELETE, UPDATE, INSERT or MERGE; behind SELECT sqlglot reads it."""
        words, close = self.words, self.brackets.close
        for k in range(1, len(self.tokens) - 1):
            if words[k] == "TOP" and words[k - 1] in CHANGES:
                last = close.get(k + 1, k + 1)
                self.hide(Part(k, last + (words[last + 1] == "PERCENT")))

    def hide_first_from(self) -> None:
        """`DELETE FROM t FROM a JOIN b ..`: sqlglot reads the statement without the first FROM."""
        words = self.words
        for k in range(len(self.tokens) - 3):
            if words[k] == "DELETE" and words[k + 1] == "FROM":
                last = k + 2
                while words[last + 1] == "." and last + 2 < len(self.tokens):
                    last += 2
                if words[last + 1] == "FROM":
                    self.hide(Part(k + 1, k + 1))

    def hide_signs(self) -> None:
        """The sign of `SET a += 1`, the star of the outer joins `a *= b` and `a =* b`; those of variables are read."""
        words, tokens = self.words, self.tokens
        for k in range(1, len(tokens) - 1):
            if words[k] != "=":
                continue
            before, after = tokens[k - 1], tokens[k + 1]
            if words[k - 1] in SIGNS and before.end + 1 == tokens[k].start and self.is_column(k - 2):
                self.hide(Part(k - 1, k - 1))
            elif words[k + 1] == "*" and tokens[k].end + 1 == after.start and self.is_column(k - 1):
                self.hide(Part(k + 1, k + 1))

    def is_column(self, k: int) -> bool:
        """What stands in front of an operator looks like the end of a column's name."""
        return k >= 0 and self.is_name(k) and not self.words[k].startswith("@")

    def may_subtract(self, offset: int) -> bool:
        """A hyphen at this offset of a query or DML statement would stand between two values."""
        k = bisect_left(self.tokens, offset, key=lambda t: t.start)
        if not 0 < k < len(self.tokens) or self.tokens[0].token_type not in QUERIES:
            return False
        listed = k > 1 and self.tokens[k - 2].token_type == T.INTO  # INSERT INTO t (columns)
        ends, starts = self.tokens[k - 1].token_type, self.tokens[k].token_type
        return not listed and ends in VALUES | {T.R_PAREN} and starts in VALUES | {T.L_PAREN}

    @cached_property
    def words(self) -> list[str]:
        """Each token in upper case, blanks inside folded; "" for strings and quoted names; two "" at the end."""
        words = ["" if t.token_type in TEXTUAL else t.text.upper() for t in self.tokens]
        return [" ".join(w.split()) if " " in w or "\n" in w or "\t" in w else w for w in words] + ["", ""]

    @cached_property
    def executed(self) -> dict[int, int]:
        """Tokens around the statements that `EXEC('..')` runs: opening to closing one."""
        return calls(self.tokens) if self.dialect == "sqlserver" else {}

    @cached_property
    def brackets(self) -> Brackets:
        return Brackets(self.tokens)

    @cached_property
    def by_start(self) -> dict[int, int]:
        return {t.start: k for k, t in enumerate(self.tokens)}

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The words and quoted names of the text in upper case: what rules wait for that name the words they need."""
        return frozenset(t.text.upper() for t in self.tokens if t.token_type not in STRINGS)

    @cached_property
    def characters(self) -> frozenset[str]:
        """Those of the text: a rule for a rare sign asks first whether the statement holds it at all."""
        return frozenset(self.text)

    @property
    def whole(self) -> Part:
        return Part(0, len(self.tokens) - 1)

    def hide(self, part: Part) -> None:
        """Keep these tokens from sqlglot's parser; the engine guards them."""
        self.hidden.append(part)
        self.hidden_tokens.update(range(part.first, part.last + 1))
        self.hidden_starts.add(self.words[part.first])

    def is_quoted(self, k: int) -> bool:
        return self.tokens[k].token_type == T.IDENTIFIER

    def is_string(self, k: int) -> bool:
        return self.tokens[k].token_type in STRINGS

    def is_name(self, k: int) -> bool:
        """A quoted name, or a word (keywords included) that can start a name."""
        token = self.tokens[k]
        if token.token_type == T.IDENTIFIER:
            return True
        return (
            token.token_type not in STRINGS
            and bool(token.text)
            and (token.text[0].isalpha() or token.text[0] in "_#@&$")
        )

    def offsets(self, part: Part) -> tuple[int, int]:
        """Start and end (excluded) in the text; equal for an insertion part."""
        if not self.tokens:
            return 0, 0
        lo, hi = self.tokens[part.first].start, self.tokens[part.last].end + 1
        return (lo, lo) if part.side == "before" else (hi, hi) if part.side == "after" else (lo, hi)

    def source(self, part: Part) -> str:
        lo, hi = self.offsets(part)
        return self.text[lo:hi]

    def comments(self, lo: int, hi: int) -> list[tuple[int, int]]:
        """Comments between two offsets, in order; one that ends with its line is cut off at `hi`."""
        found: list[tuple[int, int]] = []
        for a, b in self.all_comments[bisect_left(self.all_comments, (lo, lo)) :]:
            if a >= hi - 1:
                break
            if b <= hi or self.text[a] == "-":
                found.append((a, min(b, hi)))
        return found

    @cached_property
    def all_comments(self) -> list[tuple[int, int]]:
        """The statement's comments; they can only stand between tokens."""
        text, found, at = self.text, [], 0
        if "--" not in text and "/*" not in text:
            return []
        for start, end in [*((t.start, t.end + 1) for t in self.tokens), (len(text), 0)]:
            if start - at > 1:
                found += [m.span() for m in COMMENT.finditer(text, at, start)]
            at = end
        return found
