"""What keeps a statement or a unit from being written, and the types of code that are told by their names."""

from __future__ import annotations

from typing import Final

from dbmigrate.catalog.keys import path_of
from dbmigrate.engine.context import Context
from dbmigrate.model import Part
from dbmigrate.syntax.ddl.nodes import TypeName
from dbmigrate.syntax.procedural.nodes import RefCursorType

CURSORS: Final = frozenset({"SYS_REFCURSOR"})


MODES: Final = frozenset({"IN", "OUT", "NOCOPY", "IN OUT"})
# PostgreSQL, "Limits": parameters of a function or procedure
MOST_PARAMETERS: Final = 100
TOO_MANY: Final = f"more than {MOST_PARAMETERS} parameters"


class Unclear(Exception):
    """At `part` stands `what`, which no rule writes yet. `what` holds words of the language, never a literal."""

    def __init__(self, part: Part, what: str):
        super().__init__(what)
        self.part, self.what = part, what


def unquoted(word: str) -> str:
    """A word that is not quoted as a whole, as the source compares it: also `:new."Code"`, one word of the tokenizer."""
    row, quote, column = word.partition('."')
    return f"{row.upper()}.{column.rstrip(chr(34))}" if quote else word.upper()


def is_cursor_type(found: TypeName, context: Context) -> bool:
    """SYS_REFCURSOR, a type REF CURSOR that the code or a package of the estate declares, or a type of a package that is
    not given where the code opens what it declares for a query."""
    if found.keyword in CURSORS:
        return True
    path = path_of(found.user) if found.user else ()
    if len(path) == 1 and isinstance(context.declared(path[0]), RefCursorType):
        return True
    if len(path) < 2:
        return False
    package = context.catalog.routine(path[:-1], context.schema)
    return path[-1] in package.cursor_types if package is not None else is_opened(found)


def is_opened(type_: TypeName) -> bool:
    """`OPEN x FOR` stands in the text, and x is what the type declares: only cursor variables are opened so."""
    lexed, words, k = type_.lexed, type_.lexed.words, type_.part.first - 1
    while k >= 0 and words[k] in MODES:
        k -= 1
    name = words[k] if k >= 0 and lexed.is_name(k) else ""
    return bool(name) and any(
        words[i] == "OPEN" and words[i + 1] == name and words[i + 2] == "FOR" for i in range(len(lexed.tokens) - 2)
    )
