"""Script lines around the SQL: SQL*Plus and sqlcmd directives as nodes, so that rules edit them like anything else."""

from __future__ import annotations

import re

from sqlglot.tokenizer_core import Token
from sqlglot.tokenizer_core import TokenType as T

from dbmigrate.model import Part
from dbmigrate.records import dataclass
from dbmigrate.syntax.ddl.nodes import Node
from dbmigrate.syntax.lex import Lexed

WORD = re.compile(r"@@?(?=\S)|:(?=[a-z!])|\S+", re.I)


class Line(Lexed):
    """A directive's text cut at blanks; quotes mean nothing here (`prompt Patient's data`)."""

    def __init__(self, text: str, dialect: str):
        self.text, self.dialect = text, dialect
        self.tokens = [Token(T.VAR, m[0], 1, m.end(), m.start(), m.end() - 1, []) for m in WORD.finditer(text)]
        self.hidden = []
        self.hidden_tokens = set()


@dataclass(frozen=True)
class Directive(Node):
    """One SQL*Plus or sqlcmd command. `command` is the splitter's word for it: prompt, set, spool, @, @@, use ..."""

    command: str
    arguments: tuple[Part, ...] = ()

    @property
    def rest(self) -> str:
        """What follows the command word, without outer blanks."""
        return self.text(self.arguments[0].to(self.arguments[-1])) if self.arguments else ""


def read_directive(text: str, command: str, dialect: str) -> Directive | None:
    """None where the text holds no word."""
    line = Line(text, dialect)
    if not line.tokens:
        return None
    count = len(line.tokens)
    return Directive(line.whole, line, command, tuple(Part(k, k) for k in range(1, count)))
