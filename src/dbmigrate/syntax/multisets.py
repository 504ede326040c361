"""Operators of Oracle's that sqlglot has no tokens for: those on nested tables, and `**` of PL/SQL.

SQL Language Reference, "Multiset Operators", "Multiset Conditions"; PL/SQL Language Reference, "Operator Precedence".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from sqlglot.tokenizer_core import Token
from sqlglot.tokenizer_core import TokenType as T

OPERATORS: Final = re.compile(
    r"\bMULTISET\s+(?:UNION|EXCEPT|INTERSECT)\b|\bMEMBER\s+OF\b|\bSUBMULTISET\b|\bA\s+SET\b|\*\*(?!/)", re.I
)
WORDS: Final = (
    *(("MULTISET", o, s) for o in ("UNION", "EXCEPT", "INTERSECT") for s in ("ALL", "DISTINCT")),
    *(("MULTISET", o) for o in ("UNION", "EXCEPT", "INTERSECT")),
    *(("MEMBER", "OF"), ("SUBMULTISET", "OF"), ("SUBMULTISET",), ("A", "SET"), ("*", "*")),
)
FIRST: Final = frozenset(words[0] for words in WORDS)
# What the parser takes them for: binary operators that Oracle does not have.
KINDS: Final = {"MULTISET": T.ADJACENT, "MEMBER": T.GLOB, "SUBMULTISET": T.SIMILAR_TO, "A": T.VAR, "*": T.DSTAR}
NO_VALUE: Final = frozenset({"", ";", "(", ",", "=", ":=", "IS", "AS", "BEGIN", "THEN", "ELSE", "AND", "OR"})


def fused(text: str, tokens: Sequence[Token]) -> list[Token]:
    """Each of them as one token."""
    if not OPERATORS.search(text):
        return list(tokens)
    found: list[Token] = []
    k = 0
    while k < len(tokens):
        count = length(text, tokens, k)
        if count:
            a, b = tokens[k], tokens[k + count - 1]
            comments = [c for t in tokens[k : k + count] for c in t.comments]
            label = " ".join(t.text.upper() for t in tokens[k : k + count]).replace("* *", "**")
            found.append(Token(KINDS[a.text.upper()], label, b.line, b.col, a.start, b.end, comments))
        else:
            found.append(tokens[k])
        k += count or 1
    return found


def length(text: str, tokens: Sequence[Token], k: int) -> int:
    """How many tokens the operator has that starts at token k; 0 where none does."""
    if tokens[k].text.upper() not in FIRST or text[tokens[k].start] in "'\"":
        return 0
    before = tokens[k - 1].text.upper() if k else ""
    for words in WORDS:
        if tuple(t.text.upper() for t in tokens[k : k + len(words)]) != words:
            continue
        if words == ("*", "*"):
            return 2 if tokens[k].end + 1 == tokens[k + 1].start else 0
        if words == ("A", "SET"):
            return 2 if before in ("IS", "NOT") else 0
        return len(words) if before not in NO_VALUE else 0
    return 0
