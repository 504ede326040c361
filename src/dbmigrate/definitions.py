"""What the scripts have made so far, in their order: the second definition of an object is refused by the target."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from dbmigrate.catalog.effects import Effects, Thing
from dbmigrate.syntax.ddl import nodes
from dbmigrate.syntax.procedural.nodes import Routine
from dbmigrate.syntax.procedural.tsql_nodes import TsqlRoutine

# Statements whose objects the target makes once; views, routines and triggers are replaced.
REPLACED: Final = (nodes.CreateView, Routine, TsqlRoutine)
ONCE: Final = (nodes.CreateTable, nodes.CreateSequence, nodes.CreateType, nodes.CreateIndex, nodes.AlterTable)
KINDS: Final = frozenset({"relation", "type", "index", "constraint", "primary key", "column", "routine"})
AGAIN, OTHER_FORM = "DD099", "DD098"


@dataclass
class Definitions:
    """Things with the place of their definition, `file:line`."""

    alive: dict[Thing, str] = field(default_factory=dict)
    of_table: dict[Thing, set[Thing]] = field(default_factory=lambda: defaultdict(set))

    def take(self, node: nodes.Node, effects: Effects, place: str) -> Iterator[tuple[str, str, str]]:
        """(code, object, place of its first definition) of what the statement makes and others made before."""
        for thing in effects.undoes:
            self.forget(p for p in self.of_table[thing] if p != thing)
        for thing in effects.ends:
            self.forget((*self.of_table.pop(thing, ()), thing))
        again = False
        for thing in (*effects.makes, *effects.columns):
            if thing[0] == "column" and again:
                break  # those of a table that is there already
            if thing[0] not in KINDS:
                continue
            first = self.alive.get(thing)
            if first is None:
                self.alive[thing] = place
                self.of_table[("relation", *thing[1:3])].add(thing)
            elif isinstance(node, ONCE):
                again = True
                yield AGAIN, described(thing), first
            elif isinstance(node, REPLACED):
                yield OTHER_FORM, described(thing), first

    def forget(self, things: Iterable[Thing]) -> None:
        """A dropped table takes its parts along; where a part of it is taken back, its keys may be made again."""
        for thing in things:
            self.alive.pop(thing, None)


def described(thing: Thing) -> str:
    kind, *names = thing
    return f"{kind} {'.'.join(n for n in names if n)}"


__all__ = ["Definitions"]
