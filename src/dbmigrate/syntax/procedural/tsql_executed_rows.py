"""Whether a text that T-SQL code executes gives rows: its first word says so, where a constant begins it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from dbmigrate.model import Part
from dbmigrate.syntax.ddl.nodes import Piece, below
from dbmigrate.syntax.lex import Lexed
from dbmigrate.syntax.procedural.tsql_assigned import values
from dbmigrate.syntax.procedural.tsql_nodes import LocalVariable, TsqlUnit
from dbmigrate.syntax.procedural.tsql_prepared import is_prepared, prepared
from dbmigrate.syntax.procedural.tsql_statements import Execute, SetVariable, TsqlSql


def text_gives_rows(call: Execute, unit: TsqlUnit) -> bool:
    """EXEC ('select ..'), EXEC (@sql) and sp_executesql whose text begins with SELECT or WITH."""
    if call.texts:
        return is_query(call.texts[0].lexed, call.texts[0].part, unit)
    if not is_prepared(call) or not call.arguments or not isinstance(call.arguments[0].value, Piece):
        return False
    found = prepared(call, unit)
    text = call.arguments[0].value
    return found is not None and not found.outputs and is_query(text.lexed, text.part, unit)


def is_query(lexed: Lexed, part: Part, unit: TsqlUnit) -> bool:
    firsts = (text.split() for text in openings(lexed, part, unit))
    return any(words[0].upper().rstrip("('\"") in ("SELECT", "WITH") for words in firsts if words)


def openings(lexed: Lexed, part: Part, unit: TsqlUnit, seen: frozenset[str] = frozenset()) -> Iterator[str]:
    """What the expression begins with: a constant, or a variable of which the unit says what it begins with."""
    k = part.first
    while k < part.last and lexed.words[k] == "(":
        k += 1
    text = lexed.text[lexed.tokens[k].start : lexed.tokens[k].end + 1].lstrip("Nn")
    if text[:1] in ("'", '"'):
        yield text[1:]
    name = lexed.words[k].lower()
    if name.startswith("@") and name not in seen:
        for given in ASSIGNED.of(name, unit):
            yield from openings(unit.lexed, given, unit, seen | {name})


class Assigned:
    """The values that the unit that was asked about last gives its variables."""

    def __init__(self) -> None:
        self.unit: TsqlUnit | None = None
        self.parts: defaultdict[str, list[Part]] = defaultdict(list)

    def of(self, name: str, unit: TsqlUnit) -> list[Part]:
        if self.unit is not unit:
            self.unit, self.parts = unit, defaultdict(list)
            for one, part in assignments(unit):
                self.parts[one].append(part)
        return self.parts.get(name, [])


ASSIGNED: Final = Assigned()


def assignments(unit: TsqlUnit) -> Iterator[tuple[str, Part]]:
    for name, node in unit.declared.items():
        if isinstance(node, LocalVariable) and node.default is not None:
            yield name, node.default.part
    if unit.body is None:
        return
    for found in below(unit.body, (SetVariable, TsqlSql)):
        if isinstance(found, SetVariable) and found.value is not None:
            yield found.target.value.lower(), found.value.part
        elif isinstance(found, TsqlSql) and found.verb == "select" and found.assigned:
            for one, value in zip(found.assigned, values(found), strict=True):
                yield one.target.value.lower(), value.part
