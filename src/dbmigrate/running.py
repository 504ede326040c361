"""One session runs a script and those that it includes: which schema and database are current in each of them.

SQL*Plus User's Guide, "START"; sqlcmd, `:r`: what a script sets counts for the scripts that it runs, and what these
set counts behind them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from dbmigrate.catalog.facts import Fact
from dbmigrate.catalog.keys import fold
from dbmigrate.sources.session import NOWHERE, Session, State

Children = Mapping[tuple[str, int], str]  # a file, the place of a directive in it -> the file that it runs


@dataclass(frozen=True)
class Turn:
    """A place where the session may change: `state` is what the script itself makes current, None where it runs
    another one. `facts`: how many facts the script has told before."""

    start: int
    facts: int
    state: State | None


@dataclass(frozen=True)
class Sitting:
    """The session of one script: what is current at its beginning, and behind each script that it runs."""

    begins: State = NOWHERE
    behind: Mapping[int, State] = field(default_factory=dict)

    def session(self, dialect: str) -> Session:
        return Session(dialect, *self.begins, behind=self.behind)


ALONE: Final = Sitting()


@dataclass
class Run:
    """A script that is being run, as far as turn `at`."""

    file: str
    begins: State
    now: State
    at: int = 0
    behind: dict[int, State] = field(default_factory=dict)


def sittings(turns: Mapping[str, Sequence[Turn]], children: Children, starts: Iterable[str]) -> dict[str, Sitting]:
    """The sitting of each script that does not have the session to itself alone; `starts`: those that no other one
    runs come first.

    A script that is run in several schemas makes its objects in each of them; here it is read once, and nothing is
    current at its beginning.
    """
    runs: dict[tuple[str, State], State] = {}
    met: dict[str, dict[State, Mapping[int, State]]] = {}
    for start in starts:
        if start in met:
            continue
        for run in finished(Run(start, NOWHERE, NOWHERE), turns, children, runs):
            met.setdefault(run.file, {})[run.begins] = run.behind
    found = {}
    for file, seen in met.items():
        if len(seen) == 1:
            begins, behind = next(iter(seen.items()))
        else:
            begins, behind = NOWHERE, agreed(seen.values())
        if begins != NOWHERE or behind:
            found[file] = Sitting(begins, behind)
    return found


def finished(
    first: Run, turns: Mapping[str, Sequence[Turn]], children: Children, runs: dict[tuple[str, State], State]
) -> Iterator[Run]:
    """`first` and the scripts that it runs, each when it is done; `runs` holds how each run leaves the session."""
    stack = [] if (first.file, first.begins) in runs else [first]
    while stack:
        run = stack[-1]
        own = turns.get(run.file, ())
        if run.at == len(own):
            stack.pop()
            runs[run.file, run.begins] = run.now
            yield run
            continue
        turn = own[run.at]
        child = children.get((run.file, turn.start)) if turn.state is None else None
        if child is not None and (child, run.now) not in runs:
            stack.append(Run(child, run.now, run.now))
            continue
        run.at += 1
        left = turn.state if child is None else runs[child, run.now]
        if child is not None and left is not None and left != run.now:
            run.behind[turn.start] = left
        run.now = run.now if left is None else left


def agreed(seen: Iterable[Mapping[int, State]]) -> dict[int, State]:
    """What is behind a directive in every run."""
    first, *others = seen
    return {start: state for start, state in first.items() if all(o.get(start) == state for o in others)}


def moved(facts: Iterable[Fact], turns: Sequence[Turn], sitting: Sitting, dialect: str) -> Iterator[Fact]:
    """The facts of one script, with what its session makes current at their places."""
    own, now, ahead = NOWHERE, sitting.begins, list(reversed(turns))
    for count, fact in enumerate(facts):
        while ahead and ahead[-1].facts <= count:
            turn = ahead.pop()
            if turn.state is not None:
                own = now = turn.state
            else:
                now = sitting.behind.get(turn.start, now)
        seen, meant = ([fold(dialect, part, False) for part in state] for state in (own, now))
        if seen != meant and [fact.schema, fact.database] == seen:
            yield replace(fact, schema=meant[0], database=meant[1])
        else:
            yield fact


__all__ = ["ALONE", "Children", "Sitting", "Turn", "moved", "sittings"]
