"""Helpers of a target as expressions: a function that is one SELECT can stand where it is called.

    (SELECT h_0::text FROM (SELECT (a)::text AS h_value) AS h, LATERAL (body) AS h_made(h_0) WHERE h_value IS NOT NULL)

Each argument is evaluated once. Names of the helper's own begin with `h_`, so that they meet none of the caller's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from dbmigrate.packs.runtime import helper_sql
from dbmigrate.packs.targets import TargetPack

FUNCTION: Final = re.compile(
    r"CREATE OR REPLACE FUNCTION dbmigrate\.(?P<name>\w+)\((?P<parameters>[^)]*)\)\s+RETURNS (?P<returns>[\w ]+?)\s+"
    r"LANGUAGE (?P<language>\w+)(?P<options>[\w ]*?)\s+AS \$\$(?P<body>.*?)\$\$;",
    re.S,
)
PARAMETER: Final = re.compile(r"\s*(?P<name>\w+) (?P<type>[\w ]+?)(?:\[\])?(?: DEFAULT (?P<default>.+?))?\s*$")
ALIASES: Final = re.compile(r"\bAS (\w+)(?:\s*\(([\w, ]+)\))?(?=\s*(?:[,)]|FROM|WHERE|ORDER|LATERAL|CROSS|JOIN|$))")
TOKEN: Final = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"|\.?\b[A-Za-z_]\w*\b(?!')|.", re.S)
NUMBERED: Final = re.compile(r"\$\d")  # parameters by their place
BLANKS: Final = re.compile(r"('(?:[^']|'')*')|(?:--[^\n]*|\s)+")  # comments and blanks outside of texts
TYPES: Final = frozenset({"text", "numeric", "integer", "bigint", "timestamp", "date", "interval"})


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    type: str
    default: str


@dataclass(frozen=True, slots=True)
class Inline:
    """One function that is a single SELECT. `strict`: NULL for NULL."""

    parameters: tuple[Parameter, ...]
    returns: str
    strict: bool
    body: str

    def takes(self, arguments: Sequence[str]) -> bool:
        needed = sum(not p.default for p in self.parameters)
        return needed <= len(arguments) <= len(self.parameters)

    def is_of_type(self, arguments: Sequence[str]) -> bool:
        """The first argument says that it is of the first parameter's type."""
        return bool(arguments) and arguments[0].rstrip(" )").endswith(f"::{self.parameters[0].type}")

    def written(self, arguments: Sequence[str]) -> str:
        given = [*arguments, *(p.default for p in self.parameters[len(arguments) :])]
        pairs = zip(given, self.parameters, strict=True)
        values = ", ".join(f"({value.strip()})::{p.type} AS h_{p.name}" for value, p in pairs)
        nulls = " AND ".join(f"h_{p.name} IS NOT NULL" for p in self.parameters) if self.strict else ""
        where = f" WHERE {nulls}" if nulls else ""
        return f"(SELECT h_0::{self.returns} FROM (SELECT {values}) AS h, LATERAL ({self.body}) AS h_made(h_0){where})"


@lru_cache(maxsize=256)
def inlines(target: TargetPack, name: str) -> tuple[Inline, ...]:
    """The functions that a helper's file makes under its own name, those that are no single SELECT left out; none where
    even one is not."""
    sql = helper_sql(target, name) or ""
    found = [m for m in FUNCTION.finditer(sql) if m["name"] == name]
    made = [inline(m) for m in found]
    return tuple(i for i in made if i is not None) if found and None not in made else ()


def inline(function: re.Match[str]) -> Inline | None:
    body = BLANKS.sub(lambda m: m[1] or " ", function["body"]).strip().rstrip(";")
    stable = "STABLE" in function["options"] or "IMMUTABLE" in function["options"]
    if function["language"] != "sql" or not stable or not body.startswith("SELECT ") or "SETOF" in function["returns"]:
        return None
    if NUMBERED.search(body):
        return None
    parameters = []
    for text in filter(str.strip, function["parameters"].split(",")):
        found = PARAMETER.match(text)
        if found is None or "[]" in text or found["type"].startswith("any"):
            return None
        parameters.append(Parameter(found["name"], found["type"], found["default"] or ""))
    if not parameters:
        return None
    strict = "STRICT" in function["options"]
    return Inline(tuple(parameters), function["returns"].strip(), strict, own(body, parameters))


def own(body: str, parameters: Sequence[Parameter]) -> str:
    """The body with the names of parameters, and of what it names itself, apart from the caller's."""
    names = {p.name for p in parameters}
    for found in ALIASES.finditer(body):
        names.update(n.strip() for n in (found[1], *(found[2] or "").split(",")) if n.strip())
    names -= TYPES
    tokens: list[str] = TOKEN.findall(body)
    made: list[str] = []
    for k, token in enumerate(tokens):
        called = next((t for t in tokens[k + 1 :] if t.strip()), "") == "("
        after_point = k > 0 and tokens[k - 1] == "."
        is_own = token in names and not after_point and (not called or names_rows(made))
        made.append(f"h_{token}" if is_own else token)
    return "".join(made)


def names_rows(before: Sequence[str]) -> bool:
    """`AS f(p)`: a name that is followed by a parenthesis and is no call."""
    return "".join(before).rstrip().endswith(" AS")
