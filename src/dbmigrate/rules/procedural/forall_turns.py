"""The turns of FORALL over INDICES OF and VALUES OF a collection.

PL/SQL Language Reference, "FORALL Statement".
"""

from __future__ import annotations

from dbmigrate.engine.context import Context
from dbmigrate.model import Part
from dbmigrate.records import dataclass
from dbmigrate.rules.procedural.plsql_collections import Held, collection
from dbmigrate.rules.procedural.plsql_target import path_of_target
from dbmigrate.syntax.ddl.nodes import Piece
from dbmigrate.syntax.procedural.nodes import key_of
from dbmigrate.syntax.procedural.statements import ForAll

LOWER, UPPER = "coalesce(array_lower({v}, 1), 1)", "coalesce(array_upper({v}, 1), 0)"


@dataclass(frozen=True)
class Turns:
    """Templates with {v} for the collection `held`; `opened`: LOOP, and what must be true of a turn, with how many ends
    it takes."""

    held: Held
    owner: Part
    bounds: str
    opened: str
    ends: tuple[str, ...]


def turns_of(found: ForAll, context: Context) -> Turns | None:
    """`context.path`: with the statement."""
    source = found.source
    held = collection(path_of_target(source), context) if isinstance(source, Piece) else None
    if held is None or held.known.mapped:
        return None
    name = found.index.text()
    if found.kind == "values":
        if found.between is not None:
            return None
        at = f"{key_of(found.index).lower()}_at"
        inner = f"IF {{v}}[{at}] IS NOT NULL THEN FOR {name} IN {{v}}[{at}] .. {{v}}[{at}]"
        return Turns(held, source.part, f"{at} IN {LOWER} .. {UPPER} LOOP {inner}", "LOOP", ("END LOOP;", "END IF;", "END LOOP;"))
    bounds = (LOWER, UPPER)
    if found.between is not None:
        limits = limits_of(found)
        if limits is None:
            return None
        bounds = (f"greatest({LOWER}, {limits[0]})", f"least({UPPER}, {limits[1]})")
    text = f"{name} IN {bounds[0]} .. {bounds[1]}"
    if not held.known.keyed:
        return Turns(held, source.part, text, "LOOP", ("END LOOP;",))
    return Turns(held, source.part, text, f"LOOP IF {{v}}[{name}] IS DISTINCT FROM NULL THEN", ("END IF;", "END LOOP;"))


def limits_of(found: ForAll) -> tuple[str, str] | None:
    """Plain names or numbers: others would want rules of their own."""
    assert found.between is not None
    tokens = [found.lexed.tokens[k] for k in range(found.between.part.first, found.between.part.last + 1)]
    if len(tokens) != 4 or tokens[2].text.upper() != "AND":
        return None
    low, high = tokens[1].text, tokens[3].text
    return (low, high) if all(t.replace("_", "a").isalnum() for t in (low, high)) else None
