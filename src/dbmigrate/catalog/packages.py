"""What the specification of an Oracle package declares besides routines: PL/SQL Language Reference, "Package"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from dbmigrate.catalog.keys import fold
from dbmigrate.catalog.signatures import argument
from dbmigrate.catalog.values import PackageItem
from dbmigrate.model import Part
from dbmigrate.syntax.ddl.nodes import Node, Procedural
from dbmigrate.syntax.procedural.nodes import (
    Block,
    CollectionType,
    CursorDeclaration,
    ExceptionDeclaration,
    Package,
    Pragma,
    RecordField,
    RecordType,
    RefCursorType,
    Subtype,
    Variable,
    key_of,
)
from dbmigrate.syntax.procedural.plsql import read_plsql


def package_items(node: Procedural) -> dict[str, PackageItem]:
    """By folded name; {} for anything but a specification."""
    if node.kind != "package" or node.lexed.dialect != "oracle":
        return {}
    unit = node if isinstance(node, Package) else read_plsql(node.lexed)
    body = unit.body if isinstance(unit, Package) else None
    return items(body.declarations) if isinstance(body, Block) else {}


def has_start(node: Procedural) -> bool:
    """A package body that runs something when the package is first used. Read only where its last words do not tell:
    before the body's own END, that of a routine means that there is nothing."""
    if node.kind != "package body" or node.lexed.dialect != "oracle":
        return False
    words = node.lexed.words[node.part.first : node.part.last + 1]
    end = len(words) - 1 - words[::-1].index("END") if "END" in words else 0
    before = words[max(end - 3, 0) : end]
    named = before[:1] == ["END"] and before[2:] == [";"]
    if named and any(a in ("PROCEDURE", "FUNCTION") and b == before[1] for a, b in pairwise(words)):
        return False
    unit = node if isinstance(node, Package) else read_plsql(node.lexed)
    return isinstance(unit, Package) and isinstance(unit.body, Block) and bool(unit.body.statements)


def typed_cursors(node: Procedural) -> dict[str, str]:
    """Of a package body: `CURSOR c RETURN t IS ..`, whose specification has no query, by folded name."""
    lexed, words = node.lexed, node.lexed.words
    if node.kind != "package body" or lexed.dialect != "oracle":
        return {}
    found: dict[str, str] = {}
    for k in range(node.part.first, node.part.last):
        if words[k] != "CURSOR" or words[k - 1] not in (";", "IS", "AS") or not lexed.is_name(k + 1):
            continue
        end = next((i for i in range(k, node.part.last + 1) if words[i] == ";"), k)
        head = next((i for i in range(k, end) if words[i] in ("IS", "AS")), k)
        if "RETURN" in words[k:head]:
            name = fold(lexed.dialect, lexed.tokens[k + 1].text, lexed.is_quoted(k + 1))
            found[name] = "" if name in found else lexed.source(Part(k, end))
    return {name: text for name, text in found.items() if text}


def items(declarations: Iterable[Node]) -> dict[str, PackageItem]:
    nodes = tuple(declarations)
    numbers = dict(error_numbers(nodes))
    found = {key_of(n.name): made for n in nodes if (made := item(n)) and hasattr(n, "name")}
    for name, number in numbers.items():
        if name in found and found[name].kind == "exception":
            found[name] = PackageItem("exception", number=number)
    return found


def item(node: Node) -> PackageItem | None:
    if isinstance(node, Variable):
        type_ = argument("", node.type, "in", False)
        kind, value = ("constant" if node.constant else "variable"), node.default.text() if node.default else ""
        return PackageItem(kind, type_, value)
    if isinstance(node, ExceptionDeclaration):
        return PackageItem("exception")
    if isinstance(node, CursorDeclaration):
        return PackageItem("cursor", value=node.text())
    if isinstance(node, RefCursorType):
        return PackageItem("cursor type")
    if isinstance(node, Subtype):
        narrow = node.not_null is not None or any("RANGE" in extra.words() for extra in node.extras)
        return PackageItem("subtype", argument("", node.base, "in", False), narrow=narrow)
    if isinstance(node, RecordType):
        known = [f for f in node.fields if isinstance(f, RecordField)]
        fields = tuple(argument(key_of(f.name), f.type, "in", f.default is not None) for f in known)
        return PackageItem("record", fields=fields)
    if isinstance(node, CollectionType):
        index = node.index_by.text() if node.index_by else ""
        return PackageItem("collection", argument("", node.element, "in", False), index=index)
    return None


def error_numbers(nodes: Iterable[Node]) -> Iterator[tuple[str, int]]:
    """Of PRAGMA EXCEPTION_INIT, by the exception."""
    for node in nodes:
        if isinstance(node, Pragma) and node.word == "EXCEPTION_INIT" and len(node.arguments) == 2:
            digits = "".join(node.arguments[1].text().split())
            words = node.arguments[0].words()
            if len(words) == 1 and digits.removeprefix("-").isdigit():
                yield words[0], int(digits)
