"""What the scripts have made so far, in their order: the second definition of an object is refused by the target."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from dbmigrate.catalog.effects import Effects, Thing
from dbmigrate.syntax.ddl import nodes
from dbmigrate.syntax.procedural.nodes import Routine
from dbmigrate.syntax.procedural.tsql_nodes import TsqlRoutine

# Statements whose objects the target makes once; views, routines and triggers are replaced.
REPLACED: Final = (nodes.CreateView, Routine, TsqlRoutine)
ONCE: Final = (nodes.CreateTable, nodes.CreateSequence, nodes.CreateType, nodes.CreateIndex, nodes.AlterTable)
KINDS: Final = frozenset({"relation", "type", "index", "constraint", "primary key", "column", "routine"})
AGAIN, OTHER_FORM = "DD099", "DD098"


Answer = tuple[str, str, str]  # code, object, place of its first definition


class Taken(NamedTuple):
    """What one statement made and took back, and what was said about it. `code`: of a second definition."""

    code: str
    undoes: tuple[Thing, ...]
    ends: tuple[Thing, ...]
    makes: tuple[Thing, ...]
    place: str
    answers: tuple[Answer, ...] = ()


@dataclass
class Definitions:
    """Things with the place of their definition, `file:line`. `log`: what was taken since the file in hand began."""

    alive: dict[Thing, str] = field(default_factory=dict)
    of_table: dict[Thing, set[Thing]] = field(default_factory=lambda: defaultdict(set))
    log: list[Taken] = field(default_factory=list)

    def take(self, node: nodes.Node, effects: Effects, place: str) -> tuple[Answer, ...]:
        """What is to be said of things that the statement makes and others made before."""
        code = AGAIN if isinstance(node, ONCE) else OTHER_FORM if isinstance(node, REPLACED) else ""
        makes = tuple(t for t in (*effects.makes, *effects.columns) if t[0] in KINDS)
        taken = Taken(code, effects.undoes, effects.ends, makes, place)
        answers = tuple(self.answers(taken))
        if makes or taken.undoes or taken.ends:
            self.log.append(taken._replace(answers=answers))
        return answers

    def answers(self, taken: Taken) -> Iterator[Answer]:
        for thing in taken.undoes:
            self.forget(p for p in self.of_table[thing] if p != thing)
        for thing in taken.ends:
            self.forget((*self.of_table.pop(thing, ()), thing))
        again = False
        for thing in taken.makes:
            if thing[0] == "column" and again:
                break  # those of a table that is there already
            first = self.alive.get(thing)
            if first is None:
                self.alive[thing] = taken.place
                self.of_table[("relation", *thing[1:3])].add(thing)
            elif taken.code:
                again = again or taken.code == AGAIN
                yield taken.code, described(thing), first

    def follow(self, log: Sequence[Taken]) -> bool:
        """Take what a file's statements took elsewhere. False, and nothing is taken, where one of them would be
        answered otherwise behind the files that came before it."""
        trial = self.touched(log)
        if any(tuple(trial.answers(taken)) != taken.answers for taken in log):
            return False
        for taken in log:
            tuple(self.answers(taken))
        return True

    def touched(self, log: Sequence[Taken]) -> Definitions:
        """A copy of what these statements can ask for or change."""
        named = {thing for taken in log for thing in (*taken.undoes, *taken.ends, *taken.makes)}
        tables = named | {("relation", *thing[1:3]) for thing in named}
        of_table = {table: set(self.of_table[table]) for table in tables if table in self.of_table}
        things = named.union(*of_table.values())
        return Definitions({t: self.alive[t] for t in things if t in self.alive}, defaultdict(set, of_table))

    def forget(self, things: Iterable[Thing]) -> None:
        """A dropped table takes its parts along; where a part of it is taken back, its keys may be made again."""
        for thing in things:
            self.alive.pop(thing, None)


def described(thing: Thing) -> str:
    kind, *names = thing
    return f"{kind} {'.'.join(n for n in names if n)}"


__all__ = ["Definitions", "Taken"]
