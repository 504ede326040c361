"""Pieces of Oracle's DML that sqlglot's parser does not know: kept from it; rules find them by their place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from dbmigrate.model import Part

if TYPE_CHECKING:
    from dbmigrate.syntax.lex import Lexed

XML_CALLS: Final = re.compile(r"\bXML(?:PARSE|SERIALIZE)\s*\(", re.I)
JSON_CALLS: Final = re.compile(r"\bJSON_(?:VALUE|QUERY|EXISTS)\s*\(", re.I)
JSON_ARRAYS: Final = re.compile(r"\bJSON_ARRAY(?:AGG)?\s*\(", re.I)
JSON_TABLES: Final = re.compile(r"\bJSON_TABLE\s*\(", re.I)
CHARACTER_SETS: Final = re.compile(r"\bUSING\s+N?CHAR_CS\b", re.I)
OVERFLOW: Final = re.compile(r"\bON\s+OVERFLOW\b", re.I)
LISTED_WITH_TABLE: Final = re.compile(r"\bINSERT\s+INTO\s[^()]+\([^().]+\.", re.I)
ROWS: Final = frozenset({"VALUES", "SELECT", "WITH"})  # what follows is no list of columns


def qualified_columns(lexed: Lexed) -> Iterator[Part]:
    """`t.` of the columns in `INSERT INTO t (t.a, t.b)`."""
    if not LISTED_WITH_TABLE.search(lexed.text):
        return
    words, close = lexed.words, lexed.brackets.close
    for k in range(len(lexed.tokens) - 1):
        if words[k : k + 2] != ["INSERT", "INTO"]:
            continue
        opening = next((i for i in range(k + 2, min(k + 8, len(words))) if words[i] == "("), None)
        if opening in close and ROWS.isdisjoint(words[k:opening]):
            yield from prefixes(lexed, opening + 1, close[opening])


def prefixes(lexed: Lexed, first: int, end: int) -> Iterator[Part]:
    """Of a list that holds nothing but names; none for another one."""
    found, words = [], lexed.words
    start = first
    for k in range(first, end + 1):
        if words[k] == "," or k == end:
            if k - 1 > start:
                found.append(Part(start, k - 2))
            start = k + 1
        elif not (lexed.is_name(k) if (k - start) % 2 == 0 else words[k] == "."):
            return
    yield from found


def xml_words(lexed: Lexed) -> Iterator[Part]:
    """What is no argument in `XMLPARSE(CONTENT x WELLFORMED)` and `XMLSERIALIZE(CONTENT x AS type)`."""
    if not XML_CALLS.search(lexed.text):
        return
    words, close, around = lexed.words, lexed.brackets.close, lexed.brackets.around
    for k in range(len(lexed.tokens) - 3):
        if words[k] not in ("XMLPARSE", "XMLSERIALIZE") or words[k + 1] != "(" or k + 1 not in close:
            continue
        last = close[k + 1] - 1
        if words[k + 2] in ("CONTENT", "DOCUMENT"):
            yield Part(k + 2, k + 2)
        ends = ("AS",) if words[k] == "XMLSERIALIZE" else ("WELLFORMED",)
        tail = next((i for i in range(k + 3, last + 1) if words[i] in ends and around[i] == k + 1), None)
        if tail is not None:
            yield Part(tail, last)


def json_clauses(lexed: Lexed) -> Iterator[Part]:
    """What follows the path in `JSON_VALUE(x, '$.a' RETURNING NUMBER NULL ON ERROR)`."""
    if not JSON_CALLS.search(lexed.text):
        return
    words, close, around = lexed.words, lexed.brackets.close, lexed.brackets.around
    for k in range(len(lexed.tokens) - 3):
        if words[k] not in ("JSON_VALUE", "JSON_QUERY", "JSON_EXISTS") or k + 1 not in close:
            continue
        last = close[k + 1] - 1
        comma = next((i for i in range(k + 2, last) if words[i] == "," and around[i] == k + 1), None)
        if comma is not None and lexed.is_string(comma + 1) and comma + 1 < last:
            yield Part(comma + 2, last)


def json_tails(lexed: Lexed) -> Iterator[Part]:
    """`NULL ON NULL`, `ABSENT ON NULL` and `RETURNING type` at the end of JSON_ARRAY and JSON_ARRAYAGG."""
    if not JSON_ARRAYS.search(lexed.text):
        return
    words, close, around = lexed.words, lexed.brackets.close, lexed.brackets.around
    for k in range(len(lexed.tokens) - 3):
        if words[k] not in ("JSON_ARRAY", "JSON_ARRAYAGG") or k + 1 not in close:
            continue
        inside = [i for i in range(k + 3, close[k + 1]) if around[i] == k + 1]
        ends = (["RETURNING"], ["NULL", "ON"], ["ABSENT", "ON"])
        tail = next((i for i in inside if words[i : i + 1] in ends or words[i : i + 2] in ends), None)
        if tail is not None:
            yield Part(tail, close[k + 1] - 1)


def json_defaults(lexed: Lexed) -> Iterator[Part]:
    """`NULL ON ERROR`, `NULL ON EMPTY` behind a column of JSON_TABLE."""
    if not JSON_TABLES.search(lexed.text):
        return
    words, close = lexed.words, lexed.brackets.close
    for k in range(len(lexed.tokens) - 3):
        if words[k] == "JSON_TABLE" and k + 1 in close:
            for i in range(k + 2, close[k + 1] - 2):
                if words[i] == "NULL" and words[i + 1] == "ON" and words[i + 2] in ("ERROR", "EMPTY"):
                    yield Part(i, i + 2)


def character_sets(lexed: Lexed) -> Iterator[Part]:
    """`USING NCHAR_CS` in `TRANSLATE(x USING NCHAR_CS)` and `CHR(65 USING NCHAR_CS)`."""
    if not CHARACTER_SETS.search(lexed.text):
        return
    words = lexed.words
    for k in range(len(lexed.tokens) - 2):
        if words[k] == "USING" and words[k + 1] in ("CHAR_CS", "NCHAR_CS") and words[k + 2] == ")":
            yield Part(k, k + 1)


def overflow_clauses(lexed: Lexed) -> Iterator[Part]:
    """`ON OVERFLOW TRUNCATE '..' WITHOUT COUNT` at the end of LISTAGG's arguments."""
    if not OVERFLOW.search(lexed.text):
        return
    words, close, around = lexed.words, lexed.brackets.close, lexed.brackets.around
    for k in range(len(lexed.tokens) - 1):
        opening = around[k]
        if words[k] == "ON" and words[k + 1] == "OVERFLOW" and opening in close:
            yield Part(k, close[opening] - 1)


def constructors(lexed: Lexed) -> Iterator[Part]:
    """NEW before `t(..)`, `his.t(..)`: Object-Relational Developer's Guide, "Constructor Methods for Object Types"."""
    words = lexed.words
    for k in range(len(lexed.tokens) - 2) if "NEW" in words else ():
        if words[k] != "NEW" or words[k - 1] in (".", "REFERENCING", "CONSTRUCTOR") or not lexed.is_name(k + 1):
            continue
        last = k + 1
        while words[last + 1] == "." and lexed.is_name(last + 2):
            last += 2
        if words[last + 1] == "(" and words[k + 1] not in ("AS", "FOR", "WHEN"):
            yield Part(k, k)


# Transact-SQL Reference, "Hints (Transact-SQL) - Table".
TABLE_HINTS: Final = frozenset(
    """NOLOCK READUNCOMMITTED READCOMMITTED READCOMMITTEDLOCK ROWLOCK PAGLOCK TABLOCK NOEXPAND FORCESEEK FORCESCAN
    KEEPIDENTITY KEEPDEFAULTS IGNORE_CONSTRAINTS IGNORE_TRIGGERS SNAPSHOT FASTFIRSTROW INDEX UPDLOCK XLOCK HOLDLOCK
    SERIALIZABLE REPEATABLEREAD READPAST TABLOCKX NOWAIT SPATIAL_WINDOW_MAX_CELLS""".split()
)


def index_hints(lexed: Lexed) -> Iterator[Part]:
    """`[WITH] (NOLOCK, INDEX = ix)`, `(INDEX(1))`, `(FORCESEEK (ix (a)))`, `(HOLDLOCK TABLOCKX)`: sqlglot reads plain
    words between commas only."""
    words, close = lexed.words, lexed.brackets.close
    for k in range(2, len(lexed.tokens) - 2):
        if words[k] == "(" and k in close and words[k + 1] in TABLE_HINTS and names_index(lexed, k, close[k]):
            yield Part(k - (words[k - 1] == "WITH"), close[k])


def names_index(lexed: Lexed, opening: int, last: int) -> bool:
    """The words in the parenthesis are hints, and one of them names an index, or two stand without a comma."""
    words, around = lexed.words, lexed.brackets.around
    inner = [k for k in range(opening + 1, last) if around[k] == opening and words[k] not in (",", "=", "(", ")")]
    named = [k for k in inner if words[k] in ("INDEX", "FORCESEEK") and words[k + 1] in ("(", "=")]
    beside = any(j == k + 1 for k, j in zip(inner, inner[1:], strict=False))
    return bool(named or beside) and all(words[k] in TABLE_HINTS or words[k - 1] == "=" for k in inner)


# Of Oracle.
READERS: Final = (
    *(qualified_columns, xml_words, json_clauses, json_tails, json_defaults),
    *(character_sets, overflow_clauses, constructors),
)


def xml_namespaces(lexed: Lexed) -> Iterator[Part]:
    """`WITH XMLNAMESPACES ('urn:x' AS n, DEFAULT 'urn:y')` with its WITH, or with the comma before a WITH query."""
    words, close = lexed.words, lexed.brackets.close
    for k in range(1, len(lexed.tokens) - 2):
        if words[k] == "XMLNAMESPACES" and words[k - 1] == "WITH" and k + 1 in close:
            last = close[k + 1]
            yield Part(k, last + 1) if words[last + 1] == "," else Part(k - 1, last)


def namespaces_of(lexed: Lexed) -> list[tuple[str, str]]:
    """(prefix, namespace) of the clause, the prefix of DEFAULT being ""."""
    found: list[tuple[str, str]] = []
    for part in xml_namespaces(lexed):
        for k in range(part.first, part.last + 1):
            if lexed.is_string(k):
                named = lexed.words[k + 1] == "AS"
                found.append((lexed.tokens[k + 2].text if named else "", lexed.tokens[k].text))
    return found
