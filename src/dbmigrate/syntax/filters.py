"""Token filters: what sqlglot's parser should see as one name is fused."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from sqlglot.tokenizer_core import Token
from sqlglot.tokenizer_core import TokenType as T

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
WORD = re.compile(r"\w")
# Transact-SQL Reference, "Constants": a number behind a currency sign
CURRENCIES: Final = frozenset("$¥￥£€")
ESCAPES: Final = frozenset({"TS", "D", "T", "GUID"})
MONEY = re.compile(r".-?(?:\d+\.?\d*|\.\d+)")
NEGATED: Final = {T.LT: T.GTE, T.GT: T.LTE, T.EQ: T.NEQ}
# PL/SQL Language Reference, "%TYPE Attribute", "%ROWTYPE Attribute", "Cursor attributes"
ATTRIBUTES: Final = frozenset("TYPE ROWTYPE FOUND NOTFOUND ISOPEN ROWCOUNT BULK_ROWCOUNT BULK_EXCEPTIONS".split())
PARTED: Final = {(">", "="): T.GTE, ("<", "="): T.LTE, ("<", ">"): T.NEQ, ("!", "="): T.NEQ, ("^", "="): T.NEQ}
NUMBER_BEFORE_DOT = re.compile(r"[\w)\]\"]")


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
        """`@x`, `@@x`, `#t`, `##t`; `@03x`, whose digits stock takes for a number."""
        last = self.k
        while self.joined(last) and self.tokens[last].token_type in (T.PARAMETER, T.HASH):
            last += 1
        if last > self.k and self.tokens[last].token_type == T.NUMBER and self.joined(last):
            last += self.tokens[last + 1].token_type == T.VAR
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
        """`x%TYPE`, `x%FOUND`: one name with what stands before it. Blanks may part them where the word says enough."""
        k, after = self.k, self.tokens[self.k + 1 : self.k + 2]
        if not self.out or not after or self.out[-1].token_type == T.NUMBER:
            return False
        before, sign = self.out[-1], self.tokens[k]
        blanks = self.text[before.end + 1 : sign.start] + self.text[sign.end + 1 : after[0].start]
        if blanks and (blanks.strip() or after[0].text.upper() not in ATTRIBUTES):
            return False
        if after[0].token_type in (T.NUMBER, T.L_PAREN):
            return False
        self.out.pop()
        first = next(i for i in range(k, -1, -1) if self.tokens[i].start <= before.start)
        label = f"{self.text[before.start : before.end + 1]}%{after[0].text}" if blanks else ""
        return self.fuse(first, k + 1, label=label)

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
        kinds = [t.token_type for t in self.tokens[self.k : self.k + 3]]  # ('+') is a text
        return kinds == [T.L_PAREN, T.PLUS, T.R_PAREN] and self.fuse(self.k, self.k + 2, T.JOIN_MARKER, "(+)")

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

    def parted_sign(self) -> bool:
        """`> =`, `< =`, `< >`, in Oracle also `! =` and `^ =`: one sign, whatever blanks stand inside."""
        k = self.k
        pair = (self.tokens[k].text, self.tokens[k + 1].text) if k + 1 < len(self.tokens) else ("", "")
        kind = PARTED.get(pair)
        if kind is None or self.text[self.tokens[k].end + 1 : self.tokens[k + 1].start].strip():
            return False
        return self.fuse(k, k + 1, kind)

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
    T.GT: Filter.parted_sign,
    T.LT: Filter.parted_sign,
    T.NOT: Filter.parted_sign,
    T.CARET: Filter.parted_sign,
}
TSQL_STEPS = {
    T.PARAMETER: Filter.variable,
    T.HASH: Filter.variable,
    T.DOT: Filter.fraction,
    T.VAR: Filter.currency,
    T.L_BRACE: Filter.escape,
    T.NOT: Filter.negated,
    T.GT: Filter.parted_sign,
    T.LT: Filter.parted_sign,
}
CONCERNED: Final = {"oracle": NAMES | set(ORACLE_STEPS), "sqlserver": NAMES | set(TSQL_STEPS)}
