"""Package bodies, judged: each routine for itself, since on the target it is one of its own in the package's schema."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from dbmigrate.catalog.keys import path_of
from dbmigrate.catalog.methods import method
from dbmigrate.catalog.missed import may_miss
from dbmigrate.catalog.signatures import signature
from dbmigrate.catalog.values import Signature
from dbmigrate.engine.context import Context
from dbmigrate.model import COMMENT_OUT, Part
from dbmigrate.rules.procedural.judged_calls import Signatures
from dbmigrate.rules.procedural.judged_transactions import ends_transactions
from dbmigrate.rules.procedural.judged_types import Unclear
from dbmigrate.rules.procedural.plsql_package_names import schema_of_package
from dbmigrate.rules.procedural.plsql_pipes import is_pipelined
from dbmigrate.syntax.ddl.nodes import Node
from dbmigrate.syntax.procedural.nodes import Block, Module, PackageStart, Routine, key_of

BODIES: Final = frozenset({"package body", "type body"})


def routines(unit: Module) -> Iterator[Routine]:
    """Those with a body; a head alone only declares what follows."""
    for node in unit.body.declarations if isinstance(unit.body, Block) else ():
        if isinstance(node, Routine) and node.body is not None:
            yield node


def members(unit: Module) -> dict[str, Signatures]:
    """The routines of a body by name, private ones too. A name of which one head is not understood is left out."""
    found: dict[str, list[Signature | None]] = defaultdict(list)
    for routine in routines(unit):
        assert routine.name and unit.name
        heads = routine.parameters, routine.returns
        said = routine.member.words() if routine.member else ()
        made = method(said, routine.kind, *heads, path_of(unit.name)) if said else signature(routine.kind, *heads)
        found[key_of(routine.name)].append(with_habits(made, routine) if made else None)
    return {name: tuple(s for s in heads if s) for name, heads in found.items() if None not in heads}


def with_habits(made: Signature, routine: Routine) -> Signature:
    missed = routine.kind == "function" and may_miss(routine.words())
    return replace(made, commits=ends_transactions(routine), misses=missed, rows=is_pipelined(routine))


def schema_of(unit: Module, context: Context) -> str:
    """The target schema, not quoted, that stands for the package."""
    assert unit.name
    return schema_of_package(path_of(unit.name), context)


def start_of(unit: Module) -> PackageStart | None:
    """What the body runs when the package is first used."""
    found = unit.body.statements if isinstance(unit.body, Block) else ()
    return next((s for s in found if isinstance(s, PackageStart)), None)


def end_of(unit: Module) -> Part | None:
    """The word END of its block."""
    start = start_of(unit)
    block = start.body if start is not None else unit.body
    return block.end if isinstance(block, Block) else None


def judge_layout(unit: Module) -> Block:
    """Raises Unclear where the layout of a body does not allow to tell its routines apart."""
    if not isinstance(unit.body, Block) or unit.rest or unit.body.problem or end_of(unit) is None:
        raise Unclear(unit.part, "PACKAGE BODY")
    return unit.body


def left_behind(node: Node) -> list[tuple[Any, ...]]:
    """The edits by which a declaration stays behind comment marks; what follows it on its last line gets its own."""
    return [(node, COMMENT_OUT), *([(node.part.after, "\n")] if shares_line(node) else [])]


def shares_line(node: Node) -> bool:
    """Something else stands behind it on its last line, and would be lost behind a comment mark."""
    lexed, last = node.lexed, node.part.last
    if last + 1 >= len(lexed.tokens):
        return False
    between = lexed.text[lexed.tokens[last].end + 1 : lexed.tokens[last + 1].start]
    return "\n" not in between and "\r" not in between
