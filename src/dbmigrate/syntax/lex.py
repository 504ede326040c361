"""Source text as tokens: sqlglot's tokenizer with own settings, own token filters, and the brackets between them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from threading import local
from typing import Any, Final

from sqlglot.dialects.oracle import Oracle
from sqlglot.dialects.tsql import TSQL
from sqlglot.errors import TokenError
from sqlglot.tokenizer_core import Token
from sqlglot.tokenizer_core import TokenType as T

from dbmigrate.model import Part
from dbmigrate.syntax.corrections import CONTINUATION, Correction, corrected, corrections
from dbmigrate.syntax.executed import calls, expanded


class OracleLex(Oracle):
    class Tokenizer(Oracle.Tokenizer):
        COMMANDS = set()  # noqa: RUF012  (else everything behind EXECUTE, FETCH, CALL .. becomes one string)


class TSqlLex(TSQL):
    class Tokenizer(TSQL.Tokenizer):
        COMMANDS = set()  # noqa: RUF012
        # CLUSTERED goes, INDEX stays: each needs a token of its own
        KEYWORDS = {k: v for k, v in TSQL.Tokenizer.KEYWORDS.items() if not k.endswith("CLUSTERED INDEX")}  # noqa: RUF012


DIALECTS: Final[dict[str, Any]] = {"oracle": OracleLex(), "sqlserver": TSqlLex()}
STRINGS: Final = frozenset(
    {
        T.STRING,
        T.NATIONAL_STRING,
        T.RAW_STRING,
        T.NATIONAL_RAW_STRING,
        T.HEX_STRING,
        T.BYTE_STRING,
        T.UNICODE_STRING,
    }
)
TEXTUAL: Final = STRINGS | {T.IDENTIFIER}
VALUES: Final = TEXTUAL | {T.VAR, T.NUMBER}
QUERIES: Final = frozenset({T.SELECT, T.WITH, T.INSERT, T.UPDATE, T.DELETE, T.MERGE, T.L_PAREN})
PARENLESS: Final = frozenset(
    {
        T.CURRENT_DATE,
        T.CURRENT_DATETIME,
        T.CURRENT_TIME,
        T.CURRENT_TIMESTAMP,
        T.CURRENT_USER,
        T.LOCALTIMESTAMP,
        T.SYSTIMESTAMP,
        T.SESSION_USER,
    }
)
NAMES: Final = PARENLESS | {T.DIV}  # neither source has an operator DIV
COMMENT = re.compile(r"--[^\r\n]*(?:\r\n|\r|\n|$)|/\*.*?\*/", re.S)
WORD = re.compile(r"\w")
# Transact-SQL Reference, "Constants": a number behind a currency sign
CURRENCIES: Final = frozenset("$¥￥£€")
ESCAPES: Final = frozenset({"TS", "D", "T", "GUID"})
MONEY = re.compile(r".-?(?:\d+\.?\d*|\.\d+)")
OPTION_CLAUSE = re.compile(r"\bOPTION\s*\(", re.I)
NEGATED: Final = {T.LT: T.GTE, T.GT: T.LTE, T.EQ: T.NEQ}
CHANGES: Final = frozenset({"DELETE", "UPDATE", "INSERT", "MERGE"})
TOP_OF_CHANGE = re.compile(r"\b(?:DELETE|UPDATE|INSERT|MERGE)\s+TOP\b", re.I)
NUMBER_BEFORE_DOT = re.compile(r"[\w)\]\"]")


class Tokenizers(local):
    """One tokenizer per dialect and thread: making one costs as much as cutting a short statement."""

    def __init__(self) -> None:
        self.made: dict[str, Any] = {}

    def of(self, dialect: str) -> Any:
        if dialect not in self.made:
            self.made[dialect] = DIALECTS[dialect].tokenizer()
        return self.made[dialect]


TOKENIZERS: Final = Tokenizers()


class LexError(Exception):
    """The text cannot be cut into tokens (an unterminated string or comment). Carries no source text."""


class Filter:
    """One pass over sqlglot's tokens that fuses what its parser should see as one name. Offsets are kept."""

    def __init__(self, text: str, dialect: str, tokens: Sequence[Token]):
        self.text, self.dialect, self.tokens, self.k = text, dialect, tokens, 0
        self.out: list[Token] = []

    def run(self) -> list[Token]:
        steps = ORACLE_STEPS if self.dialect == "oracle" else TSQL_STEPS
        tokens, out = self.tokens, self.out
        concerned = CONCERNED[self.dialect]
        for k in [k for k, token in enumerate(tokens) if token.token_type in concerned]:
            if k < self.k:  # fused with a token before it
                continue
            out += tokens[self.k : k]
            self.k, token = k, tokens[k]
            step = steps.get(token.token_type)
            if step is not None and step(self):
                continue
            if token.token_type in NAMES:
                token = Token(T.VAR, token.text, token.line, token.col, token.start, token.end, token.comments)
            out.append(token)
            self.k = k + 1
        out += tokens[self.k :]
        return out

    def joined(self, k: int) -> bool:
        """Token k and the next one stand without a blank between them."""
        return k + 1 < len(self.tokens) and self.tokens[k].end + 1 == self.tokens[k + 1].start

    def fuse(self, first: int, last: int, kind: T = T.VAR, label: str = "") -> bool:
        a, b = self.tokens[first], self.tokens[last]
        comments = [c for t in self.tokens[first : last + 1] for c in t.comments]
        text = label or self.text[a.start : b.end + 1]
        self.out.append(Token(kind, text, b.line, b.col, a.start, b.end, comments))
        self.k = last + 1
        return True

    def variable(self) -> bool:
        """`@x`, `@@x`, `#t`, `##t`."""
        last = self.k
        while self.joined(last) and self.tokens[last].token_type in (T.PARAMETER, T.HASH):
            last += 1
        return last > self.k and self.fuse(self.k, last)

    def bind(self) -> bool:
        """`:1`, `:b`, `:new.x`."""
        last = self.k + 1
        if not self.joined(self.k) or self.tokens[last].token_type in TEXTUAL:
            return False
        owner = self.tokens[last].text.lower() in ("new", "old", "parent")
        if owner and self.joined(last) and self.joined(last + 1) and self.tokens[last + 1].token_type == T.DOT:
            last += 2
        return self.fuse(self.k, last)

    def attribute(self) -> bool:
        """`x%TYPE`, `x%FOUND`: one name with what stands before it."""
        touches = self.out and self.out[-1].end + 1 == self.tokens[self.k].start and self.out[-1].token_type != T.NUMBER
        if not touches or not self.joined(self.k) or self.tokens[self.k + 1].token_type in (T.NUMBER, T.L_PAREN):
            return False
        before = self.out.pop()
        first = next(i for i in range(self.k, -1, -1) if self.tokens[i].start <= before.start)
        return self.fuse(first, self.k + 1)

    def fraction(self) -> bool:
        """`.5`: the parser would make a literal without position. `1..5` and `t.5` stay."""
        k = self.k
        if not self.joined(k) or self.tokens[k + 1].token_type != T.NUMBER:
            return False
        behind = k > 0 and self.joined(k - 1) and NUMBER_BEFORE_DOT.match(self.text[self.tokens[k - 1].end])
        doubled = k > 0 and self.tokens[k - 1].token_type == T.DOT and self.joined(k - 1)
        if behind or doubled:
            return False
        written = self.text[self.tokens[k].start : self.tokens[k + 1].end + 1]
        return self.fuse(k, k + 2 if self.has_suffix(k + 1) else k + 1, T.NUMBER, written)

    def dots(self) -> bool:
        """`1..5`, `a.first .. a.last`: two points are one token, and the first belongs to no number."""
        token, k = self.tokens[self.k], self.k
        if not self.joined(k) or self.tokens[k + 1].token_type != T.DOT:
            return token.token_type == T.DOT and self.fraction()
        if token.token_type == T.DOT:
            return self.fuse(k, k + 1, T.DOT)
        if not token.text.endswith("."):
            return False
        after = self.tokens[k + 1]
        number = token.text[:-1]
        self.out.append(Token(T.NUMBER, number, token.line, token.col - 1, token.start, token.end - 1, token.comments))
        self.out.append(Token(T.DOT, "..", after.line, after.col, token.end, after.end, after.comments))
        self.k += 2
        return True

    def outer_join(self) -> bool:
        words = [t.text for t in self.tokens[self.k : self.k + 3]]
        return words == ["(", "+", ")"] and self.fuse(self.k, self.k + 2, T.JOIN_MARKER, "(+)")

    def substitution(self) -> bool:
        """SQL*Plus `&name`, `&&name` with the point that ends it and the rest of its word: `t_&y._old` is a name."""
        k = self.k
        if not self.joined(k) or self.tokens[k + 1].token_type in TEXTUAL:
            return False
        first, last = k, k + 1
        if self.joined(last) and self.tokens[last + 1].token_type == T.DOT:
            last += 1
            if self.joined(last) and self.is_word(last + 1):
                last += 1
        if k and self.joined(k - 1) and self.out and self.out[-1].token_type == T.VAR:
            before = self.out.pop()
            first = next(i for i in range(k, -1, -1) if self.tokens[i].start <= before.start)
        return self.fuse(first, last)

    def is_word(self, k: int) -> bool:
        return self.tokens[k].token_type not in TEXTUAL and WORD.match(self.tokens[k].text) is not None

    def currency(self) -> bool:
        """A money constant `$1.5`, `$-2`, or sqlcmd's `$(name)`."""
        k = last = self.k
        if self.tokens[k].text[0] not in CURRENCIES:
            return False
        if self.scripting():
            return True
        while self.joined(last) and last - k < 3 and self.tokens[last + 1].token_type in (T.DOT, T.DASH, T.NUMBER):
            last += 1
        written = self.text[self.tokens[k].start : self.tokens[last].end + 1]
        return MONEY.fullmatch(written) is not None and self.fuse(k, last, T.NUMBER, written[1:])

    def suffixed(self) -> bool:
        """Oracle's `1.5f`, `2D`: the letter belongs to the number."""
        k = self.k
        return self.has_suffix(k) and self.fuse(k, k + 1, T.NUMBER, self.tokens[k].text)

    def number(self) -> bool:
        """`1..5` or `1.5f`."""
        return self.dots() or self.suffixed()

    def has_suffix(self, k: int) -> bool:
        return self.dialect == "oracle" and self.joined(k) and self.tokens[k + 1].text in ("f", "F", "d", "D")

    def escape(self) -> bool:
        """A constant in an escape of ODBC: `{ts '2020-01-01 10:00:00'}`."""
        tokens = self.tokens[self.k : self.k + 4]
        if len(tokens) < 4 or tokens[1].text.upper() not in ESCAPES or tokens[2].token_type != T.STRING:
            return False
        return tokens[3].token_type == T.R_BRACE and self.fuse(self.k, self.k + 3, T.STRING, tokens[2].text)

    def negated(self) -> bool:
        """`!<`, `!>`, also with a blank inside: not less, not greater; `! =`."""
        k = self.k
        after = self.tokens[k + 1].token_type if k + 1 < len(self.tokens) else None
        return self.tokens[k].text == "!" and after in NEGATED and self.fuse(k, k + 1, NEGATED[after])

    def scripting(self) -> bool:
        """sqlcmd `$(name)`."""
        if self.tokens[self.k].text != "$":
            return False
        words = [t.text for t in self.tokens[self.k : self.k + 4]]
        return words[:2] == ["$", "("] and words[3:] == [")"] and self.fuse(self.k, self.k + 3)


ORACLE_STEPS = {
    T.COLON: Filter.bind,
    T.MOD: Filter.attribute,
    T.DOT: Filter.dots,
    T.L_PAREN: Filter.outer_join,
    T.AMP: Filter.substitution,
    T.DAMP: Filter.substitution,
    T.NUMBER: Filter.number,
}
TSQL_STEPS = {
    T.PARAMETER: Filter.variable,
    T.HASH: Filter.variable,
    T.DOT: Filter.fraction,
    T.VAR: Filter.currency,
    T.L_BRACE: Filter.escape,
    T.NOT: Filter.negated,
}
CONCERNED: Final = {"oracle": NAMES | set(ORACLE_STEPS), "sqlserver": NAMES | set(TSQL_STEPS)}


PARENTHESES: Final = frozenset({T.L_PAREN, T.R_PAREN})


class Brackets:
    """Matching parentheses (`close`: opening token to closing token) and the parenthesis around each token."""

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
        if self.quoted_strings:
            self.tokens = [as_string(t) if text[t.start] == '"' else t for t in self.tokens]
        self.hidden: list[Part] = []
        self.hidden_tokens: set[int] = set()
        for k, token in enumerate(self.tokens):
            if token.token_type == T.HINT:
                self.hide(Part(k, k))
        if self.dialect == "sqlserver" and OPTION_CLAUSE.search(text):
            self.hide_options()
        if self.dialect == "sqlserver" and TOP_OF_CHANGE.search(text):
            self.hide_tops()

    def tokenize(self, text: str) -> list[Token]:
        try:
            raw = TOKENIZERS.of(self.dialect).tokenize(text)
        except TokenError:  # its message quotes the text
            raise LexError("a string, a quoted name or a comment without end") from None
        return Filter(text, self.dialect, raw).run()

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
