"""Heads of PL/SQL routines: types, parameters, what is returned, options between head and body.

PL/SQL Language Reference, "Formal Parameter Declaration", "Function Declaration and Definition", "%TYPE Attribute".
"""

from __future__ import annotations

from typing import Final

from dbmigrate.model import Part
from dbmigrate.syntax.ddl.nodes import Phrase, Piece, Unread
from dbmigrate.syntax.ddl.oracle_types import read_type
from dbmigrate.syntax.ddl.reader import Unexpected
from dbmigrate.syntax.procedural.nodes import Anchored, DataType, Parameter, Parameters, Returns
from dbmigrate.syntax.procedural.plsql_cursor import PlsqlCursor

ATTRIBUTES: Final = ("%TYPE", "%ROWTYPE")
DEFAULT: Final = (":=", "DEFAULT")
# The first word of each option: its kind, and whether what stands in parentheses behind it belongs to it.
OPTIONS: Final = {
    "AUTHID": "authid",
    "DETERMINISTIC": "deterministic",
    "PARALLEL_ENABLE": "parallel",
    "PIPELINED": "pipelined",
    "AGGREGATE": "aggregate",
    "RESULT_CACHE": "result cache",
    "SQL_MACRO": "sql macro",
    "ACCESSIBLE": "accessible by",
    "SHARING": "sharing",
    "DEFAULT": "default collation",
    "LANGUAGE": "language",
    "EXTERNAL": "language",
    "WRAPPED": "wrapped",
    "$IF": "conditional",  # $IF .. $THEN options $END
}
OPENERS: Final = ("IS", "AS")


class HeadReader(PlsqlCursor):
    def data_type(self) -> DataType:
        """A type as written, or %TYPE / %ROWTYPE, which the tokenizer keeps with the last component of its name."""
        first = self.k
        anchored = self.anchored()
        if anchored:
            return anchored
        self.k = first
        return read_type(self)

    def anchored(self) -> Anchored | None:
        first, path, quoted = self.k, list[str](), list[bool]()
        while self.k < self.n:
            token = self.lexed.tokens[self.k]
            attribute = next((a for a in ATTRIBUTES if self.words[self.k].endswith(a)), "")
            if not attribute and not self.lexed.is_name(self.k):
                return None
            text = token.text[: -len(attribute)] if attribute else token.text
            quoted.append(self.lexed.text[token.start] == '"')
            path.append(text.strip('"') if quoted[-1] else text)
            self.k += 1
            if attribute:
                return Anchored(self.part(first), self.lexed, tuple(path), tuple(quoted), attribute[1:])
            if not self.eat("."):
                return None
        return None

    def constraints(self) -> tuple[Phrase, ...]:
        """What may follow a type in a declaration: CHARACTER SET, RANGE."""
        found = []
        while self.at("CHARACTER", "SET") or self.at("RANGE"):
            first, kind = self.k, "range" if self.at("RANGE") else "character set"
            self.take(1 if kind == "range" else 3)
            if kind == "range":
                self.k = self.seek("NOT", ",", *DEFAULT)
            found.append(self.phrase(kind, first))
        return tuple(found)

    def default(self, last: int) -> tuple[Part | None, Piece | None]:
        word = self.eat_any(*DEFAULT)
        return (word, self.expression(last)) if word else (None, None)

    def parameters(self) -> Parameters | None:
        """A list in parentheses if one comes next. A parameter that is not understood costs only itself."""
        last = self.close.get(self.k)
        if last is None:
            return None
        first, items = self.k, []
        self.k += 1
        for end in self.items(last):
            items.append(self.parameter_or_unread(end))
        self.k = last + 1
        return Parameters(self.part(first), self.lexed, tuple(items))

    def parameter_or_unread(self, last: int) -> Parameter | Unread:
        first = self.k
        try:
            return self.parameter(last)
        except Unexpected as error:
            self.k = last
            return Unread(self.part(first), self.lexed, str(error))

    def parameter(self, last: int) -> Parameter:
        first = self.k
        name = self.one_name("parameter")
        start = self.k
        mode = self.part(start) if [self.eat("IN"), self.eat("OUT")] != [None, None] else None
        no_copy = self.eat("NOCOPY")
        kind = self.data_type()
        extras = self.constraints()
        word, default = self.default(last)
        if self.k != last:
            raise Unexpected("a parameter of a form that is not known")
        return Parameter(self.part(first), self.lexed, name, kind, mode, no_copy, extras, word, default)

    def returns(self) -> Returns | None:
        first, keyword = self.k, self.eat("RETURN")
        if keyword is None:
            return None
        if self.at("SELF", "AS", "RESULT"):
            start = self.k
            self.take(3)
            phrase = self.phrase("self", start)
            return Returns(self.part(first), self.lexed, keyword, None, phrase)
        kind = self.data_type()
        extras = self.constraints()
        return Returns(self.part(first), self.lexed, keyword, kind, None, extras)

    def options(self) -> tuple[Phrase, ...]:
        """What stands between the head and IS, AS or the semicolon."""
        found = []
        while not self.ended and not self.at_any(";", *OPENERS):
            first, kind = self.k, OPTIONS.get(self.words[self.k], "unknown")
            self.take()
            self.k = self.option_end(kind)
            found.append(self.phrase(kind, first))
        return tuple(found)

    def directive_end(self) -> int:
        """Behind the $END of an $IF that was taken."""
        k, depth = self.k, 1
        while k < self.end and depth:
            depth += (self.words[k] == "$IF") - (self.words[k] == "$END")
            k += 1
        return k

    def option_end(self, kind: str) -> int:
        if kind == "wrapped":
            return self.n
        if kind == "language":
            return self.end
        if kind == "conditional":
            return self.directive_end()
        k = self.k
        while k < self.end and self.words[k] not in OPTIONS and self.words[k] not in OPENERS:
            k = self.close.get(k, k) + 1
        return k
