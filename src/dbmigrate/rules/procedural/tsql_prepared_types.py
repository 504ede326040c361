"""What sp_executesql is given, as the types that its definition names: the target does not convert texts to dates by itself."""

from __future__ import annotations

from typing import Final

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.rules.procedural.tsql_type_text import declared, type_text
from dbmigrate.syntax.ddl.nodes import Piece
from dbmigrate.syntax.lex import Lexed, LexError
from dbmigrate.syntax.procedural.tsql import read_tsql
from dbmigrate.syntax.procedural.tsql_nodes import LocalVariable, TsqlParameter, TsqlUnit
from dbmigrate.syntax.procedural.tsql_prepared import literal
from dbmigrate.syntax.procedural.tsql_statements import Execute

WHOLE: Final = frozenset({"integer", "bigint", "smallint"})


def defined_types(call: Execute, context: Context) -> dict[str, str]:
    """The target's type of each parameter of the definition, by its name in small letters."""
    known = literal(call.arguments[1].value) if len(call.arguments) > 1 else None
    if known is None:
        return {}
    try:
        unit = read_tsql(Lexed(f"CREATE PROCEDURE p {known} AS RETURN", "sqlserver"))
    except LexError:
        return {}
    if not isinstance(unit, TsqlUnit):
        return {}
    found = {name: node for name, node in unit.declared.items() if isinstance(node, TsqlParameter)}
    return {name.lower(): type_text(declared(node.type, context), context) for name, node in found.items()}


def passed(value: Piece, wanted: str, unit: TsqlUnit, context: Context) -> str:
    """The template of a value: cast where its own type is another one."""
    text = value.text()
    variable = unit.declared.get(text.lower())
    if isinstance(variable, (LocalVariable, TsqlParameter)):
        own = type_text(declared(variable.type, context), context)
        same = own == wanted or (own in WHOLE and wanted in WHOLE) or (is_text(own) and is_text(wanted))
    else:
        same = (text.isdigit() and wanted in WHOLE) or (text.lstrip("Nn")[:1] in ("'", '"') and is_text(wanted))
    return "{}" if same or not wanted else "{}::" + literal_template(wanted)


def is_text(name: str) -> bool:
    return name.startswith(("varchar", "char", "text"))
