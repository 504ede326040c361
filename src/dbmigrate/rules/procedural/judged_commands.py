"""Statements in a text, judged: EXECUTE IMMEDIATE and OPEN FOR. The text itself is run as it is, which PL091 says.

PL/SQL Language Reference, "EXECUTE IMMEDIATE Statement": binds of a query or DML are taken in the order of the text,
those of a block by their names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from dbmigrate.model import Part
from dbmigrate.rules.procedural.judged_types import Unclear
from dbmigrate.syntax.ddl.nodes import Node
from dbmigrate.syntax.procedural.statements import Using

BIND: Final = re.compile(r"(?<![:\w'])(:\w+)")
BLOCK: Final = re.compile(r"'\s*(begin|declare|<<|call)\b", re.I)


def judge_command(command: Node, using: Using | None) -> None:
    """Raises Unclear for blocks, for values that come back, and for binds of a literal that do not match."""
    texts = list(literals(command))
    if any(BLOCK.match(command.lexed.source(part)) for part in texts[:1]):
        raise Unclear(command.part, "EXECUTE IMMEDIATE of a block")
    arguments = using.arguments if using else ()
    for argument in arguments:
        if argument.mode and argument.words(argument.mode) != ("IN",):
            raise Unclear(argument.part, "USING OUT")
    if arguments and is_literal(command) and not is_counted(command, using):
        raise Unclear(command.part, "EXECUTE IMMEDIATE with binds that cannot be counted")


def is_literal(command: Node) -> bool:
    return command.part.first == command.part.last and bool(list(literals(command)))


def is_counted(command: Node, using: Using | None) -> bool:
    """Each bind stands in a literal; else the text tells them when it is run."""
    found = sum(len(BIND.findall(command.lexed.source(part))) for part in literals(command))
    return found == (len(using.arguments) if using else 0)


def literals(command: Node) -> Iterator[Part]:
    """The texts that the command is made of; not what stands in a call's parentheses."""
    lexed = command.lexed
    for k in range(command.part.first, command.part.last + 1):
        if lexed.text[lexed.tokens[k].start] == "'":
            yield Part(k, k)


def numbered(text: str, first: int) -> tuple[str, int]:
    """The text of a literal with `$n` for each bind, and how many there are."""
    count = 0

    def number(_: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return f"${first + count - 1}"

    return BIND.sub(number, text), count
