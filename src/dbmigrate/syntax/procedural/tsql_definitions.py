"""What statements of a T-SQL script that belong to each other by variables make and change."""

from __future__ import annotations

from typing import Final

from dbmigrate.syntax.ddl.nodes import AlterTable, CreateIndex, CreateTable, Drop, Node, Procedural, below
from dbmigrate.syntax.procedural.tsql import read_tsql

MAKERS: Final = frozenset({"CREATE", "ALTER", "DROP"})
KINDS: Final = (CreateTable, AlterTable, CreateIndex, Drop)


def definitions_in(node: Procedural) -> list[Node]:
    """In the order of the text; nothing where no word of a definition stands in it."""
    words = node.lexed.words[node.part.first : node.part.last + 1]
    if node.kind != "block" or node.part != node.lexed.whole or MAKERS.isdisjoint(words):
        return []
    found = below(read_tsql(node.lexed), KINDS)
    return [n for n in found if not (isinstance(n, CreateTable) and n.name.value.startswith("#"))]
