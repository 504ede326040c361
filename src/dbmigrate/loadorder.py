"""In which order the load scripts hold the estate's statements.

An estate of definitions (each object made once) is ordered by kind: tables, data, keys, views, routines. An estate
that is a history (something made is dropped or renamed further on) keeps the order of its scripts. In both a
statement stands behind what it needs, wherever that is made; a drop of what does not exist yet is left out, since
the load scripts fill an empty database.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import field

from dbmigrate.catalog.effects import Effects, Thing
from dbmigrate.engine.sections import Rank
from dbmigrate.records import dataclass

SECTIONS = ("pre", "data", "post")


@dataclass(eq=False)
class Step:
    """One statement, or a run of INSERTs, of the load scripts. `number`: its place in the scripts as they came."""

    number: int
    rank: Rank
    file: str
    effects: Effects
    key_of: Step | None = None  # the table whose foreign keys this step adds
    needs: set[Step] = field(default_factory=set)
    section: str = "pre"

    @property
    def subject(self) -> Thing | None:
        """What an ALTER follows."""
        return next((t for t in (*self.effects.uses, *self.effects.undoes) if t[0] == "relation"), None)


@dataclass(frozen=True)
class Ordered:
    steps: list[Step]
    cause: Step | None  # what makes the estate a history
    left_out: list[Step]  # drops of what does not exist yet, and scripts that only clear away


def ordered(steps: Sequence[Step]) -> Ordered:
    """The steps in load order, each with its section; the order depends on the steps alone."""
    clearing = clearing_files(steps)
    left_out = [s for s in steps if s.file in clearing]
    kept = [s for s in steps if s.file not in clearing]
    lives = Lives()
    for step in kept:
        lives.add(step)
    left_out += lives.idle
    idle = set(lives.idle)
    kept = [s for s in kept if s not in idle]
    keys = source_keys(kept, lives) if lives.cause else rank_keys(kept)
    arranged = arrange(kept, keys)
    for step in arranged:
        step.section = section_of(step, lives.cause is not None)
    return Ordered(arranged, lives.cause, sorted(left_out, key=lambda s: s.number))


def clearing_files(steps: Sequence[Step]) -> set[str]:
    """Scripts that drop and do nothing else: they clear the way for, or away, what others make."""
    doing = {s.file for s in steps if not s.effects.drops_only}
    return {s.file for s in steps} - doing


class Lives:
    """Walks the steps in the order of the scripts and ties each to what it needs."""

    def __init__(self) -> None:
        self.alive: dict[Thing, Step] = {}
        self.waiting: dict[Thing, list[Step]] = defaultdict(list)  # for what is made only further on
        self.ended: set[Thing] = set()  # things that were alive and are dropped
        self.filled: dict[Thing, Step] = {}  # the last step that changed a relation's rows
        self.readers: dict[Thing, list[Step]] = defaultdict(list)  # steps with rows to change that read it since
        self.cause: Step | None = None  # the first statement that takes back what another one made
        self.idle: list[Step] = []

    def add(self, step: Step) -> None:
        effects = step.effects
        gone = [t for t in (*effects.ends, *effects.undoes) if self.exists(t)]
        if effects.drops_only and not gone:
            self.idle.append(step)
            return
        for thing in gone:
            step.needs.add(self.maker(thing))
            self.cause = self.cause or step
            self.ended.add(thing)
        for thing in (*effects.uses, *effects.references, *effects.fills):
            self.use(thing, step)
        if effects.fills:
            self.fill(step)
        for thing in effects.ends:
            self.alive.pop(thing, None)
        for thing in effects.makes:
            self.make(thing, step)
        step.needs.discard(step)

    def fill(self, step: Step) -> None:
        """Rows are written and read in the order of the scripts, wherever one of the steps has to go."""
        for thing in self.read_by(step):
            if thing in self.filled:
                step.needs.add(self.filled[thing])
            if thing not in step.effects.fills:
                self.readers[thing].append(step)
        for thing in step.effects.fills:
            step.needs.update(self.readers.pop(thing, ()))
            if thing in self.filled:
                step.needs.add(self.filled[thing])
            self.filled[thing] = step

    def read_by(self, step: Step) -> list[Thing]:
        """What a step reads from, also behind views."""
        found: dict[Thing, None] = dict.fromkeys(step.effects.uses)
        pending = list(found)
        while pending:
            maker = self.alive.get(pending.pop())
            for thing in maker.effects.uses if maker and maker.rank is Rank.VIEW else ():
                if thing not in found:
                    found[thing] = None
                    pending.append(thing)
        return list(found)

    def exists(self, thing: Thing) -> bool:
        """Constraints may have names that the source made up: they live as long as their table."""
        return thing in self.alive or (thing[0] == "constraint" and ("relation", *thing[1:3]) in self.alive)

    def maker(self, thing: Thing) -> Step:
        return self.alive.get(thing) or self.alive["relation", thing[1], thing[2]]

    def use(self, thing: Thing, step: Step) -> None:
        maker = self.alive.get(thing)
        if maker is not None:
            step.needs.add(maker)
        else:
            self.waiting[thing].append(step)

    def make(self, thing: Thing, step: Step) -> None:
        if thing in self.alive:
            step.needs.add(self.alive[thing])
            return
        self.alive[thing] = step
        for other in self.waiting.pop(thing, ()):
            if other is not step:
                other.needs.add(step)


WAITING = frozenset({Rank.SYNONYM, Rank.VIEW, Rank.ROUTINE, Rank.TRIGGER, Rank.COMMENT, Rank.GRANT})
OrderKey = tuple[int, int, int, int]


def rank_keys(steps: Sequence[Step]) -> dict[Step, OrderKey]:
    """By rank and place; an ALTER that the data needs stands right behind the table that it changes."""
    tables = {t: s for s in steps if s.rank is Rank.TABLE for t in s.effects.makes if t[0] == "relation"}
    keys: dict[Step, OrderKey] = {}
    for step in steps:
        table = tables.get(step.subject) if step.rank is Rank.ALTER and step.subject else None
        keys[step] = (Rank.TABLE, table.number, 1, step.number) if table else (step.rank, step.number, 0, 0)
    return keys


def source_keys(steps: Sequence[Step], lives: Lives) -> dict[Step, OrderKey]:
    """By place in the scripts; what can wait stands at the end, by rank."""
    late = waiting(steps, lives)
    return {s: (1, s.rank, s.number, 0) if s in late else (0, s.number, 1 if s.key_of else 0, 0) for s in steps}


def waiting(steps: Sequence[Step], lives: Lives) -> set[Step]:
    """Foreign keys, since the data may come in any order; views, routines and triggers, which may use columns that a
    later script adds. None of them waits of which, or of whose tables, something is dropped further on, and none that
    a statement needs which does not wait."""
    late = set()
    for step in steps:
        things = (*step.effects.makes, *step.effects.uses, *(step.key_of.effects.makes if step.key_of else ()))
        if (is_foreign_key(step) or step.rank in WAITING) and not any(t in lives.ended for t in things):
            late.add(step)
    needed = [n for s in steps if s not in late for n in s.needs]
    while needed:
        step = needed.pop()
        if step in late:
            late.discard(step)
            needed += step.needs
    return late


def is_foreign_key(step: Step) -> bool:
    return step.key_of is not None or (step.rank is Rank.KEY and bool(step.effects.references))


def arrange(steps: Sequence[Step], keys: dict[Step, OrderKey]) -> list[Step]:
    """Smallest key first, but never before what it needs; in a circle the smallest key goes first."""
    missing: dict[Step, int] = {}
    needed_by: dict[Step, list[Step]] = defaultdict(list)
    kept = set(steps)
    for step in steps:
        needs = step.needs & kept
        missing[step] = len(needs)
        for need in needs:
            needed_by[need].append(step)
    order = {step: (keys[step], step.number, i) for i, step in enumerate(steps)}
    ready = [(order[s], s) for s in steps if not missing[s]]
    heapq.heapify(ready)
    blocked = {s for s in steps if missing[s]}
    done: list[Step] = []
    while ready or blocked:
        if not ready:
            first = min(blocked, key=order.__getitem__)
            blocked.discard(first)
            ready.append((order[first], first))
        step = heapq.heappop(ready)[1]
        done.append(step)
        for other in needed_by[step]:
            missing[other] -= 1
            if not missing[other] and other in blocked:
                blocked.discard(other)
                heapq.heappush(ready, (order[other], other))
    return done


def section_of(step: Step, history: bool) -> str:
    """pre, data or post: never before the section of what the step needs."""
    if history:
        return "pre"
    own = "pre" if step.rank < Rank.DATA else "data" if step.rank is Rank.DATA else "post"
    return max((own, *(n.section for n in step.needs)), key=SECTIONS.index)


__all__ = ["Ordered", "Step", "ordered"]
