"""Names behind the label of a block or loop, or the name of the routine. PL/SQL Language Reference, "Qualified Names"."""

from __future__ import annotations

from collections.abc import Iterator

from dbmigrate.catalog.keys import Path
from dbmigrate.engine.context import Context
from dbmigrate.syntax.ddl.nodes import Node
from dbmigrate.syntax.procedural.nodes import Block, Routine, key_of
from dbmigrate.syntax.procedural.statements import Loop


def is_labelled(path: Path, context: Context) -> bool:
    """`outer_block.n`, `routine.n` of something around the place that declares `n`."""
    return len(path) > 1 and any(path[0] == label and path[1] in node.declared for label, node in labels(context))


def labels(context: Context) -> Iterator[tuple[str, Block | Loop | Routine]]:
    above: Node | None = None
    for node in context.path:
        if isinstance(node, (Block, Loop)):
            for label in node.labels:
                yield key_of(label.name), node
        owner = above if isinstance(node, Block) else node
        if isinstance(owner, Routine) and isinstance(node, (Block, Routine)):
            yield key_of(owner.name) if owner.name else "", node
        above = node
