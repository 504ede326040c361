"""What must change in a name and why: computed once per name, shared by the rules that explain it reason by reason."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Final

from dbmigrate.catalog.keys import Path, path_of
from dbmigrate.catalog.spelling import effective
from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.latest import latest
from dbmigrate.model import Fix, Hit, Part
from dbmigrate.records import dataclass
from dbmigrate.sources.substitution import SIGN
from dbmigrate.syntax.ddl.nodes import (
    AlterTable,
    Column,
    Constraint,
    CreateIndex,
    CreateSequence,
    CreateTable,
    CreateType,
    CreateView,
    Drop,
    Guard,
    Name,
    Reference,
    TableIndex,
)
from dbmigrate.syntax.lex import Lexed

DECLARING: Final = (Column, Constraint, CreateIndex, CreateSequence, CreateTable, CreateType, CreateView, TableIndex)
IN_TABLE: Final = frozenset({"column", "index", "constraint"})
# Words that stand in a query like a column and are none. Oracle: SQL Language Reference, "Pseudocolumns" and the
# functions without parentheses; SQL Server: Transact-SQL Reference, "System Functions". None of them can name a
# column without quotes there, except in Oracle those whose target spelling needs no quotes anyway.
NO_COLUMNS: Final = {
    "oracle": frozenset(
        """ROWNUM ROWID LEVEL USER UID SYSDATE SYSTIMESTAMP CURRENT_DATE CURRENT_TIMESTAMP LOCALTIMESTAMP DBTIMEZONE
        SESSIONTIMEZONE DEFAULT NULL TRUE FALSE SQLCODE SQLERRM CONNECT_BY_ISLEAF CONNECT_BY_ISCYCLE ORA_ROWSCN""".split()
    ),
    "sqlserver": frozenset(
        """DEFAULT NULL USER CURRENT_USER SESSION_USER SYSTEM_USER CURRENT_TIMESTAMP $ACTION $IDENTITY $ROWGUID
        $PARTITION""".split()
    ),
}
SEQUENCE_WORDS: Final = frozenset({"NEXTVAL", "CURRVAL"})
# XML, hierarchyid and spatial values have methods: what stands before them is no schema.
METHODS: Final = frozenset({"VALUE", "QUERY", "NODES", "EXIST", "MODIFY"})
EMPTY_BINARY: Final = "0x"  # the tokenizer takes it for a name in quotes
NUMBERS: Final = "spt_values"  # QY290 writes it, with what stands before it
NO_NAME: Final = ("@", ":", "&", "$(", "$$", "#")


class Reason(Enum):
    MARKS = "brackets or quotes"
    RESERVED = "reserved word"
    CHARACTERS = "characters that need quotes"
    TOO_LONG = "too long"
    SCHEMA = "schema"
    TAKEN = "taken by another object"


@dataclass(frozen=True)
class Change:
    part: Part
    old: str  # as written
    new: str
    reason: Reason


@latest
def changes_of(name: Name, context: Context) -> tuple[Change, ...]:
    return tuple(changes(name, context))


def hit(name: Name, context: Context, reason: Reason, declared: Fix = Fix.SAFE) -> Hit | None:
    """The changes of a name for one reason. `declared` is the fix where the name is declared, elsewhere it is safe."""
    told = changes_of(name, context)
    if not told:  # most names stay
        return None
    found = [c for c in told if c.reason is reason]
    if not found:
        return None
    values = {"old": found[0].old, "new": found[0].new}
    fix = declared if is_declaration(name, context) else Fix.SAFE
    return Hit(
        replace=[(c.part, literal_template(c.new)) for c in found], values=values, fix=fix, at=found[0].part
    )


def is_declaration(name: Name, context: Context) -> bool:
    above = context.path[-1] if context.path else None
    return isinstance(above, DECLARING) and above.name is name


def changes(name: Name, context: Context) -> Iterator[Change]:
    if is_foreign(name, context):
        return
    routine = called_routine(name)
    if routine is not None:
        name = routine
    for part, new in replacements(name, context):
        yield Change(part, name.text(part) or "", new, reason_of(name, part, new, context))


def is_foreign(name: Name, context: Context) -> bool:
    """Words that only look like names, and names that other rules rewrite as a whole."""
    lexed, last = name.lexed, name.parts[-1].first
    if name.kind == "exception":
        return True
    oracle, sign, words = lexed.dialect == "oracle", SIGN[lexed.dialect], lexed.words
    first = name.parts[0].first
    if oracle and first > 1 and words[first - 1] == "." and words[first - 2] == ")" and not lexed.is_quoted(last):
        return True  # the field of an element: behind a point no word is reserved
    for part in name.parts:
        k = part.first
        if lexed.is_string(k):
            return True
        text = lexed.tokens[k].text
        # a variable of the script's client; what lies behind a database link, which DD058 writes
        if (sign in text or (oracle and "@" in text)) and not lexed.is_quoted(k) and not names_database(name, part):
            return True
    if is_end_of_routine(name) or name.text().lower() == EMPTY_BINARY:
        return True
    if not oracle and name.kind == "table" and name.value.lower() == NUMBERS:
        return True
    quoted = name.is_quoted()
    if not quoted and name.value.startswith(NO_NAME) and name.kind in ("column", "alias", "table"):
        return not name.value.startswith("#")
    if name.kind == "column" and oracle and len(name.parts) > 1 and name.value in SEQUENCE_WORDS:
        return True  # in quotes: DBMS_METADATA writes "S"."NEXTVAL"
    if name.kind == "column" and not quoted:
        word = words[last]
        alone = len(name.parts) == 1 and word in NO_COLUMNS[lexed.dialect] and not context_declares(name, context)
        if alone or (oracle and word in SEQUENCE_WORDS):
            return True
    guard = context.above(Guard)
    return guard is not None and guard.tests is not None and within(name.part, guard.condition.part)


def names_database(name: Name, part: Part) -> bool:
    """The first of the three components that SQL Server knows, the second may be left out."""
    lexed, k = name.lexed, part.first
    three = len(name.parts) > 2 or lexed.words[k + 1 : k + 3] == [".", "."]
    return lexed.dialect != "oracle" and three and part is name.parts[0]


def context_declares(name: Name, context: Context) -> bool:
    """A name in DDL is a name, whatever the word; in a query it may be a function without parentheses."""
    above = context.path[-1] if context.path else None
    return is_declaration(name, context) or (above is not None and type(above).__name__ in ("Names", "IndexColumn"))


def within(inner: Part, outer: Part) -> bool:
    return outer.first <= inner.first and inner.last <= outer.last


def is_method(lexed: Lexed, k: int) -> bool:
    return lexed.tokens[k].text.upper() in METHODS


def is_end_of_routine(name: Name) -> bool:
    """`f` of `dbo.f(1)`: read together with the components before it (called_routine)."""
    lexed, k = name.lexed, name.part.last
    if name.kind != "alias" or lexed.dialect != "sqlserver" or not k or lexed.words[k - 1] != ".":
        return False
    return lexed.words[k + 1] == "(" and not is_method(lexed, k)


def called_routine(name: Name) -> Name | None:
    """`dbo` of `dbo.f(1)`: the parser hands the components of a call out one by one, the name is read from the tokens."""
    lexed, k = name.lexed, name.part.first
    if name.kind != "alias" or lexed.dialect != "sqlserver" or lexed.words[k + 1] != "." or (k and lexed.words[k - 1] == "."):
        return None
    parts = [Part(k, k)]
    while lexed.words[k + 1] == "." and lexed.is_name(k + 2):
        k += 2
        parts.append(Part(k, k))
    if lexed.words[k + 1] != "(" or is_method(lexed, k):
        return None
    return Name(Part(parts[0].first, k), lexed, tuple(parts), "routine")


def replacements(name: Name, context: Context) -> list[tuple[Part, str]]:
    names, position = context.names, position_of(name)
    table = table_of(name, context)
    if table is None and len(name.parts) == 1:
        new = names.alone(name, position, context.schema)
        return [] if new is None else [(name.parts[0], new)]
    if table is None:
        return names.qualified(name, position, context.schema)
    own = name.parts[-1]
    if name.kind == "column":
        new = names.spell_column(table, name.value, name.is_quoted(), position, context.schema)
    elif name.kind == "index":
        new = names.spell_index(table, name.value, name.is_quoted(), context.schema)
    else:
        new = names.spell_constraint(table, name.value, name.is_quoted(), context.schema)
    found = []
    if len(name.parts) > 1:
        found = [f for f in names.qualified(name, position, context.schema) if f[0] != own]
    return found if name.text(own) == new else [*found, (own, new)]


def table_of(name: Name, context: Context) -> Path | None:
    """The table of a column, index or constraint of a DDL statement, where the name itself does not hold it."""
    if name.kind not in IN_TABLE or (name.kind == "column" and len(name.parts) > 1):
        return None
    for node in reversed(context.path):
        if isinstance(node, Reference):
            return path_of(node.table) if name.kind == "column" else None
        if isinstance(node, (CreateTable, AlterTable)):
            return path_of(node.name)
        if isinstance(node, CreateIndex):
            return path_of(node.table)
        if isinstance(node, Drop):
            return dropped_from(name, node)
    return None


def dropped_from(name: Name, node: Drop) -> Path | None:
    if len(node.tables) == len(node.names):
        return next((path_of(t) for n, t in zip(node.names, node.tables, strict=True) if n is name), None)
    return path_of(node.table) if node.table is not None else None


def position_of(name: Name) -> str:
    """Where the word stands, as packs.POSITIONS has it; "" leaves it to the kind."""
    if name.kind == "table alias":
        return "table alias"
    if name.kind != "alias":
        return ""
    before = name.lexed.words[name.part.first - 1] if name.part.first else ""
    return "alias" if before == "AS" else "bare alias"


def reason_of(name: Name, part: Part, new: str, context: Context) -> Reason:
    own = next((i for i, p in enumerate(name.parts) if p == part), None)
    schemas = own is None or (own < len(name.parts) - 1 and not (name.kind == "column" and own == len(name.parts) - 2))
    if own is None:
        return Reason.SCHEMA
    old, quoted = name.values[own], name.is_quoted(own)
    same = effective(new).lower() == old.lower()
    if schemas and not same:
        return Reason.SCHEMA
    if context.names.shortened(old):
        return Reason.TOO_LONG
    if not same:
        return Reason.TAKEN
    if quoted:
        return Reason.MARKS
    reserved = new.startswith('"') and old.replace("_", "a").isalnum()
    return Reason.RESERVED if reserved else Reason.CHARACTERS
