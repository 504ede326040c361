"""Which declaration a name of procedural code means: blocks, parameters, loops around it, the innermost first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dbmigrate.syntax.ddl.nodes import Node


def declaration(path: Sequence[Node], name: str) -> Node | None:
    """The Variable, Parameter, Loop (its index), CursorDeclaration .. that declares `name`, or None.

    `path`: the nodes around the place, outermost first. `name` as the source compares it: upper case where it is not
    quoted. PL/SQL Language Reference, "Scope and Visibility of Identifiers".
    """
    for node in reversed(path):
        declared: Mapping[str, Node] | None = getattr(node, "declared", None)
        if declared and name in declared:
            return declared[name]
    return None
