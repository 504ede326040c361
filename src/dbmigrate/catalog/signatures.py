"""Parameters and results of routines; of Oracle's, standalone or in packages, read from their heads alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dbmigrate.catalog.elements import sql_type
from dbmigrate.catalog.keys import fold, path_of
from dbmigrate.catalog.missed import may_miss
from dbmigrate.catalog.tsql_signatures import tsql_signatures
from dbmigrate.catalog.undone import is_undone_by_error
from dbmigrate.catalog.values import Argument, Signature
from dbmigrate.syntax.ddl.nodes import Procedural, TypeName
from dbmigrate.syntax.ddl.reader import Unexpected
from dbmigrate.syntax.procedural.nodes import Anchored, DataType, Parameter, Parameters, Returns, key_of
from dbmigrate.syntax.procedural.plsql_heads import HeadReader

ROUTINES = frozenset({"PROCEDURE", "FUNCTION"})


def signatures(node: Procedural) -> dict[str, tuple[Signature, ...]]:
    """By folded name: of a routine itself, or of what a package offers, overloads in order. Heads that are not
    understood are left out, and nothing is said of their name."""
    if node.lexed.dialect == "sqlserver":
        return tsql_signatures(node)
    if node.lexed.dialect != "oracle" or node.name is None:
        return {}
    if node.kind in ("procedure", "function"):
        found = head(node, node.name.part.last + 1, node.kind)
        missed = node.kind == "function" and may_miss(node.lexed.words[node.part.first : node.part.last + 1])
        return {path_of(node.name)[-1]: (replace(found, commits=commits(node), misses=missed),)} if found else {}
    return dict(members(node)) if node.kind == "package" else {}


def cursor_types(node: Procedural) -> frozenset[str]:
    """`TYPE t IS REF CURSOR` of a package."""
    lexed, words = node.lexed, node.lexed.words
    if lexed.dialect != "oracle" or node.kind != "package":
        return frozenset()
    found = (k for k in range(node.part.first, node.part.last - 3) if words[k] == "TYPE")
    names = (k + 1 for k in found if words[k + 2] in ("IS", "AS") and words[k + 3 : k + 5] == ["REF", "CURSOR"])
    return frozenset(fold("oracle", lexed.tokens[k].text, lexed.is_quoted(k)) for k in names)


def commits(node: Procedural) -> bool:
    """The text ends transactions; one of its own does not count, nor does ROLLBACK before an error (PL192)."""
    words = node.lexed.words[node.part.first : node.part.last + 1]
    if "AUTONOMOUS_TRANSACTION" in words:
        return False
    ends = (k for k, word in enumerate(words) if word in ("COMMIT", "ROLLBACK"))
    return any(words[k] == "COMMIT" or not is_undone_by_error(words, k) for k in ends)


def members(node: Procedural) -> Iterator[tuple[str, tuple[Signature, ...]]]:
    lexed, words = node.lexed, node.lexed.words
    found: dict[str, list[Signature | None]] = {}
    for k in range(node.part.first, node.part.last):
        if words[k] in ROUTINES and words[k - 1] in (";", "IS", "AS") and lexed.is_name(k + 1):
            name = fold(lexed.dialect, lexed.tokens[k + 1].text, lexed.is_quoted(k + 1))
            found.setdefault(name, []).append(head(node, k + 2, words[k].lower()))
    for name, heads in found.items():
        if None not in heads:
            yield name, tuple(h for h in heads if h)


def head(node: Procedural, k: int, kind: str) -> Signature | None:
    """The head whose parameters start at token k; None where it is not understood."""
    reader = HeadReader(node.lexed)
    reader.k = k
    try:
        found = signature(kind, reader.parameters(), reader.returns())
        rows = found is not None and any(o.kind == "pipelined" for o in reader.options())
        return replace(found, rows=rows) if found else None
    except Unexpected:
        return None


def signature(kind: str, parameters: Parameters | None, returns: Returns | None) -> Signature | None:
    """None where a parameter or the result is of a form that is not known."""
    arguments: list[Argument] = []
    for item in parameters.items if parameters else ():
        if not isinstance(item, Parameter):
            return None
        made = argument(key_of(item.name), item.type, item.direction, item.default is not None)
        arguments.append(replace(made, value=item.default.text()) if item.default else made)
    if (kind == "function") != (returns is not None) or (returns and returns.type is None):
        return None
    result = argument("", returns.type, "out", False) if returns and returns.type else None
    return Signature(kind, tuple(arguments), result)


def argument(name: str, type_: DataType, mode: str, default: bool) -> Argument:
    if isinstance(type_, TypeName):
        return Argument(name, sql_type(type_), mode=mode, default=default)
    assert isinstance(type_, Anchored)
    anchor = tuple(p if q else p.upper() for p, q in zip(type_.path, type_.quoted, strict=True))
    return Argument(name, None, anchor, type_.attribute, mode, default)


__all__ = ["cursor_types", "signature", "signatures"]
