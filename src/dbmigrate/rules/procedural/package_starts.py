"""What a package runs when a session first uses it: a function that every way into the package calls first.

PL/SQL Language Reference, "Package Instantiation and Initialization".
"""

from __future__ import annotations

from typing import Final

from dbmigrate.catalog.keys import path_of
from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.rules.procedural.judged_packages import BODIES, schema_of, start_of
from dbmigrate.rules.procedural.judgement import judge
from dbmigrate.syntax.ddl.nodes import below
from dbmigrate.syntax.procedural.nodes import Module
from dbmigrate.syntax.procedural.statements import CallStatement, ExecuteImmediate, Open, SqlStatement

STARTER: Final = "start_of_package"


def is_started(unit: Module, context: Context) -> bool:
    """Its body runs something, all of which is written."""
    if unit.kind in BODIES:
        start = start_of(unit)
        judgement = judge(unit, context).routines.get(id(start)) if start is not None else None
        return judgement is not None and judgement.unclear is None
    known = context.catalog.routine(path_of(unit.name), context.schema) if unit.name else None
    return known is not None and known.starts


def starting(unit: Module, context: Context) -> str:
    """A line that calls the function, as a template; "" where there is none."""
    if not is_started(unit, context):
        return ""
    schema = context.names.bare(schema_of(unit, context))
    return literal_template(f"\n    PERFORM {schema}.{STARTER}();")


def has_effects(unit: Module) -> bool:
    """It does more than to give the package's variables their values."""
    start = start_of(unit)
    found = below(start, (SqlStatement, CallStatement, ExecuteImmediate, Open)) if start is not None else ()
    return any(not isinstance(s, SqlStatement) or s.sql.verb != "select" for s in found)
