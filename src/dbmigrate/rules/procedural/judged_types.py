"""Kinds of values for judging code: what a type, a parameter, a column holds, and which names a place sees.

Code is converted as a whole or not at all. What is judged here is known to behave alike on both sides, or a rule writes
it; anything else raises Unclear, and the unit is left to a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from dbmigrate.catalog.keys import Path, path_of
from dbmigrate.catalog.values import SqlType, Table
from dbmigrate.engine.context import Context
from dbmigrate.model import Part
from dbmigrate.syntax.ddl.nodes import Name, Node, TypeName
from dbmigrate.syntax.procedural.nodes import Anchored, DataType, key_of

NUMBER, TEXT, CHAR, CLOB, DATE, TIMESTAMP, BOOLEAN, NULL = "number text char clob date timestamp boolean null".split()
EXCEPTION: Final = "exception"  # no value: a name that RAISE and handlers take
CURSOR: Final = "cursor"  # a cursor variable
CURSORS: Final = frozenset({"SYS_REFCURSOR"})
STRING: Final = "string"  # a literal: it takes part as CHAR where the other side is one, else as text
Kind = str
Record = Mapping[str, Kind]  # fields by folded name
# The BINARY types compute otherwise (FLOAT is a NUMBER), zones are converted. CHAR is compared with CHAR and literals alike, not
# with VARCHAR2: there Oracle counts the blanks at its end and PostgreSQL does not.
KINDS: Final[Mapping[str, Kind]] = (
    dict.fromkeys("NUMBER NUMERIC DECIMAL DEC INTEGER INT SMALLINT PLS_INTEGER BINARY_INTEGER FLOAT REAL".split(), NUMBER)
    | {"DOUBLE PRECISION": NUMBER}
    | dict.fromkeys(("VARCHAR2", "NVARCHAR2", "VARCHAR"), TEXT)
    | dict.fromkeys(("CHAR", "NCHAR", "CHARACTER"), CHAR)
    | {"CLOB": CLOB, "NCLOB": CLOB, "DATE": DATE, "TIMESTAMP": TIMESTAMP, "BOOLEAN": BOOLEAN}
)
ROUNDED: Final = frozenset({"NUMERIC", "DECIMAL", "DEC"})  # NUMBER(38,0) where nothing else is said
VARIABLE_KINDS: Final = frozenset({NUMBER, TEXT, CHAR, CLOB, DATE, TIMESTAMP, BOOLEAN})


class Unclear(Exception):
    """At `part` stands `what`, which no rule writes yet. `what` holds words of the language, never a literal."""

    def __init__(self, part: Part, what: str):
        super().__init__(what)
        self.part, self.what = part, what


@dataclass
class Scope:
    """Names of variables around a place, innermost last: a value's kind, or the fields of a record."""

    frames: list[dict[str, Kind | Record]] = field(default_factory=list)
    cursors: dict[str, Record] = field(default_factory=dict)  # rows of the declared cursors

    def find(self, name: str) -> Kind | Record | None:
        return next((frame[name] for frame in reversed(self.frames) if name in frame), None)

    def declare(self, name: str, kind: Kind | Record) -> None:
        self.frames[-1][name] = kind


FITTING: Final[Mapping[Kind, tuple[Kind, ...]]] = {
    CHAR: (TEXT, STRING),
    CLOB: (TEXT, STRING),
    TEXT: (STRING, CLOB),
    TIMESTAMP: (DATE,),
}


def fits(target: Kind, value: Kind) -> bool:
    """A value of that kind can be stored without a conversion."""
    return value in (target, NULL) or value in FITTING.get(target, ())


def same(kinds: Iterable[Kind]) -> Kind | None:
    """The one kind of all that are not NULL; None where they differ. Literals follow the others."""
    found = {k for k in kinds if k != NULL}
    if STRING in found:
        found.discard(STRING)
        found = found or {TEXT}
        if not found <= {TEXT, CHAR}:
            return None
    return found.pop() if len(found) == 1 else NULL if not found else None


def stored(held: Kind | Record | None, kind: Kind, part: Part) -> None:
    """Raises Unclear where a value of that kind would have to be converted."""
    if not isinstance(held, str) or not fits(held, kind):
        raise Unclear(part, "conversion between types")


def declare(name: Name, type_: DataType, context: Context, scope: Scope, *, bare: bool = False) -> Kind | Record:
    """A variable or (`bare`) a parameter. Raises Unclear, also where its name needs quotes only in some places."""
    kind = kind_of_type(type_, context, scope, bare=bare)
    quoted = [context.target.needs_quote(name.value, place) for place in ("plvar", "param", "column")]
    if any(quoted[:2]) != quoted[2]:
        raise Unclear(name.part, name.value.upper())
    scope.declare(key_of(name), kind)
    return kind


def unquoted(word: str) -> str:
    """A word that is not quoted as a whole, as the source compares it: also `:new."Code"`, one word of the tokenizer."""
    row, quote, column = word.partition('."')
    return f"{row.upper()}.{column.rstrip(chr(34))}" if quote else word.upper()


def kind_of_column(type_: SqlType | None) -> Kind | None:
    """A CHAR of one character is never padded: it is a text like any other."""
    if type_ is None or type_.user or type_.tail:
        return None
    kind = KINDS.get(type_.keyword)
    return TEXT if kind == CHAR and type_.numbers in ((), ("1",)) else kind


def fields_of(table: Table) -> Record:
    return {name: kind for name, c in table.columns.items() if (kind := kind_of_column(c.type))}


def kind_of_type(found: DataType, context: Context, scope: Scope, *, bare: bool = False) -> Kind | Record:
    """Of a variable, or (`bare`) of a parameter or a result, where PostgreSQL forgets a length. Raises Unclear."""
    if bare and isinstance(found, TypeName) and found.keyword in ROUNDED:
        raise Unclear(found.part, f"type {shown(found)}")
    if isinstance(found, Anchored):
        return kind_of_anchor(found, context, scope, bare=bare)
    if is_cursor_type(found, context) and not found.tail:
        return CURSOR
    kind = KINDS.get(found.keyword)
    if found.user or found.tail or kind not in VARIABLE_KINDS:
        raise Unclear(found.part, f"type {shown(found)}")
    return TEXT if kind == CHAR and found.numbers in ((), ("1",)) else kind  # a parameter holds what it is given


def is_cursor_type(found: TypeName, context: Context) -> bool:
    """SYS_REFCURSOR, or a type REF CURSOR that a package of the estate declares."""
    if found.keyword in CURSORS:
        return True
    path = path_of(found.user) if found.user else ()
    package = context.catalog.routine(path[:-1], context.schema) if len(path) > 1 else None
    return package is not None and path[-1] in package.cursor_types


def kind_of_anchor(found: Anchored, context: Context, scope: Scope, *, bare: bool = False) -> Kind | Record:
    """%TYPE of a column or variable, %ROWTYPE of a table, where their names are written alike on the target."""
    path = tuple(p if q else p.upper() for p, q in zip(found.path, found.quoted, strict=True))
    kind: Kind | Record | None = None
    if found.attribute == "TYPE" and len(path) == 1:
        kind = scope.find(path[0])
    elif found.attribute == "TYPE" and len(path) == 2 and is_plain(found, path, context):
        column = context.catalog.column(path, context.schema)
        kind = kind_of_column(column.type) if column else None
        kind = kind if kind in VARIABLE_KINDS else None
    elif found.attribute == "ROWTYPE" and len(path) == 1 and path[0] in scope.cursors and not bare:
        kind = scope.cursors[path[0]]  # PL051
    elif found.attribute == "ROWTYPE" and len(path) == 1 and is_plain(found, path, context):
        table = context.catalog.table(path, context.schema)
        kind = fields_of(table) if table and table.complete and table.kind == "table" else None
    if kind is None:
        raise Unclear(found.part, f"type {shown(found)}")
    return kind


def is_plain(found: Anchored, path: Path, context: Context) -> bool:
    """The table and the column keep their names, so that the anchor can stay as it is written."""
    if any(found.quoted):
        return False
    names, schema = context.names, context.schema
    table = names.object_name(path[:1], "table", found.path[0], schema=schema)
    column = names.spell_column(path[:1], found.path[1], schema=schema) if len(path) > 1 else ""
    return [table, column] == [found.path[0], found.path[1] if column else ""]


def shown(found: Node) -> str:
    """A type for a message, on one line."""
    text = " ".join(found.text().split())
    return text.upper() if isinstance(found, TypeName) else text
