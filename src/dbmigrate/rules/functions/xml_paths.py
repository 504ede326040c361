"""XQuery of SQL Server's xml methods as XPath 1.0, which PostgreSQL speaks: paths, predicates and plain functions.

Transact-SQL Reference, "XQuery Language Reference": what has no counterpart in XPath 1.0 (FLWOR, constructors,
sql:column) is not written.
"""

from __future__ import annotations

import re
from typing import Final

from dbmigrate.records import dataclass

PROLOG: Final = re.compile(
    r"\s*declare\s+(?:(default\s+element)\s+namespace|namespace\s+([\w.-]+)\s*=)\s*(\"[^\"]*\"|'[^']*')\s*;", re.I
)
TOKEN: Final = re.compile(
    r"\s*(\"[^\"]*\"|'[^']*'|//|::|\.\.|!=|<=|>=|\d+(?:\.\d+)?|[^\W\d][\w.-]*(?::(?!:)[^\W\d][\w.-]*)?|[-/@.*()\[\]|=<>+,$:{};])"
)
COMPARISONS: Final = {"eq": "=", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}
WORDS: Final = frozenset({"and", "or", "div", "mod"})
TESTS: Final = frozenset({"text", "node", "comment"})
FUNCTIONS: Final = frozenset(
    """string number count sum concat contains not starts-with substring string-length normalize-space translate boolean
    true false floor ceiling round local-name name position last""".split()
)
STARTS: Final = frozenset({"(", ",", "=", "!=", "<", ">", "<=", ">=", "+", "-", "|"})
DEFAULT_PREFIX: Final = "d"


class NoXPath(ValueError):
    """The query has no counterpart in XPath 1.0."""


@dataclass(frozen=True)
class XPath:
    path: str
    names: tuple[tuple[str, str], ...]  # prefix, namespace


def xpath(query: str, *, of_node: bool, of_root: bool = False) -> XPath:
    """`of_node`: the query begins at a node that nodes() gave (`of_root`: the root), else at the document. Raises NoXPath."""
    names, prefix, rest = prolog(query)
    tokens = tokens_of(rest)
    return XPath(Writer(tokens, prefix, of_node, of_root).run(), names)


def prolog(query: str) -> tuple[tuple[tuple[str, str], ...], str, str]:
    names: list[tuple[str, str]] = []
    prefix = ""
    while found := PROLOG.match(query):
        default, name, quoted = found.groups()
        prefix = DEFAULT_PREFIX if default else prefix
        names.append((DEFAULT_PREFIX if default else name, quoted[1:-1]))
        query = query[found.end() :]
    return tuple(names), prefix, query


def tokens_of(text: str) -> list[str]:
    found, k = [], 0
    text = text.strip()
    while k < len(text):
        match = TOKEN.match(text, k)
        if match is None or match[1] in ("$", "{", "}", ";"):
            raise NoXPath(text)
        found.append(match[1])
        k = match.end()
    if not found:
        raise NoXPath(text)
    return found


class Writer:
    def __init__(self, tokens: list[str], prefix: str, of_node: bool, of_root: bool):
        self.tokens, self.prefix, self.is_detached = tokens, prefix, of_node and not of_root
        self.root = "/x/*" if of_node else "/x"
        self.out: list[str] = []

    def run(self) -> str:
        tokens = self.without_index(self.tokens)
        depth, before = 0, ""
        for k, token in enumerate(tokens):
            after = tokens[k + 1] if k + 1 < len(tokens) else ""
            starts = not before or before in STARTS or (before in WORDS and self.is_operator(tokens, k - 1))
            self.write(token, before, after, starts and not depth, self.is_operator(tokens, k))
            depth += (token == "[") - (token == "]")
            before = token
        return "".join(self.out)

    def without_index(self, tokens: list[str]) -> list[str]:
        """`string(.)[1]`: a value has no place."""
        calls = len(tokens) > 4 and tokens[0] in FUNCTIONS | {"data"} and tokens[1] == "("
        return tokens[:-3] if calls and tokens[-4:] == [")", "[", "1", "]"] else tokens

    def is_operator(self, tokens: list[str], k: int) -> bool:
        """`and`, `eq` between two values, not the name of an element."""
        if tokens[k] not in WORDS and tokens[k] not in COMPARISONS:
            return False
        before = tokens[k - 1] if k else ""
        return bool(before) and before not in STARTS | {"/", "//", "@", "::", "["}

    def write(self, token: str, before: str, after: str, starts: bool, operator: bool) -> None:
        if operator:
            self.out.append(f" {COMPARISONS.get(token, token)} ")
        elif token[0] in "\"'" or token[0].isdigit() or token in ("(", ")", "[", "]", ",", "|", "::", "+", "-", "="):
            self.out.append(f" {token} " if token in ("+", "-", "=") else token)
        elif token in ("!=", "<", ">", "<=", ">="):
            if token == "<" and after[:1].isalpha() and not before:
                raise NoXPath(token)
            self.out.append(f" {token} ")
        elif token in ("/", "//"):
            if starts and self.is_detached:
                raise NoXPath("the document of a node")
            self.out.append("/x" + token if starts else token)
        elif token == "..":
            if starts:
                raise NoXPath("the parent of a node")
            self.out.append(token)
        elif token == ".":
            self.out.append(self.root if starts else token)
        else:
            self.step(token, before, after, starts)

    def step(self, token: str, before: str, after: str, starts: bool) -> None:
        home = f"{self.root}/" if starts else ""
        if token in ("@", "*"):
            self.out.append(home + token)
        elif after == "(" and token not in TESTS:
            name = "string" if token == "data" else token
            if name not in FUNCTIONS:
                raise NoXPath(token)
            self.out.append(name)
        elif token == ":" or (token in ("for", "let", "if", "some", "every") and starts):
            raise NoXPath(token)
        else:
            plain = ":" in token or before == "@" or after in ("(", "::")
            self.out.append(home + (token if plain or not self.prefix else f"{self.prefix}:{token}"))
