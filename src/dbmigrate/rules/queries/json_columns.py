"""The columns of JSON_TABLE, read from the tokens: a name, FOR ORDINALITY or a type and a path, NESTED columns.

SQL Language Reference, "JSON_TABLE".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.model import Part
from dbmigrate.rules.functions.json_paths import as_array, steps_of
from dbmigrate.rules.scripts.existence import literal
from dbmigrate.syntax.lex import Lexed

TEXTS: Final = frozenset({"VARCHAR2", "NVARCHAR2", "VARCHAR", "CHAR", "CLOB"})
WHOLE: Final = frozenset({"INTEGER", "INT", "SMALLINT"})
MOMENTS: Final = frozenset({"DATE", "TIMESTAMP"})
IDLE: Final = (["NULL", "ON", "ERROR"], ["NULL", "ON", "EMPTY"])
EACH: Final = "[*]"


class Unclear(Exception):
    """A column has no counterpart."""


@dataclass
class Rows:
    """The rows of a path and of the NESTED path below it. `review`: a column whose values are read by their form."""

    lexed: Lexed
    context: Context
    columns: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    review: bool = False

    def read(self, path: str, columns: Part, value: str) -> None:
        """Raises Unclear."""
        number = len(self.sources) + 1
        steps = steps_of(path.removesuffix(EACH))
        if steps is None:
            raise Unclear
        each = str(path.endswith(EACH)).lower()
        rows = f"dbmigrate.json_rows({value}, {literal(as_array(steps))}, {each}) WITH ORDINALITY AS j{number} (item, n)"
        self.sources.append(rows if number == 1 else f"LEFT JOIN LATERAL {rows} ON true")
        nested = 0
        for part in items(self.lexed, columns):
            if self.lexed.words[part.first] == "NESTED":
                nested += 1
                self.below(part, f"j{number}.item")
            else:
                self.columns.append(self.column(part, number))
        if nested > 1:
            raise Unclear  # Oracle joins them side by side

    def below(self, part: Part, value: str) -> None:
        lexed = self.lexed
        k = part.first + 1 + (lexed.words[part.first + 1] == "PATH")
        if not lexed.is_string(k) or lexed.words[k + 1] != "COLUMNS" or k + 2 not in lexed.brackets.close:
            raise Unclear
        self.read(lexed.tokens[k].text, Part(k + 3, lexed.brackets.close[k + 2] - 1), value)

    def column(self, part: Part, number: int) -> str:
        lexed, words = self.lexed, self.lexed.words
        name = self.context.names.spell(lexed.tokens[part.first].text, lexed.is_quoted(part.first), "alias")
        rest = words[part.first + 1 : part.last + 1]
        if rest == ["FOR", "ORDINALITY"]:
            return f"j{number}.n AS {name}"
        at = next((k for k in range(part.first + 1, part.last + 1) if words[k] == "PATH"), None)
        if at is None or not lexed.is_string(at + 1):
            raise Unclear
        behind = words[at + 2 : part.last + 1]
        while behind[:3] in IDLE:
            behind = behind[3:]
        steps = steps_of(lexed.tokens[at + 1].text)
        if behind or steps is None:
            raise Unclear
        type_ = words[part.first + 1 : at]
        return f"{self.value(type_, f'(j{number}.item, {literal(as_array(steps))})')} AS {name}"

    def value(self, type_: list[str], arguments: str) -> str:
        keyword, given = type_[0], type_[1:]
        if given[-2:] == ["FORMAT", "JSON"] and keyword in TEXTS:
            return f"dbmigrate.json_query_lax{arguments}"
        if given and (given[0] != "(" or given[-1] != ")"):
            raise Unclear
        if keyword in TEXTS:
            return f"dbmigrate.json_value_lax{arguments}"
        if keyword in WHOLE:
            return f"round(dbmigrate.json_number{arguments})"
        if keyword == "NUMBER":
            return f"dbmigrate.json_number{arguments}" + (f"::numeric{''.join(given)}" if given else "")
        if keyword in MOMENTS:
            self.review = True
            return f"dbmigrate.json_value_lax{arguments}::timestamp"
        raise Unclear


def items(lexed: Lexed, part: Part) -> Iterator[Part]:
    words, around = lexed.words, lexed.brackets.around
    depth, first = around[part.first], part.first
    for k in range(part.first, part.last + 2):
        if k == part.last + 1 or (words[k] == "," and around[k] == depth):
            yield Part(first, k - 1)
            first = k + 1
