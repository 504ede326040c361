"""A CALL that is made as a text: it may leave out INOUT parameters, pass values that are no variables, and give what comes
back to variables of other types."""

from __future__ import annotations

from dbmigrate.catalog.values import Signature
from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.model import Part
from dbmigrate.rules.procedural.tsql_called_rows import handing
from dbmigrate.rules.procedural.tsql_calls import PASSED, RESULTS, STATUS, matched, passed_table, target_type
from dbmigrate.rules.procedural.tsql_judgement import CALLED_ROW, TsqlJudgement
from dbmigrate.rules.procedural.tsql_shapes import Shape
from dbmigrate.rules.procedural.tsql_text import Replacement, is_closed
from dbmigrate.syntax.procedural.tsql_nodes import TsqlUnit
from dbmigrate.syntax.procedural.tsql_statements import Execute


def in_text(
    call: Execute, signature: Signature, judgement: TsqlJudgement, unit: TsqlUnit, shape: Shape, context: Context
) -> Replacement:
    assert call.procedure is not None
    shown, values, back = [], list[object](), list[tuple[object, str]]()
    given_as = list[str]()
    given = list(matched(call, signature))
    for k, (argument, passed) in enumerate(given, 1):
        spelled = context.names.spell(argument.name, False, "param")
        wanted = target_type(argument, context)
        name = f"{spelled} => " if passed.name is not None else ""
        shown.append(f"{name}${k}::{wanted}" if wanted else f"{name}${k}")
        rows_of = passed_table(passed.value, unit, context)
        values += [passed.value] if rows_of is None else [rows_of, passed.value]
        given_as.append("{}" if rows_of is None else PASSED)
        if passed.output is not None and argument.mode != "in":
            back.append((passed.value, spelled))
    named = {a.name for a, _ in given}
    for argument in signature.arguments:
        if argument.mode != "in" and argument.name not in named and not argument.default:
            spelled = context.names.spell(argument.name, False, "param")
            wanted = target_type(argument, context)
            shown.append(f"{spelled} => NULL::{wanted}" if wanted else f"{spelled} => NULL")
    using = " USING " + ", ".join(given_as) if given_as else ""
    whole = Part(call.part.first, call.part.last - is_closed(call))
    lines, more = "", list[object]()
    row = literal_template(judgement.names.get(CALLED_ROW, ""))
    for value, spelled in back:
        lines += f"; {{}} := {row}.{literal_template(spelled)}"
        more.append(value)
    if call.result is not None:
        lines += f"; {{}} := {row}.{STATUS}" if signature.status else "; {} := 0"
        more.append(call.result)
    if shape.kind == "parameter":
        sets = f"{row}.{RESULTS}"
        lines += "; " + handing(f"unnest({sets}::refcursor[])", sets, unit).rstrip(";")
    into = f" INTO {row}" if row and f"{row}." in lines else ""
    text = literal_template(", ".join(shown))
    gone = [n for a in call.arguments for n in (a.name,) if n is not None]
    return (whole, f"EXECUTE 'CALL {{}}({text})'{into}{using}{lines}", call.procedure, *values, *more, *gone)
