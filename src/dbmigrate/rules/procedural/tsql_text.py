"""What the rules that write T-SQL code as PL/pgSQL share: line indents, statement ends, branches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from dbmigrate.catalog.keys import path_of
from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.model import Part
from dbmigrate.rules.procedural.tsql_cursors import declared_cursors
from dbmigrate.rules.procedural.tsql_tables import is_table, made_table, returned_table
from dbmigrate.rules.procedural.tsql_type_text import is_limited, named_type
from dbmigrate.syntax.ddl.nodes import Node
from dbmigrate.syntax.lex import Lexed
from dbmigrate.syntax.procedural.tsql_executed_cursors import executed_cursors
from dbmigrate.syntax.procedural.tsql_nodes import LocalVariable, TsqlBody, TsqlParameter, TsqlUnit
from dbmigrate.syntax.procedural.tsql_statements import BeginEnd, Nothing, TsqlSql

# Variables that T-SQL does not need, with their types.
MADE: Final[Mapping[str, str]] = {
    "@@rowcount": "integer",
    "@@error": "integer",
    "@@fetch_status": "integer",
    "@@called": "integer",
    "@@called_row": "record",
    "@@result": "refcursor",
    "@@called_sets": "refcursor[]",
    "@@called_values": "text[]",
    "@@row": "record",
    "@@executed": "record",
    "@@context": "text",
}
Replacement = tuple[object, ...]


def indent(lexed: Lexed, part: Part) -> str:
    """The blanks at the beginning of the line in which the part begins."""
    lo = lexed.offsets(part)[0]
    text = lexed.text
    line = text[max(text.rfind("\n", 0, lo), text.rfind("\r", 0, lo)) + 1 : lo]
    return line[: len(line) - len(line.lstrip())]


def separator(lexed: Lexed, part: Part) -> str:
    """What stands before an added END: a new line where the part has several lines."""
    lo, hi = lexed.offsets(part)
    return "\n" + indent(lexed, part) if "\n" in lexed.text[lo:hi] or "\r" in lexed.text[lo:hi] else " "


def is_closed(node: Node) -> bool:
    return node.lexed.words[node.part.last] == ";"


def only_block(body: TsqlBody) -> BeginEnd | None:
    """BEGIN .. END around the whole body."""
    found = [n for n in body.statements if not isinstance(n, Nothing)]
    return found[0] if len(found) == 1 and isinstance(found[0], BeginEnd) else None


def following(statement: Node, context: Context) -> Node | None:
    """The statement behind it in its list."""
    above = context.path[-1] if context.path else None
    for statements in (getattr(above, "statements", ()), getattr(above, "handler", ())):
        k = next((k for k, s in enumerate(statements) if s is statement), len(statements))
        if k < len(statements):
            return next((s for s in statements[k + 1 :] if not isinstance(s, Nothing)), None)
    return None


def is_change_of_data(found: Node) -> bool:
    """A statement that changes rows, or a call, which may do anything."""
    return not isinstance(found, TsqlSql) or found.verb != "select"


def locals_of(unit: TsqlUnit) -> Iterator[LocalVariable]:
    """In the order of their declarations."""
    for node in sorted(unit.declared.values(), key=lambda n: n.part.first):
        if isinstance(node, LocalVariable):
            yield node


def body_opening(
    unit: TsqlUnit, names: dict[str, str], before: str, clashing: bool, context: Context
) -> tuple[str, list[object]]:
    """The text up to BEGIN, as a template, and what fills it: `before` the body, the section with the declarations."""
    template, places = f"{before}\n", list[object]()
    if clashing:
        template += "#variable_conflict use_column\n"
    lines = ""
    for node in locals_of(unit):
        if is_table(node, context):
            continue
        text, more = named_type(node.type, context)
        lines += f"  {{}} {text};\n"
        places += [node.name, *more]
    for cursor in declared_cursors(unit):
        lines += "  {} refcursor;\n"
        places.append(cursor.name)
    for name in executed_cursors(unit):
        lines += f"  {literal_template(context.names.spell(name, False, 'plvar'))} refcursor;\n"
    for key, kind in MADE.items():
        if key in names:
            lines += f"  {names[key]} {kind};\n"
    return template + (f"DECLARE\n{lines}" if lines else ""), places


def limits(unit: TsqlUnit, names: Mapping[str, str], context: Context) -> tuple[str, list[object]]:
    """Assignments that cut texts and round numbers as the parameters' types say: PostgreSQL forgets their lengths."""
    template, places = "", list[object]()
    for node in sorted(unit.declared.values(), key=lambda n: n.part.first):
        if isinstance(node, TsqlParameter) and not node.read_only and is_limited(node.type, context):
            name = literal_template(names[node.name.value.lower()])
            text, more = named_type(node.type, context)
            template += f"\n  {name} := {name}::{text};"
            places += more
    table = returned_table(unit)
    if table is not None:
        made, of = made_table(table, names[table.name.value.lower()])
        template, places = f"{template}\n  {made}", [*places, *of]
    return template, places


def language_of(unit: TsqlUnit, context: Context) -> str:
    """LANGUAGE, with the search path where the unit does not belong to the schema that all names are looked up in."""
    owner = next((p for p in reversed(path_of(unit.name)[:-1] if unit.name else ()) if p), context.schema)
    if owner in ("", context.catalog.schema):
        return "LANGUAGE plpgsql"
    path = ", ".join(context.names.bare(s) for s in context.names.search_path(owner))
    return literal_template(f"LANGUAGE plpgsql SET search_path = {path}") if path else "LANGUAGE plpgsql"
