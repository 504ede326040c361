"""Which cursors of packages a unit of code uses, and for what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.model import Part
from dbmigrate.records import dataclass
from dbmigrate.rules.procedural.judged_fetching import COUNT, FOUND, IS_OPEN, NOT_FOUND, cursor_key
from dbmigrate.rules.procedural.plsql_cursors import used
from dbmigrate.syntax.ddl.nodes import Node, Piece, Procedural, below
from dbmigrate.syntax.procedural.nodes import Block, Module, Routine
from dbmigrate.syntax.procedural.statements import Close, Fetch, Loop, Open
from dbmigrate.types.package_cursors import PackageCursor

ATTRIBUTES: Final = (NOT_FOUND, FOUND, IS_OPEN, COUNT)


@dataclass(frozen=True)
class Use:
    """`state`: it is opened, fetched from, closed or asked about, not only gone through by FOR. `whole`: the unit opens
    and closes it itself."""

    name: str
    cursor: PackageCursor | None
    state: bool
    whole: bool


def is_unit(unit: Procedural, context: Context) -> bool:
    """One that is written as a routine of its own, not one within another."""
    outer = context.path[0] if context.path else None
    return outer is None or (isinstance(outer, Module) and len(context.path) == 2 and isinstance(unit, Routine))


def uses(unit: Procedural, context: Context) -> Iterator[Use]:
    """In the order of their names."""
    opened, fetched, closed = (keys(unit, kind) for kind in (Open, Fetch, Close))
    asked = {name for _, name in attributes(unit)}
    gone_through = {
        cursor_key(n.source) for n in below(unit, Loop) if isinstance(n, Loop) and isinstance(n.source, Piece)
    }
    local = {name for block in below(unit, Block) if isinstance(block, Block) for name in block.declared}
    context.path.append(unit)
    for name in sorted((opened | fetched | closed | asked | gone_through) - {""}):
        cursor = used(name, context)
        if cursor is not None and name not in local:
            state = name in opened | fetched | closed | asked
            yield Use(name, cursor, state, name in opened and name in closed)
    context.path.pop()


def keys(unit: Node, kind: type[Open | Fetch | Close]) -> set[str]:
    return {cursor_key(n.cursor) for n in below(unit, kind) if isinstance(n, (Open, Fetch, Close))}


def places_of(unit: Node, kind: type[Open | Fetch | Close], name: str) -> list[int]:
    """The first tokens of the statements of a kind that use the cursor."""
    found = (n for n in below(unit, kind) if isinstance(n, (Open, Fetch, Close)))
    return [n.part.first for n in found if cursor_key(n.cursor) == name]


def attributes(unit: Node) -> Iterator[tuple[int, str]]:
    """The tokens that ask a cursor something, and its name."""
    words = unit.lexed.words
    for k in range(unit.part.first, unit.part.last + 1):
        word = words[k]
        ending = next((a for a in ATTRIBUTES if word.endswith(a)), "") if "%" in word else ""
        if ending:
            yield k, word.removesuffix(ending)


def prefixes(unit: Procedural, name: str, context: Context) -> Iterator[Part]:
    """The package's name before the cursor's, with its point."""
    words = unit.lexed.words
    places = [n.cursor.part.first for n in below(unit, (Open, Fetch, Close)) if isinstance(n, (Open, Fetch, Close))]
    loops = [n.source.part.first for n in below(unit, Loop) if isinstance(n, Loop) and isinstance(n.source, Piece)]
    for k in (*places, *loops):
        if words[k + 1] == "." and words[k + 2] == name:
            yield Part(k, k + 1)
    for k, asked in attributes(unit):
        if asked == name and words[k - 1] == ".":
            yield Part(k - 2, k - 1)
