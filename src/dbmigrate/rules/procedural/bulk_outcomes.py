"""What FORALL leaves behind: how many rows each turn changed, which turns failed and why.

PL/SQL Language Reference, "Handling FORALL Exceptions After FORALL Statement Completes", "Implicit Cursor Attribute".
"""

from __future__ import annotations

from typing import Final

from dbmigrate.syntax.ddl.nodes import Node, below
from dbmigrate.syntax.procedural.statements import ForAll

COUNTS, ERRORS = "SQL%BULK_ROWCOUNT", "SQL%BULK_EXCEPTIONS"
COUNTED: Final = "sql_bulk_rowcount"  # the variables: by turn
TURN: Final = "sql_bulk_turn"
INDEXES: Final = "sql_bulk_index"
CODES: Final = "sql_bulk_code"
STATE: Final = "24381"  # of ORA-24381, error(s) in array DML
FIELDS: Final = {"ERROR_INDEX": INDEXES, "ERROR_CODE": CODES}


def bulk_asked(unit: Node) -> frozenset[str]:
    """Of COUNTS and ERRORS what the unit asks for; ERRORS too where a FORALL saves its exceptions."""
    found = {COUNTS, ERRORS}.intersection(unit.lexed.words[unit.part.first : unit.part.last + 1])
    saves = any(isinstance(f, ForAll) and f.save is not None for f in below(unit, ForAll))
    return frozenset(found | {ERRORS} if saves else found)


def bulk_variables(asked: frozenset[str]) -> str:
    """Their declarations."""
    lines = f"\n  {COUNTED} bigint[];" if COUNTS in asked else ""
    if ERRORS in asked:
        lines += f"\n  {TURN} integer;\n  {INDEXES} integer[];\n  {CODES} integer[];"
    return lines
