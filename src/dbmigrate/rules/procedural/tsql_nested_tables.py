"""Temporary tables of one name in routines that call each other.

Transact-SQL reference, "CREATE TABLE", temporary tables: one that a called procedure makes is another one than its
caller's. PostgreSQL has one for each name in a session.
"""

from __future__ import annotations

from typing import Final

from dbmigrate.catalog.keys import Path, path_of
from dbmigrate.engine.context import Context
from dbmigrate.records import dataclass
from dbmigrate.rules.procedural.tsql_calls import SERVER, signature_at
from dbmigrate.rules.procedural.tsql_judgement import TsqlJudgement
from dbmigrate.rules.procedural.tsql_shapes import NONE
from dbmigrate.syntax.ddl.nodes import below
from dbmigrate.syntax.procedural.tsql_nodes import TsqlUnit
from dbmigrate.syntax.procedural.tsql_statements import Execute, InsertExecute
from dbmigrate.syntax.procedural.tsql_temporaries import temporaries

LONGEST: Final = 63  # bytes of a name


def made_by_called(name: str, unit: TsqlUnit, judgement: TsqlJudgement, context: Context) -> str:
    """A procedure that the unit calls, if by others, and that makes a temporary table of this name, where nothing hides
    the unit's own from it; "" without one."""
    statements = [n for n in below(unit, (Execute, InsertExecute)) if isinstance(n, (Execute, InsertExecute))]
    filling = {id(n.call) for n in statements if isinstance(n, InsertExecute)}
    for statement in statements:
        if id(statement) in filling or (found := reached(name, call_of(statement), context)) is None:
            continue
        if found.maker and name.lower() not in hidden_from(statement, unit, judgement, context):
            return found.maker
    return ""


@dataclass(frozen=True)
class Reached:
    """What a call leads to. `maker`: a procedure that makes the table; `apart`: none of them needs the caller's."""

    maker: str
    apart: bool
    paths: frozenset[Path]


def reached(name: str, call: Execute, context: Context) -> Reached | None:
    """None where the call is one of no procedure of the estate."""
    if call.procedure is None or call.procedure.kind == "variable":
        return None
    wanted, seen, maker, apart = [path_of(call.procedure)], set[Path](), "", True
    while wanted:
        path = wanted.pop()
        signature = signature_at(path, context) if path not in seen else None
        if path not in seen and signature is None and not SERVER.match(path[-1]):
            apart = False  # a procedure that was not given may read it
        seen.add(path)
        if signature is None:
            continue
        apart = apart and name.lower() not in signature.borrowed
        if name.lower() in signature.temporaries:
            maker = maker or path[-1]
            if name.lower() not in signature.borrowed:
                continue  # those that it calls see its own
        wanted += [*signature.calls, *signature.fills]
    return Reached(maker, apart, frozenset(seen))


def hidden_from(
    statement: Execute | InsertExecute, unit: TsqlUnit, judgement: TsqlJudgement, context: Context
) -> tuple[str, ...]:
    """The unit's own temporary tables that are put aside while the call runs: a procedure there makes one of that name."""
    call = call_of(statement)
    if unit.name is None or call.tail is not None or opens_cursors(call, judgement):
        return ()
    own = signature_key(path_of(unit.name), context)
    found = []
    for name in temporaries(unit.lexed):
        seen = reached(name, call, context)
        if seen is None or not seen.maker or not seen.apart or len(hiding(name, unit).encode()) > LONGEST:
            continue
        recursive = any(signature_key(path, context) == own for path in seen.paths)
        filled = isinstance(statement, InsertExecute) and statement.table.value.lower() == name
        if not recursive and not filled and not name.startswith("##"):
            found.append(name)
    return tuple(found)


def signature_key(path: Path, context: Context) -> object:
    return context.catalog.locate("routine", path, context.schema) or path


def opens_cursors(call: Execute, judgement: TsqlJudgement) -> bool:
    """What it hands out may read its own table, which then cannot be dropped behind the call."""
    return judgement.shapes.get(call.part.first, NONE).kind in ("cursors", "parameter")


def hiding(name: str, unit: TsqlUnit) -> str:
    """What the table is called meanwhile."""
    return f"{name} of {unit.name.value.lower() if unit.name else ''}"


def call_of(statement: Execute | InsertExecute) -> Execute:
    return statement.call if isinstance(statement, InsertExecute) else statement
