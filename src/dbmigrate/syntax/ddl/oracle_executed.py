"""What Oracle blocks make by dynamic SQL: the statements in the constant texts of an anonymous block.

Scripts that may run twice ask the dictionary first and create or alter in EXECUTE IMMEDIATE, at once or by way of a
variable. A block runs once when the script does, so what it makes belongs to the estate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from dbmigrate.syntax.ddl.nodes import (
    AlterTable,
    CreateIndex,
    CreateSequence,
    CreateTable,
    CreateView,
    Name,
    Node,
    Procedural,
)
from dbmigrate.syntax.ddl.oracle import read_oracle
from dbmigrate.syntax.lex import Lexed, LexError

DEFINES: Final = re.compile(
    r"\s*(?:ALTER\s+TABLE|CREATE\s+(?:(?:OR\s+REPLACE|GLOBAL\s+TEMPORARY|UNIQUE|FORCE)\s+)*(?:TABLE|INDEX|SEQUENCE|VIEW))\s",
    re.I,
)
ADDS: Final = re.compile(r"\s*ALTER\s+TABLE\s+[\w$#.\"]+\s+ADD\b", re.I)
LEADING: Final = frozenset({"IMMEDIATE", ":=", "("})
ENDING: Final = frozenset({";", ")"})


def executed(block: Procedural) -> Iterator[Node]:
    """Definitions in texts that are whole statements: literals to which nothing is joined."""
    lexed, words = block.lexed, block.lexed.words
    if "IMMEDIATE" not in words:
        return
    for k in range(block.part.first + 1, block.part.last):
        whole = lexed.is_string(k) and words[k - 1] in LEADING and words[k + 1] in ENDING
        if whole and DEFINES.match(lexed.tokens[k].text):
            node = read_text(lexed.tokens[k].text)
            if isinstance(node, (AlterTable, CreateIndex, CreateSequence, CreateTable, CreateView)):
                yield node


def extended(block: Procedural) -> Iterator[Name]:
    """Tables to which a text adds columns that code puts in."""
    lexed, words = block.lexed, block.lexed.words
    for k in range(block.part.first + 1, block.part.last) if "IMMEDIATE" in words else ():
        added = ADDS.match(lexed.tokens[k].text) if lexed.is_string(k) and words[k + 1] == "||" else None
        if added is not None:
            node = read_text(f"{added[0]} (c NUMBER)")
            if isinstance(node, AlterTable):
                yield node.name


def read_text(text: str) -> Node | None:
    try:
        lexed = Lexed(text, "oracle")
        return read_oracle(lexed) if lexed.tokens else None
    except LexError:
        return None
