"""Collections of PL/SQL, which are arrays on the target: which names of code hold one, and what it is called.

PL/SQL Language Reference, "PL/SQL Collections and Records".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from dbmigrate.catalog.keys import Path, fold
from dbmigrate.catalog.values import ObjectType, SqlType
from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.model import Part
from dbmigrate.records import dataclass
from dbmigrate.rules.procedural.plsql_package_copies import is_copied
from dbmigrate.rules.procedural.plsql_package_names import is_of_package, schema_of_package, variable_of_package
from dbmigrate.rules.procedural.plsql_types import Known, known_type, named_item, of_argument, of_item, of_sql
from dbmigrate.syntax.ddl.nodes import Node
from dbmigrate.syntax.lex import Lexed
from dbmigrate.syntax.procedural.nodes import Parameter, Variable

MOST_STEPS: Final = 16
PLACES: Final = re.compile(r"(\{[vij]\})")
ARGUMENTS: Final = ("{i}", "{j}")


class Gaps:
    """The names before `.DELETE(n)` in the unit that was asked for last: their elements need not follow each other.

    PL/SQL Language Reference, "DELETE Collection Method": a place holder stays, so that positions do not move.
    """

    def __init__(self) -> None:
        self.unit: Node | None = None
        self.names: frozenset[str] = frozenset()

    def of(self, unit: Node) -> frozenset[str]:
        if self.unit is not unit:
            lexed, words = unit.lexed, unit.lexed.words
            places = (k for k, word in enumerate(words) if word == "DELETE" and words[k - 1] == ".")
            named = [k - 2 for k in places if words[k + 1 : k + 2] == ["("] and words[k + 2] != ")"]
            names = {fold("oracle", lexed.tokens[k].text, lexed.is_quoted(k)) for k in named if lexed.is_name(k)}
            self.unit, self.names = unit, frozenset(names)
        return self.names


GAPS: Final = Gaps()


@dataclass(frozen=True)
class Held:
    """What a name holds. `text`: a template for it, with a place where the user's own text stays."""

    known: Known
    text: str = "{}"
    is_field: bool = False

    @property
    def of_package(self) -> bool:
        return self.text != "{}"


def held_by(path: Path, context: Context) -> Held | None:
    """Of a variable or a parameter, of a field of one, or of what a package declares."""
    declared = context.declared(path[0]) if path else None
    if isinstance(declared, (Variable, Parameter)) and not is_of_package(declared, context):
        known = known_type(declared.type, context)
        if known is not None and known.is_collection and not known.keyed and not known.mapped:
            gaps = path[0] in GAPS.of(context.path[0])
            known = replace(known, keyed=gaps, gaps=gaps)
        return of_fields(Held(known), path[1:]) if known else None
    for n in (1, 2, 3):
        meant = variable_of_package(path[:n], context) if len(path) >= n else None
        if meant is not None and meant[1].type is not None:
            name, item, home = meant
            known = of_argument(item.type, context, home) if item.type else None
            bare = context.names.bare
            text = literal_template(f"({bare(schema_of_package(home, context))}.{bare(name.lower())}())")
            if is_copied(home, name, context):  # PL128
                text = "{}" if n == 1 else literal_template(bare(name.lower()))
            return of_fields(Held(known, text), path[n:]) if known else None
    return None


def of_fields(held: Held, names: Path) -> Held | None:
    for name in names:
        found = held.known.fields.get(name)
        if found is None:
            return None
        text = f"{held.text}.{literal_template(name.lower())}" if held.of_package else "{}"
        held = Held(found, text, True)
    return held


def collection(path: Path, context: Context) -> Held | None:
    found = held_by(path, context)
    return found if found is not None and found.known.is_collection else None


def collection_type(path: Path, context: Context) -> Known | None:
    """Of the name of a collection type, which is the name of its constructor as well."""
    found = named_item(path, context, ())
    if found is not None:
        name, item, home = found
        known = of_item(name, item, context, home, MOST_STEPS)
        return known if known is not None and known.is_collection else None
    if isinstance(context.catalog.user_type(path, context.schema), ObjectType):
        known = of_sql(SqlType(path[-1], user=path), context, (), MOST_STEPS)
        return known if known is not None and known.is_collection else None
    return None


def dotted_start(lexed: Lexed, last: int) -> int:
    """The first token of a dotted name that ends at token `last`."""
    first = last
    while first >= 2 and lexed.words[first - 1] == "." and lexed.is_name(first - 2):
        first -= 2
    return first


def is_target(context: Context, part: Part) -> bool:
    """The place is what an assignment writes to."""
    statement: Node | None = context.path[-1] if context.path else None
    target = getattr(statement, "target", None)
    return isinstance(target, Node) and target.part.first <= part.first and part.last <= target.part.last


def filled(
    text: str, held: Held, owner: Part, *arguments: object, written: Sequence[str] = ()
) -> tuple[object, ...]:
    """A template and what fills it, of a text with {v} for the collection (its name is `owner`), {i} and {j} for the
    arguments. `written`: templates for these."""
    template, places = "", list[object]()
    for piece in PLACES.split(text):
        if piece == "{v}":
            template += held.text
            places += [] if held.of_package else [owner]
        elif piece in ARGUMENTS:
            k = ARGUMENTS.index(piece)
            template += written[k] if written else "{}"
            places.append(arguments[k])
        else:
            template += literal_template(piece)
    return (template, *places, owner) if held.of_package else (template, *places)
