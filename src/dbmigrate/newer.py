"""Constructs that are newer than the target: pglast speaks the grammar of PostgreSQL 18 and takes what 15 refuses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

# A cheap look before the tree: none of the constructs below can be written without one of these.
WORDS: Final = ("JSON", "MERGE", "STORAGE", "GENERATED", "OVERLAPS", "PERIOD", "RETURNING")
SUBQUERY: Final = re.compile(r"(?:FROM|JOIN|[,(])\s*\(+\s*(?:SELECT|VALUES|WITH)\b")
NUMBERS: Final = re.compile(r"(?<![\w.'\"$])(?:0[xX][0-9a-fA-F]|0[oO][0-7]|0[bB][01]|\d+_\d)")


class Newer(NamedTuple):
    """PostgreSQL `since` on knows `what`; at code point `at`, 0 where the tree does not say."""

    what: str
    since: int
    at: int


Test = Callable[[Any], bool]


def always(_: Any) -> bool:
    return True


# PostgreSQL's release notes: section "Migration to Version N" and "Changes" of each version. By node of pglast.ast.
KNOWN: Final[dict[str, tuple[tuple[str, int, Test], ...]]] = {
    "JsonTable": (("JSON_TABLE", 17, always),),
    "JsonFuncExpr": (("JSON_EXISTS, JSON_QUERY, JSON_VALUE", 17, always),),
    "JsonScalarExpr": (("JSON_SCALAR", 17, always),),
    "JsonSerializeExpr": (("JSON_SERIALIZE", 17, always),),
    "JsonParseExpr": (("JSON()", 17, always),),
    "JsonObjectConstructor": (("JSON_OBJECT", 16, always),),
    "JsonArrayConstructor": (("JSON_ARRAY", 16, always),),
    "JsonArrayQueryConstructor": (("JSON_ARRAY", 16, always),),
    "JsonObjectAgg": (("JSON_OBJECTAGG", 16, always),),
    "JsonArrayAgg": (("JSON_ARRAYAGG", 16, always),),
    "JsonIsPredicate": (("IS JSON", 16, always),),
    "RangeSubselect": (("a subquery in FROM without an alias", 16, lambda n: n.alias is None),),
    "MergeStmt": (
        ("MERGE .. RETURNING", 17, lambda n: bool(n.returningClause)),
        ("MERGE", 15, always),
    ),
    "MergeWhenClause": (
        ("WHEN NOT MATCHED BY SOURCE", 17, lambda n: n.matchKind.name == "MERGE_WHEN_NOT_MATCHED_BY_SOURCE"),
    ),
    "ReturningOption": (("RETURNING WITH", 18, always),),
    "ColumnDef": (("STORAGE", 16, lambda n: bool(n.storage_name)),),
    "Constraint": (
        ("a virtual generated column", 18, lambda n: n.generated_kind == "v"),
        ("WITHOUT OVERLAPS", 18, lambda n: bool(n.without_overlaps)),
        ("PERIOD", 18, lambda n: bool(n.fk_with_period or n.pk_with_period)),
    ),
}


def newer(text: str, version: int) -> Newer | None:
    """The first construct that PostgreSQL of that major version does not know. The text parses."""
    if may_hold(text) and ("\\" in text or may_hold(unquoted(text))):  # bodies of routines are texts
        from pglast import parse_sql

        for node in nodes(parse_sql(text)):
            for what, since, test in KNOWN.get(type(node).__name__, ()):
                if version < since and test(node):
                    return Newer(what, since, offset_of(text, getattr(node, "location", None)))
    if version < 16 and NUMBERS.search(text):
        found = NUMBERS.search(unquoted(text))
        if found:
            return Newer("a number in another base or with underscores", 16, found.start())
    return None


def may_hold(text: str) -> bool:
    upper = text.upper()
    return any(word in upper for word in WORDS) or SUBQUERY.search(upper) is not None


def nodes(root: Any) -> Iterator[Any]:
    pending = [root]
    while pending:
        node = pending.pop()
        if isinstance(node, (tuple, list)):
            pending += reversed(node)
        elif hasattr(node, "__slots__") and type(node).__module__ == "pglast.ast":
            yield node
            pending += [getattr(node, name) for name in reversed(tuple(node.__slots__))]


def offset_of(text: str, location: Any) -> int:
    """pglast counts code points in trees of whole texts; None and -1 where a node has no place."""
    return location if isinstance(location, int) and 0 <= location <= len(text) else 0


TEXTS: Final = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"|--[^\n]*|/\*.*?\*/|\$(\w*)\$.*?\$\1\$", re.S)


def unquoted(text: str) -> str:
    """The text with literals, quoted names and comments blanked, offsets kept."""
    return TEXTS.sub(lambda m: " " * len(m[0]), text)


__all__ = ["Newer", "newer"]
