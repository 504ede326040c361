"""What calls of SQL Server's system procedures say about the estate: sp_rename, sp_addtype, sp_bindefault."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from dbmigrate.catalog.keys import Path, fold, path_of_text
from dbmigrate.catalog.values import AliasType, SqlType
from dbmigrate.syntax.ddl.nodes import SystemCall

Said = tuple[str, Path, Any, str]  # kind, path, value, detail of a fact
TYPE = re.compile(r"\s*\[?(?P<word>[A-Za-z]+(?:\s+[A-Za-z]+)*)\]?\s*(?:\((?P<numbers>[^)]*)\))?\s*")


def system_call(node: SystemCall) -> Iterator[Said]:
    reader = PROCEDURES.get(node.procedure.value.lower())
    if reader is not None:
        yield from reader(node)


def arguments(node: SystemCall, *names: str) -> list[str]:
    """The values of these arguments, given by name or by position; "" for those left out."""
    by_name = {a.name: a.string for a in node.arguments if a.name}
    by_position = [a.string for a in node.arguments if not a.name]
    return [by_name.get(n, by_position[i] if i < len(by_position) else "") for i, n in enumerate(names)]


def add_type(node: SystemCall) -> Iterator[Said]:
    name, base, nullability = arguments(node, "typename", "phystype", "nulltype")
    match = TYPE.fullmatch(base)
    if not name or match is None:
        return
    numbers = tuple(n.strip().upper() for n in (match["numbers"] or "").split(",") if n.strip())
    type_ = SqlType(" ".join(match["word"].upper().split()), numbers)
    made = AliasType("", name, base=type_, nullable=nullability.strip().upper() not in ("NOT NULL", "NONULL"))
    yield "object", (fold(node.lexed.dialect, name, True),), made, "type"


def drop_type(node: SystemCall) -> Iterator[Said]:
    (name,) = arguments(node, "typename")
    if name:
        yield "drop", path_of_text(node.lexed.dialect, name), (), "type"


def rename(node: SystemCall) -> Iterator[Said]:
    """The new name is taken literally: brackets in it become part of the name."""
    old, new, kind = arguments(node, "objname", "newname", "objtype")
    if not old or not new:
        return
    path, kind = path_of_text(node.lexed.dialect, old), kind.upper()
    if kind == "COLUMN" and len(path) > 1:
        yield "rename column", path[:-1], (path[-1], new, True), ""
    elif kind == "INDEX" and len(path) > 1:
        yield "rename index", path[:-1], (path[-1], new, True), ""
    elif kind in ("", "OBJECT", "USERDATATYPE"):
        yield "rename", path, (new, True), "type" if kind == "USERDATATYPE" else ""


def bind_default(node: SystemCall) -> Iterator[Said]:
    default, target = arguments(node, "defname", "objname")
    if default and target:
        yield "bind default", path_of_text(node.lexed.dialect, target), default, ""


def unbind_default(node: SystemCall) -> Iterator[Said]:
    (target,) = arguments(node, "objname")
    if target:
        yield "bind default", path_of_text(node.lexed.dialect, target), "", ""


PROCEDURES: Final[dict[str, Callable[[SystemCall], Iterator[Said]]]] = {
    "sp_addtype": add_type,
    "sp_droptype": drop_type,
    "sp_rename": rename,
    "sp_bindefault": bind_default,
    "sp_unbindefault": unbind_default,
}
