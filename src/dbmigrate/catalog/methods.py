"""The methods of Oracle's object types, as their heads declare them.

Object-Relational Developer's Guide, "Member Methods for Comparing Objects", "Constructor Methods for Object Types";
PL/SQL Language Reference, "CREATE TYPE Statement": SELF is IN of functions and IN OUT of procedures where the head does
not declare it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from dbmigrate.catalog.keys import Path, fold, path_of
from dbmigrate.catalog.signatures import signature
from dbmigrate.catalog.values import Argument, Signature, SqlType
from dbmigrate.syntax.ddl.nodes import CreateType, Phrase
from dbmigrate.syntax.ddl.reader import Unexpected
from dbmigrate.syntax.procedural.nodes import Parameters, Returns
from dbmigrate.syntax.procedural.plsql_heads import HeadReader

SELF: Final = "SELF"
KINDS: Final = ("CONSTRUCTOR", "STATIC", "MAP", "ORDER", "MEMBER")


def methods(node: CreateType) -> dict[str, tuple[Signature, ...]]:
    """By folded name, overloads in order. Nothing is said of a name of which one head is not understood."""
    found: dict[str, list[Signature | None]] = {}
    for phrase in node.methods:
        name, made = head(phrase, path_of(node.name))
        if name:
            found.setdefault(name, []).append(made)
    return {name: tuple(s for s in heads if s) for name, heads in found.items() if None not in heads}


def head(phrase: Phrase, owner: Path) -> tuple[str, Signature | None]:
    """`MAP MEMBER FUNCTION f (..) RETURN t`; no name for what is no method (PRAGMA)."""
    lexed, words = phrase.lexed, phrase.words()
    at = next((k for k, word in enumerate(words) if word in ("FUNCTION", "PROCEDURE")), len(words))
    k = phrase.part.first + at
    if at + 1 >= len(words) or not lexed.is_name(k + 1):
        return "", None
    name = fold(lexed.dialect, lexed.tokens[k + 1].text, lexed.is_quoted(k + 1))
    reader = HeadReader(lexed)
    reader.k = k + 2
    try:
        return name, method(words[:at], words[at].lower(), reader.parameters(), reader.returns(), owner)
    except Unexpected:
        return name, None


def method(
    words: tuple[str, ...], kind: str, parameters: Parameters | None, returns: Returns | None, owner: Path
) -> Signature | None:
    """`words`: what stands before FUNCTION or PROCEDURE; `owner`: the type. SELF is none of the arguments."""
    said = next((w for w in KINDS if w in words), "")
    constructs = said == "CONSTRUCTOR"
    found = signature("procedure" if constructs else kind, parameters, None if constructs else returns)
    if found is None or not said:
        return None
    declared = next((a for a in found.arguments if a.name == SELF), None)
    mode = "" if said in ("STATIC", "CONSTRUCTOR") else "in out" if kind == "procedure" else "in"
    if declared is not None and mode:
        mode = declared.mode
    made = replace(found, arguments=tuple(a for a in found.arguments if a.name != SELF), member=said.lower(), own=mode)
    if not constructs:
        return made
    return replace(made, kind="function", result=Argument("", SqlType(owner[-1], user=owner), mode="out"))
