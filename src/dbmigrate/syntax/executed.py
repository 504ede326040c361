"""`EXEC('statement')` with a constant: its tokens take the string's place, so that it is read like other statements.

SQL Server's scripts do so where a statement must be the first of its batch: CREATE SCHEMA, CREATE VIEW behind an IF.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from sqlglot.tokenizer_core import Token
from sqlglot.tokenizer_core import TokenType as T

OPEN, CLOSE = "EXEC('", "')"
STRINGS: Final = frozenset({T.STRING, T.NATIONAL_STRING})
LEADS: Final = frozenset({"EXEC", "EXECUTE", "IF"})  # with these a statement of a script may hold one

Tokenize = Callable[[str], Sequence[Token]]


def expanded(text: str, tokens: list[Token], tokenize: Tokenize) -> list[Token]:
    """The tokens with each such call as OPEN, the statement's own tokens, CLOSE; the same list where there is none.

    A text with quotes in it stays: what stands in the file is not what runs. Raises what `tokenize` raises.
    """
    if not tokens or tokens[0].text.upper() not in LEADS:
        return tokens
    out: list[Token] = []
    k = 0
    while k < len(tokens):
        inner = constant(text, tokens, k, tokenize)
        if inner:
            string, end = tokens[k + 2], tokens[k + 3]
            first = string.start + text[string.start : string.end].index("'")
            out.append(token(OPEN, tokens[k].start, first))
            out += inner
            out.append(token(CLOSE, string.end, end.end))
            k += 4
        else:
            out.append(tokens[k])
            k += 1
    return out


def constant(text: str, tokens: list[Token], k: int, tokenize: Tokenize) -> list[Token]:
    """The tokens of the text that the call at token k runs; [] where it is no such call."""
    if tokens[k].token_type != T.EXECUTE or len(tokens) < k + 4:
        return []
    opening, string, closing = tokens[k + 1 : k + 4]
    if len(tokens) > k + 4 and tokens[k + 4].text.upper() in ("AT", "AS"):  # elsewhere, or as somebody else
        return []
    called = opening.token_type == T.L_PAREN and closing.token_type == T.R_PAREN and string.token_type in STRINGS
    if not called or text[string.start : string.end].count("'") != 1 or text[string.end] != "'":
        return []
    start = text.index("'", string.start) + 1
    return [moved(t, start) for t in tokenize(text[start : string.end])]


def moved(t: Token, by: int) -> Token:
    return Token(t.token_type, t.text, t.line, t.col, t.start + by, t.end + by, t.comments)


def token(text: str, start: int, end: int) -> Token:
    return Token(T.EXECUTE, text, 1, 1, start, end, [])


def calls(tokens: Sequence[Token]) -> dict[int, int]:
    """OPEN token to its CLOSE token."""
    found: dict[int, int] = {}
    opened = -1
    for k, t in enumerate(tokens):
        if t.token_type == T.EXECUTE and t.text == OPEN:
            opened = k
        elif t.token_type == T.EXECUTE and t.text == CLOSE:
            found[opened] = k
    return found
