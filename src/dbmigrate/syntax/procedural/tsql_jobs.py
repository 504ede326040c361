"""Calls of SQL Server Agent's procedures in batches, and IF that holds nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dbmigrate.syntax.ddl.nodes import Node, Piece
from dbmigrate.syntax.procedural.statements import Goto
from dbmigrate.syntax.procedural.tsql_nodes import TsqlBatch, TsqlUnit
from dbmigrate.syntax.procedural.tsql_statements import BeginEnd, Execute, Nothing, TsqlIf

JOB: Final = "SQL Server Agent: "  # what the judgement says of them
AGENT: Final = frozenset(
    """sp_add_job sp_add_jobstep sp_add_jobschedule sp_add_schedule sp_attach_schedule sp_add_jobserver sp_add_category
    sp_add_operator sp_add_alert sp_add_notification sp_update_job sp_update_jobstep sp_delete_job sp_delete_jobstep
    sp_delete_schedule sp_purge_jobhistory""".split()
)


def is_job_call(node: Node, unit: TsqlUnit) -> bool:
    if not isinstance(unit, TsqlBatch) or not isinstance(node, Execute) or node.procedure is None:
        return False
    return node.procedure.value.lower() in AGENT


def surrounds_jobs(node: TsqlIf, unit: TsqlUnit) -> list[Execute]:
    """The calls of an IF that holds nothing but calls and their checks; none where it holds something else."""
    found: list[Execute] = []
    return found if only_jobs(node, unit, found) else []


def only_jobs(node: Node, unit: TsqlUnit, found: list[Execute]) -> bool:
    if isinstance(node, Execute):
        found.append(node)
        return is_job_call(node, unit)
    if isinstance(node, BeginEnd):
        return all(only_jobs(n, unit, found) for n in node.statements)
    if isinstance(node, TsqlIf):
        return only_jobs(node.then, unit, found) and (node.otherwise is None or only_jobs(node.otherwise, unit, found))
    return isinstance(node, (Nothing, Goto))


def given(call: Execute, parameters: Sequence[str]) -> dict[str, str]:
    """What is passed as constants, without quotes, by parameter."""
    found: dict[str, str] = {}
    for k, argument in enumerate(call.arguments):
        by_place = parameters[k] if k < len(parameters) else ""
        name = argument.name.value.lstrip("@").lower() if argument.name else by_place
        value = argument.value
        if name and isinstance(value, Piece) and not value.text().startswith("@"):
            text = value.text()
            quoted = text.lstrip("Nn")[:1] == "'"
            found[name] = text.lstrip("Nn")[1:-1].replace("''", "'") if quoted else text
    return found
