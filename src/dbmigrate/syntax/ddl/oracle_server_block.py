"""Oracle blocks that do nothing but call packages of the server: jobs, statistics, access lists, text indexes."""

from __future__ import annotations

from typing import Final

from dbmigrate.syntax.ddl.nodes import Procedural
from dbmigrate.syntax.lex import Lexed

SERVER: Final = ("DBMS_", "UTL_", "CTX_", "SDO_", "OWA_", "APEX_", "HTMLDB_", "WWV_")
# What these packages do belongs to the program that calls them, not to the server's upkeep.
OF_PROGRAMS: Final = frozenset(
    {"DBMS_OUTPUT", "DBMS_LOB", "DBMS_SQL", "DBMS_LOCK", "DBMS_RANDOM", "UTL_FILE", "UTL_RAW"}
)
LONGEST: Final = 20_000  # characters
# Exports of APEX applications: each block fills tables of these packages, by long texts, and calls them.
EXPORTS: Final = ("WWV_FLOW", "APEX_")
HARMLESS: Final = frozenset({"CHR", "UNISTR", "TO_CHAR", "NVL"})


def server_packages(block: Procedural) -> tuple[str, ...]:
    """The packages that the block calls, in order; () where it does anything else."""
    lexed = block.lexed
    exported = any(word.startswith(EXPORTS) for word in lexed.words[:40])
    if block.kind != "block" or (len(lexed.text) > LONGEST and not exported):
        return ()
    words, n = lexed.words, len(lexed.tokens)
    k = body(lexed)
    found: list[str] = []
    while k < n and words[k] != "END":
        package, k = call(lexed, k)
        if not k:
            return ()
        found += [package] if package else []
    plain_end = [w for w in words[k:n] if w != ";"] == ["END"]
    return tuple(found) if plain_end else ()


def body(lexed: Lexed) -> int:
    """The first token behind BEGIN; declarations of variables may stand before it."""
    words, k = lexed.words, 0
    if words[0] == "DECLARE":
        while k < len(lexed.tokens) and words[k] != "BEGIN":
            k = lexed.brackets.close.get(k, k) + 1
        if "CURSOR" in words[:k] or "PROCEDURE" in words[:k] or "FUNCTION" in words[:k]:
            return len(lexed.tokens)
    return k + 1 if words[k] == "BEGIN" else len(lexed.tokens)


def call(lexed: Lexed, k: int) -> tuple[str, int]:
    """(package, token behind its semicolon) of `[SYS.]package.routine[(..)];`; "" for COMMIT and NULL, 0 for others."""
    words = lexed.words
    if words[k] in ("COMMIT", "NULL") and words[k + 1] == ";":
        return "", k + 2
    if words[k : k + 2] == ["SYS", "."]:
        k += 2
    package = words[k]
    if words[k + 1] == ":=":
        return "", filled(lexed, k + 2)
    if not package.startswith(SERVER) or package in OF_PROGRAMS or words[k + 1] != "." or not words[k + 2]:
        return "", 0
    k += 3
    k = lexed.brackets.close.get(k, k - 1) + 1
    if words[k] == ":=" and package.startswith(EXPORTS):
        return package, filled(lexed, k + 1)
    return (package, k + 1) if words[k] == ";" else ("", 0)


def filled(lexed: Lexed, k: int) -> int:
    """The token behind an assignment whose value starts at token k; 0 where it calls what may do more."""
    words, n = lexed.words, len(lexed.tokens)
    while k < n and words[k] != ";":
        called = k + 1 in lexed.brackets.close and lexed.is_name(k)
        if called and words[k] not in HARMLESS and not (words[k - 1] == "." and words[k - 2].startswith(EXPORTS)):
            return 0
        k += 1
    return k + 1 if k < n else 0
