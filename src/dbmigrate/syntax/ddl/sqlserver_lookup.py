"""SQL Server blocks that look up the made-up name of a constraint and drop it: a column's default, a primary key.

Upgrade scripts need them because SQL Server names what a script does not: DF__zy_brry__xb__3B75D760.
"""

from __future__ import annotations

import re
from typing import Final

from dbmigrate.records import dataclass
from dbmigrate.syntax.ddl.nodes import Procedural
from dbmigrate.syntax.ddl.sqlserver_strings import split_path

TYPE: Final = r"@\w+ (?:AS )?\w+(?: \( (?:\d+|MAX) \))?"
VALUE: Final = r"\? \+ (?P=name)(?: \+ \?)?"
# Over the words of the block, joined by blanks; `?` is a string.
BLOCK: Final = re.compile(
    rf"(?:DECLARE {TYPE}(?: , {TYPE})* (?:; )?)+"
    r"(?:SELECT|SET) (?P<name>@\w+) = (?P<opened>\( SELECT )?(?:TOP 1 )?(?:\w+ \. )?NAME "
    r"FROM (?P<query>[^;@]+?) (?(opened)\) )"
    r"(?:; )?(?:IF (?P=name) IS NOT NULL (?P<begun>BEGIN )?)?"
    rf"(?:(?:SET|SELECT) (?P<sql>@\w+) = {VALUE} (?:; )?)?"
    rf"EXEC(?:UTE)? (?:(?(sql)\( (?P=sql) \)|\( {VALUE} \))|SP_EXECUTESQL (?P=sql))(?: ;)?(?(begun) END(?: ;)?)"
)
COMMAND: Final = re.compile(r"\s*ALTER\s+TABLE\s+(\S+)\s+DROP\s+(?:CONSTRAINT\s+)?\[?\0\]?\s*;?\s*", re.I)
DEFAULTS: Final = ("CDEFAULT", "DEFAULT_CONSTRAINTS", "DEFAULT_OBJECT_ID")
TYPES: Final = frozenset({"D", "PK"})
OTHERWISE: Final = frozenset({"<>", "!=", "!", "<", ">", "NOT", "OR", "LIKE", "UNION"})  # not: this one object
LONGEST: Final = 1500  # characters; a longer block does more


@dataclass(frozen=True)
class LookedUp:
    """The default of a column is dropped, or (`column` is "") the primary key. Names as written."""

    table: tuple[str, ...]
    column: str


def looked_up(block: Procedural) -> LookedUp | None:
    """None where the block is or does anything else."""
    lexed = block.lexed
    is_short = block.kind == "block" and len(lexed.text) <= LONGEST and lexed.words[0] == "DECLARE"
    if lexed.dialect != "sqlserver" or not is_short:
        return None
    tokens = range(len(lexed.tokens))
    line = " ".join("?" if lexed.is_string(k) else lexed.words[k] or lexed.tokens[k].text.upper() for k in tokens)
    found = BLOCK.fullmatch(line)
    if found is None:
        return None
    strings = [lexed.tokens[k].text for k in tokens if lexed.is_string(k)]
    asked = found["query"].split().count("?")
    command = COMMAND.fullmatch("\0".join(strings[asked:]) + ("\0" if len(strings) - asked == 1 else ""))
    if command is None:
        return None
    return subject(found["query"].split(), strings[:asked], split_path(command[1]))


def subject(query: list[str], strings: list[str], table: tuple[str, ...]) -> LookedUp | None:
    """What a query on the catalog looks for: its strings are the table, a type and a column."""
    named = [s for s in strings if split_path(s)[-1:] and split_path(s)[-1].lower() == table[-1].lower()]
    types = {s.strip().upper() for s in strings} & TYPES
    others = [s for s in strings if s not in named and s.strip().upper() not in TYPES]
    others = [s for s in others if len(table) < 2 or s.lower() != table[-2].lower()]
    if not named or not OTHERWISE.isdisjoint(query):
        return None
    if len(others) == 1 and (types == {"D"} or any(word in query for word in DEFAULTS)):
        return LookedUp(table, others[0])
    return LookedUp(table, "") if not others and types == {"PK"} else None
