"""SQL in a constant text of code, converted as the same statement in a script would be."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from dbmigrate.engine.compose import Overlap, apply
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import RULES
from dbmigrate.engine.convert import Converted, Table, convert, dispatch_table
from dbmigrate.model import Fix, Part, Severity
from dbmigrate.packs import TargetPack
from dbmigrate.syntax.ddl.nodes import Procedural, Unread
from dbmigrate.syntax.ddl.read import read
from dbmigrate.syntax.lex import Lexed, LexError


@dataclass(frozen=True)
class Rewritten:
    """`certain`: every change in it is a safe one, and nothing is left open."""

    literal: str
    certain: bool
    helpers: tuple[str, ...]


def rewritten(lexed: Lexed, part: Part, context: Context) -> Rewritten | None:
    """The literal with its statement converted; None where it holds none that can be read."""
    source = lexed.source(part)
    if not source.startswith("'") or not source.endswith("'"):
        return None
    text = source[1:-1].replace("''", "'")
    try:
        inner = Lexed(text, "oracle")
        if not inner.tokens:
            return None
        node = read(inner)
        if isinstance(node, (Unread, Procedural)):
            return None
        made = convert(node, replace(context, lexed=inner, path=[]), rules(context.target))
        new = apply(text, made.edits)
    except (LexError, Overlap):
        return None
    if made.problem or made.commented:
        return None
    return Rewritten("'" + new.replace("'", "''") + "'", is_certain(made), tuple(sorted(made.helpers)))


def is_certain(made: Converted) -> bool:
    for finding in made.findings:
        hit, rule = finding.hit, finding.rule
        safe = bool(hit.replace) and (hit.fix or rule.fix) is Fix.SAFE
        if (hit.severity or rule.severity) is not Severity.NOTE and not safe:
            return False
    return True


@lru_cache(maxsize=4)
def rules(target: TargetPack) -> Table:
    return dispatch_table(RULES.values(), target.has, "oracle")
