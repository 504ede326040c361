"""SQL that code puts together from literals and other pieces, converted around the pieces.

Each piece stands in the text as a name that nobody else has. Where the conversion leaves every one of these names in its
place, the text around them is what the literals have to say.
"""

from __future__ import annotations

import re
from typing import Any, Final

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.model import Part
from dbmigrate.records import dataclass
from dbmigrate.rules.procedural.constant_text import quoted, rewritten_text
from dbmigrate.rules.procedural.judged_commands import numbered
from dbmigrate.syntax.ddl.nodes import Node, Piece, TypeName, below
from dbmigrate.syntax.lex import Lexed

STATEMENT: Final = re.compile(r"\s*(?:/\*.*?\*/\s*)?(?:ALTER|COMMENT|CREATE|DELETE|DROP|GRANT|INSERT|MERGE|SELECT|TRUNCATE|UPDATE|WITH)\s", re.I)
SEQUENCE: Final = re.compile(r"\s*(?:CREATE|ALTER)\s+SEQUENCE\s", re.I)
NUMBER_FOLLOWS: Final = re.compile(r"\b(?:WITH|BY|MINVALUE|MAXVALUE|CACHE)\s+-?$", re.I)
STAND_IN: Final = re.compile(r"zdbm(\d+)z|73(\d\d)9146", re.I)


@dataclass(frozen=True)
class Composed:
    """`literals`: the new text of each literal. `types`: pieces that stand where a type does."""

    literals: tuple[tuple[Part, str], ...]
    types: tuple[Part, ...]
    helpers: tuple[str, ...]
    left_out: bool = False  # a statement about the server or the session

    @property
    def used(self) -> tuple[str, ...]:
        return (*self.helpers, "type_text") if self.types else self.helpers

    def replaced(self, lexed: Lexed, first: int = 0) -> list[tuple[Any, ...]]:
        """Replacements of the literals that change; binds are numbered from `first` where it is not 0."""
        made: list[tuple[Any, ...]] = [(part, "dbmigrate.type_text({})", part) for part in self.types]
        for part, text in self.literals:
            new, count = numbered(quoted(text), first) if first else (quoted(text), 0)
            first += count
            if new != quoted(lexed.tokens[part.first].text):
                made.append((part, literal_template(new), part))
        return made


def composed(command: Piece, context: Context) -> Composed | None:
    """None where the command is no such text, or the conversion does not leave its pieces in their order."""
    lexed, parts = command.lexed, operands(command)
    if len(parts) < 2 or not is_literal(lexed, parts[0]) or not STATEMENT.match(lexed.tokens[parts[0].first].text):
        return None
    text, pieces = "", 0
    is_sequence = SEQUENCE.match(lexed.tokens[parts[0].first].text) is not None
    for part in parts:
        if is_literal(lexed, part):
            text += lexed.tokens[part.first].text
        else:
            number = is_sequence and NUMBER_FOLLOWS.search(text)
            text += f"73{pieces:02}9146" if number else f"zdbm{pieces}z"
            pieces += 1
    made = rewritten_text(text, context) if pieces < 100 else None
    if made and made.left_out:
        return Composed((), (), (), left_out=True)
    return fitted(parts, made.text, made.node, made.helpers, lexed) if made else None


def fitted(parts: list[Part], text: str, node: Node, helpers: tuple[str, ...], lexed: Lexed) -> Composed | None:
    """The converted text dealt out to the literals."""
    found = list(STAND_IN.finditer(text))
    others = [part for part in parts if not is_literal(lexed, part)]
    if [int(m[1] or m[2]) for m in found] != list(range(len(others))):
        return None
    starts, ends = [0, *(m.end() for m in found)], [*(m.start() for m in found), len(text)]
    between = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    literals: list[tuple[Part, str]] = []
    at = 0
    for part in parts:
        if is_literal(lexed, part):
            literals.append((part, between[at]))
            between[at] = ""
        elif between[at]:
            return None  # there is no literal that could say it
        else:
            at += 1
    if between[at]:
        return None
    return Composed(tuple(literals), types(node, others), helpers)


def types(node: Node, others: list[Part]) -> tuple[Part, ...]:
    named = {t.text().upper() for t in below(node, TypeName)}
    return tuple(part for k, part in enumerate(others) if f"ZDBM{k}Z" in named)


def operands(command: Piece) -> list[Part]:
    """What `||` joins, outside of brackets; nothing where CASE makes that uncertain."""
    lexed, (first, last) = command.lexed, (command.part.first, command.part.last)
    while lexed.brackets.close.get(first) == last:
        first, last = first + 1, last - 1
    found: list[Part] = []
    start = k = first
    while k <= last:
        if k in lexed.brackets.close:
            k = lexed.brackets.close[k]
        elif lexed.words[k] == "CASE":
            return []
        elif lexed.words[k] == "||":
            found.append(Part(start, k - 1))
            start = k + 1
        k += 1
    return [*found, Part(start, last)]


def is_literal(lexed: Lexed, part: Part) -> bool:
    return part.first == part.last and lexed.is_string(part.first)
