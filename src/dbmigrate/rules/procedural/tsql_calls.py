"""Calls of procedures in T-SQL code: what is called, and how its arguments are written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from sqlglot import exp

from dbmigrate.catalog.keys import Path, path_of
from dbmigrate.catalog.values import Argument, Signature
from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.views import view
from dbmigrate.model import Part
from dbmigrate.rules.procedural.tsql_passed import passed as passed_value
from dbmigrate.rules.procedural.tsql_tables import table_type
from dbmigrate.rules.procedural.tsql_text import Replacement
from dbmigrate.rules.procedural.tsql_type_text import declared, type_text
from dbmigrate.syntax.ddl.nodes import Name, Piece
from dbmigrate.syntax.procedural.nodes import DataType
from dbmigrate.syntax.procedural.tsql_descriptions import description_of
from dbmigrate.syntax.procedural.tsql_nodes import LocalVariable, TableVariable, TsqlParameter, TsqlUnit
from dbmigrate.syntax.procedural.tsql_prepared import is_prepared, prepared
from dbmigrate.syntax.procedural.tsql_renames import renaming
from dbmigrate.syntax.procedural.tsql_statements import CallArgument, Execute
from dbmigrate.syntax.sql import parse

RESULTS: Final = "result_sets"  # the parameter with the cursors of its results, where it has OUTPUT parameters too
STATUS: Final = "return_status"  # the parameter in which a procedure hands out what T-SQL's RETURN says
NO_STATUS: Final = "'0'"
PASSED: Final = "(SELECT array_agg(ROW(passed.*)::{}) FROM {} AS passed)"  # a table variable as an argument
KEPT_STATUS: Final = "dbmigrate.return_status"  # the setting in which a function that gives rows does so
SERVER: Final = re.compile(r"(?:sp|xp|fn)_", re.I)


def keeping_status(value: str) -> str:
    """The statement that hands a function's status out; `value`: a text, as a template."""
    return f"PERFORM set_config('{KEPT_STATUS}', {value}, false);"


def signature_of(call: Execute, context: Context) -> Signature | None:
    """Of a procedure of the estate."""
    if call.procedure is None or call.procedure.kind == "variable":
        return None
    return signature_at(path_of(call.procedure), context)


def signature_at(path: Path, context: Context) -> Signature | None:
    routine = context.catalog.routine(path, context.schema)
    return next(iter(routine.signatures.get(path[-1], ())), None) if routine else None


def gives(signature: Signature, context: Context, seen: frozenset[Path] = frozenset()) -> bool:
    """It has a query that gives rows, or calls a procedure that does."""
    if signature.rows:
        return True
    for path in signature.calls:
        if path not in seen:
            found = signature_at(path, context)
            if found is not None and gives(found, context, seen | {path}):
                return True
    return False


def problem(call: Execute, unit: TsqlUnit, context: Context) -> str:
    """Why a call cannot be written; "" where it can."""
    name = call.procedure.text() if call.procedure else ""
    if call.tail is not None and call.tail.words() != ("WITH", "RECOMPILE"):
        return f"EXEC {call.tail.words()[0]}"
    if call.procedure is None:
        return ""
    if call.procedure.kind == "variable" or call.number:
        return "" if is_passed_by_name(call, unit) else "EXEC of what a variable names"
    if is_prepared(call):
        return "" if prepared(call, unit) is not None else "sp_executesql in this form"
    signature = signature_of(call, context)
    if renaming(call) is not None or description_of(call) is not None:
        return ""
    if signature is None:
        return f"EXEC {name}" if SERVER.match(call.procedure.value) else ""
    given = list(matched(call, signature))
    if len(given) < len(call.arguments):
        return f"EXEC of {name} with other arguments than it has"
    if any(not isinstance(v.value, Piece) and v is not call.arguments[-1] for _, v in given):
        return f"EXEC of {name} with DEFAULT"
    return ""


def is_passed_by_name(call: Execute, unit: TsqlUnit) -> bool:
    """PL321: values alone are passed, and what comes back goes to variables."""
    plain = call.number is None and all(isinstance(a.value, Piece) for a in call.arguments)
    back = [a.value for a in call.arguments if a.output is not None and isinstance(a.value, Piece)]
    known = [unit.declared.get(value.text().lower()) for value in back]
    tables = [unit.declared.get(a.value.text().lower()) for a in call.arguments if isinstance(a.value, Piece)]
    words = [isinstance(a.value, Piece) and is_word(a.value) for a in call.arguments]
    return plain and not any(words) and None not in known and not any(isinstance(t, TableVariable) for t in tables)


def is_word(value: Piece) -> bool:
    """A bare word, which is a text."""
    root = parse(value.lexed, value.part, value.into).root
    return isinstance(root, exp.Column) and not root.name.startswith("@")


def is_made_as_text(call: Execute, signature: Signature, unit: TsqlUnit, context: Context) -> bool:
    """What comes back has no variable of its own type to go to."""
    if not all(isinstance(a.value, Piece) for a in call.arguments):
        return False
    given, outputs = list(matched(call, signature)), {a.name for a in signature.arguments if a.mode != "in"}
    if is_without_outputs(call, signature) or not outputs <= {a.name for a, _ in given}:
        return bool(outputs)
    if any(passed_table(a.value, unit, context) is not None for a in call.arguments):
        return not gives(signature, context)  # CALL takes no query; a function that gives rows does
    return any(a.name in outputs and not is_fit(a, passed, unit, context) for a, passed in given)


def passed_table(value: object, unit: TsqlUnit, context: Context) -> DataType | None:
    """The table type of a variable that is passed as a whole."""
    passed = unit.declared.get(value.text().lower()) if isinstance(value, Piece) else None
    is_table = isinstance(passed, LocalVariable) and table_type(passed.type, context) is not None
    return passed.type if is_table and isinstance(passed, LocalVariable) else None


def is_without_outputs(call: Execute, signature: Signature) -> bool:
    """Nothing of what the procedure hands out is asked for: a call that is made as a text may leave it out."""
    asked = call.result is not None or any(a.output for a in call.arguments)
    plain = all(isinstance(a.value, Piece) for a in call.arguments)
    return not asked and plain and any(a.mode != "in" for a in signature.arguments)


def matched(call: Execute, signature: Signature) -> Iterator[tuple[Argument, CallArgument]]:
    """Parameters and what is passed for them."""
    by_name = {a.name: a for a in signature.arguments}
    for k, given in enumerate(call.arguments):
        if given.name is not None:
            found = by_name.get(given.name.value.lower().lstrip("@"))
        else:
            found = signature.arguments[k] if k < len(signature.arguments) else None
        if found is not None:
            yield found, given


def is_fit(argument: Argument, given: CallArgument, unit: TsqlUnit, context: Context) -> bool:
    """A variable of the parameter's own type: what comes back must be stored as it is."""
    node = unit.declared.get(given.value.text().lower())
    if given.output is None or not isinstance(node, (LocalVariable, TsqlParameter)) or argument.type is None:
        return False
    wanted = type_text(context.types.estate.declared(argument.type, context.schema), context)
    return wanted.partition("(")[0] == type_text(declared(node.type, context), context).partition("(")[0]


def argument_text(
    given: CallArgument, argument: Argument | None, names: Mapping[str, str], context: Context
) -> list[Replacement]:
    """`@n = value OUTPUT` as `n => value`, cast to the parameter's type where the target would find no such routine."""
    replace: list[Replacement] = []
    if given.name is not None and given.equals is not None:
        own = context.names.spell(given.name.value.lstrip("@"), False, "param")
        name = names.get(given.name.value.lower(), own)
        replace.append((Part(given.name.part.first, given.equals.last), literal_template(f"{name} =>")))
    if given.output is not None:
        replace.append((given.output, ""))
    value = given.value
    if not isinstance(value, Piece):
        return replace
    unit = context.above(TsqlUnit)
    rows_of = passed_table(value, unit, context) if unit is not None else None
    if rows_of is not None:
        return [*replace, (value.part.before, PASSED.partition("{} AS")[0], rows_of), (value.part.after, " AS passed)")]
    tree = parse(value.lexed, value.part, value.into)
    if isinstance(tree.root, exp.Column) and is_word(value):
        text = tree.root.name.replace("'", "''")
        return [*replace, (value, literal_template(f"'{text}'"), value)]  # no name: edits of it go
    if given.output is None and argument is not None and argument.type is not None and tree.root is not None:
        to = context.types.estate.declared(argument.type, context.schema)
        replace += passed_value(view(tree, tree.root), value.part, to, type_text(to, context), context)
    return replace


def target_type(argument: Argument, context: Context) -> str:
    """Of a parameter; "" where it is not known what the target calls it."""
    if argument.type is None:
        return ""
    return type_text(context.types.estate.declared(argument.type, context.schema), context)


def named(call: Execute) -> Name:
    assert call.procedure is not None
    return call.procedure
