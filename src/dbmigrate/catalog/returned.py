"""What functions return, found by the tokens of their heads alone."""

from __future__ import annotations

from dbmigrate.catalog.elements import sql_type
from dbmigrate.catalog.keys import fold
from dbmigrate.catalog.values import SqlType
from dbmigrate.syntax.ddl import oracle_types, sqlserver_clauses
from dbmigrate.syntax.ddl.nodes import Procedural
from dbmigrate.syntax.ddl.reader import Cursor, Unexpected


def returned(node: Procedural) -> SqlType | None:
    """The type that a function returns; None for other units, and for tables and `%TYPE`."""
    if node.kind != "function" or node.name is None:
        return None
    return type_behind(node, node.name.part.last + 1)


def members(node: Procedural) -> dict[str, SqlType]:
    """The functions of an Oracle package with what they return, by folded name."""
    lexed, found = node.lexed, dict[str, SqlType]()
    if node.kind != "package":
        return found
    for k in range(node.part.first, node.part.last - 1):
        if lexed.words[k] == "FUNCTION" and lexed.is_name(k + 1):
            type_ = type_behind(node, k + 2)
            if type_ is not None:
                found[fold(lexed.dialect, lexed.tokens[k + 1].text, lexed.is_quoted(k + 1))] = type_
    return found


def type_behind(node: Procedural, k: int) -> SqlType | None:
    """Of `(parameters) RETURN type` (SQL Server: RETURNS) that starts at token k."""
    lexed = node.lexed
    c = Cursor(lexed, k, node.part.last + 1)
    oracle = lexed.dialect == "oracle"
    c.brackets()
    if not c.eat("RETURN" if oracle else "RETURNS") or c.at("TABLE") or c.at("SELF"):
        return None
    try:
        type_ = oracle_types.read_type(c) if oracle else sqlserver_clauses.read_type(c)
    except Unexpected:
        return None
    if "%" in type_.text() or type_.text().startswith("@"):
        return None
    return sql_type(type_)
