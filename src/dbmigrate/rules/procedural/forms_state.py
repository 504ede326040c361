"""What the judgement on the forms of a unit keeps while it goes through its statements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from dbmigrate.engine.context import Context
from dbmigrate.rules.procedural.goto_jumps import NONE
from dbmigrate.rules.procedural.goto_turns import Turn
from dbmigrate.rules.procedural.plsql_collections import collection
from dbmigrate.rules.procedural.plsql_left import Left
from dbmigrate.rules.procedural.plsql_nested import Names
from dbmigrate.rules.procedural.plsql_target import path_of_target
from dbmigrate.rules.procedural.postponed_ends import Postponed
from dbmigrate.syntax.ddl.nodes import Node
from dbmigrate.syntax.procedural.nodes import Block, Trigger
from dbmigrate.syntax.procedural.statements import Into, Loop

Place = tuple[int, int]


@dataclass
class FormsState:
    """What is known at a place. `unwritten`: by first and last token, statements that no rule writes, and why; `left`:
    declarations that are left out, with the statements that name them."""

    context: Context
    left: Left
    unwritten: dict[Place, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.known: frozenset[str] = frozenset()  # attributes that speak of the statement right before
        self.trigger: Trigger | None = None
        self.counted = False  # PL054 keeps the number of rows
        self.seen_cursors: set[str] = set()  # PL134 keeps whether FETCH gave a row
        self.counted_cursors: set[str] = set()  # PL124 keeps how many rows they have given
        self.conditions: dict[Place, str] = {}  # that no rule writes, and why
        self.bulk = False  # FORALL stands in it
        self.handling = 0  # handlers around the place
        self.protected = 0  # blocks with handlers around the place
        self.postponed = Postponed()  # of the outermost of them
        self.jumps = NONE
        self.turns: Mapping[str, Turn] = {}
        self.loops: list[Loop] = []
        self.loops_around = 0  # the outermost block with handlers
        self.late: set[int] = set()  # first tokens of COMMITs that wait, and of the statements that they stand behind
        self.behind_loop: tuple[Node, ...] = ()  # the statements behind the outermost loop
        self.opened = False  # cursors are opened by OPEN
        self.behind: tuple[Node, ...] = ()  # the statements behind this one in its list
        self.autonomous = False
        self.commits = False  # the unit may end transactions
        self.function = False
        self.pipelined = False
        self.constructor = False  # of an object type: RETURN gives SELF
        self.outermost: Node | None = None
        self.unit_: Node | None = None
        self.names: Names = {}  # routines that blocks declare
        self.nested: dict[str, str] = {}  # how they are written

    @contextmanager
    def inside(self, node: Node) -> Iterator[None]:
        self.context.path.append(node)
        yield
        self.context.path.pop()

    def lost(self, node: Node, why: str) -> None:
        self.unwritten[node.part.first, node.part.last] = why

    def is_bulk(self, into: Into) -> bool:
        """PL107 writes it."""
        held = [collection(path_of_target(t), self.context) for t in into.targets]
        return all(h is not None and not h.known.mapped for h in held)

    def block(self, block: Block) -> None:
        raise NotImplementedError

    def statement(self, node: Node, counted: bool) -> None:
        raise NotImplementedError

    def statements(self, nodes: tuple[Node, ...]) -> None:
        raise NotImplementedError

    def declaration(self, node: Node) -> None:
        raise NotImplementedError
