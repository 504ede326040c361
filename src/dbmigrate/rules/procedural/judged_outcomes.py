"""What Oracle's implicit cursor says about the statement before. PL/SQL Language Reference, "Implicit Cursor Attribute"."""

from __future__ import annotations

from typing import Final

from sqlglot import exp

from dbmigrate.rules.procedural.plsql_returning import is_gathering
from dbmigrate.syntax.ddl.nodes import Node, Piece
from dbmigrate.syntax.procedural.statements import SqlStatement

FOUND, NOT_FOUND, ROW_COUNT = "SQL%FOUND", "SQL%NOTFOUND", "SQL%ROWCOUNT"
IMPLICIT_OPEN: Final = "SQL%ISOPEN"
SEEN: Final = (FOUND, NOT_FOUND)
COUNTER_OF_ONE: Final = "sql_rowcount_one"  # of one turn of FORALL
COUNTER: Final = "sql_rowcount"  # the variable that keeps the number where the code asks later


def outcome(node: exp.Expr) -> str:
    """SQL%FOUND for `SQL%ROWCOUNT > 0` and `<> 0`, SQL%NOTFOUND for `= 0`; "" for anything else."""
    counted, bound = node.args.get("this"), node.args.get("expression")
    if not isinstance(counted, exp.Column) or counted.name.upper() != ROW_COUNT:
        return ""
    if not isinstance(bound, exp.Literal) or bound.is_string or bound.this != "0":
        return ""
    if isinstance(node, (exp.GT, exp.NEQ)):
        return FOUND
    return NOT_FOUND if isinstance(node, exp.EQ) else ""


def is_row_count(piece: Piece) -> bool:
    return piece.words() == (ROW_COUNT,)


def leaves_outcome(before: Node | None) -> bool:
    """Whether the attributes speak of the statement right before: other statements in between could change FOUND. BULK
    COLLECT is no query of PL/pgSQL's own."""
    bulk = isinstance(before, SqlStatement) and before.sql.into is not None and before.sql.into.bulk
    return isinstance(before, SqlStatement) and not is_gathering(before) and not bulk
