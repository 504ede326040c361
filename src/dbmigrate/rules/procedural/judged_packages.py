"""Package bodies, judged: each routine for itself, since on the target it is one of its own in the package's schema."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from dbmigrate.catalog.keys import path_of
from dbmigrate.catalog.signatures import signature
from dbmigrate.catalog.values import Signature
from dbmigrate.engine.context import Context
from dbmigrate.rules.procedural.judged_calls import Signatures
from dbmigrate.rules.procedural.judged_transactions import ends_transactions
from dbmigrate.rules.procedural.judged_types import EXCEPTION, Kind, Record, Unclear
from dbmigrate.rules.procedural.judged_units import Units
from dbmigrate.syntax.ddl.nodes import Node
from dbmigrate.syntax.procedural.nodes import Block, ExceptionDeclaration, Package, Routine, key_of

BODY: Final = "package body"


def routines(unit: Package) -> Iterator[Routine]:
    """Those with a body; a head alone only declares what follows."""
    for node in unit.body.declarations if isinstance(unit.body, Block) else ():
        if isinstance(node, Routine) and node.body is not None:
            yield node


def members(unit: Package) -> dict[str, Signatures]:
    """The routines of a body by name, private ones too. A name of which one head is not understood is left out."""
    found: dict[str, list[Signature | None]] = defaultdict(list)
    for routine in routines(unit):
        assert routine.name
        made = signature(routine.kind, routine.parameters, routine.returns)
        found[key_of(routine.name)].append(replace(made, commits=ends_transactions(routine)) if made else None)
    return {name: tuple(s for s in heads if s) for name, heads in found.items() if None not in heads}


def schema_of(unit: Package, context: Context) -> str:
    """The target schema, not quoted, that stands for the package."""
    assert unit.name
    path = path_of(unit.name)
    key = context.catalog.locate("routine", path, context.schema)
    return context.names.package_schema(key or (context.catalog.owner(path[:-1], context.schema), path[-1]))


def judge_body(unit: Package, context: Context) -> dict[int, tuple[Unclear | None, bool]]:
    """By the routine's identity: what keeps it from being converted, and whether a column's name also names a variable.

    Raises Unclear where not even one routine is converted, or where the layout does not allow to tell them apart.
    """
    if not isinstance(unit.body, Block) or unit.rest or unit.body.problem or unit.body.end is None:
        raise Unclear(unit.part, "PACKAGE BODY")
    for node in unit.body.declarations:
        if shares_line(node):
            raise Unclear(node.part, "PACKAGE BODY with several declarations in a line")
    found: dict[int, tuple[Unclear | None, bool]] = {}
    own = members(unit)
    for routine in routines(unit):
        units = Units(context)
        units.queries.members = own
        units.scope.frames.append(exceptions(unit.body))
        try:
            units.unit(routine)
        except Unclear as unclear:
            found[id(routine)] = (unclear, False)
        else:
            found[id(routine)] = (None, units.queries.ambiguous)
    if not any(unclear is None for unclear, _ in found.values()):
        first = next((u for u, _ in found.values() if u), None)
        raise first or Unclear(unit.part, "PACKAGE BODY")
    return found


def exceptions(body: Block) -> dict[str, Kind | Record]:
    """What the body itself declares for its routines; anything else of the package is not known to them."""
    return {key_of(n.name): EXCEPTION for n in body.declarations if isinstance(n, ExceptionDeclaration)}


def shares_line(node: Node) -> bool:
    """Something else stands behind it on its last line, and would be lost behind a comment mark."""
    lexed, last = node.lexed, node.part.last
    if last + 1 >= len(lexed.tokens):
        return False
    between = lexed.text[lexed.tokens[last].end + 1 : lexed.tokens[last + 1].start]
    return "\n" not in between and "\r" not in between
