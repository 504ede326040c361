"""SQL in a constant text of code, converted as the same statement in a script would be."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from dbmigrate.engine.compose import Overlap, apply
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import RULES, UNPARSED
from dbmigrate.engine.convert import Converted, Finding, convert
from dbmigrate.engine.table import Table, dispatch_table
from dbmigrate.model import Edit, Fix, Part, Severity
from dbmigrate.packs import TargetPack
from dbmigrate.records import dataclass
from dbmigrate.rules.procedural.judged_commands import BIND
from dbmigrate.syntax.ddl.nodes import Environment, Node, Piece, Procedural, Unread
from dbmigrate.syntax.ddl.read import read
from dbmigrate.syntax.lex import Lexed, LexError


@dataclass(frozen=True)
class Rewritten:
    """`certain`: every change in it is a safe one, and nothing is left open. `node`: what the text was read as.
    `left_out`: a statement about the server or the session, which stays behind comment marks."""

    text: str
    certain: bool
    helpers: tuple[str, ...]
    node: Node
    left_out: bool = False

    @property
    def literal(self) -> str:
        return quoted(self.text)


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def rewritten(lexed: Lexed, part: Part, context: Context) -> Rewritten | None:
    """A literal with its statement converted; None where it holds none that can be read."""
    return rewritten_text(lexed.tokens[part.first].text, context) if lexed.is_string(part.first) else None


def rewritten_text(text: str, context: Context) -> Rewritten | None:
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
    if BIND.findall(new) != BIND.findall(text):
        return None  # binds are taken in the order of the text
    if made.problem or (made.commented and not isinstance(node, Environment)):
        return None
    return Rewritten(new, is_certain(made), tuple(sorted(made.helpers)), node, made.commented)


def rewritten_expression(text: str, context: Context) -> Rewritten | None:
    """An expression of code that stands elsewhere, written as it is at this place; None where something in it is left
    out or nothing can read it."""
    try:
        inner = Lexed(text, "oracle")
        if not inner.tokens:
            return None
        piece = Piece(Part(0, len(inner.tokens) - 1), inner, "condition")
        own = replace(context, lexed=inner, path=[*context.path])
        made = convert(piece, own, rules(context.target))
        new = apply(text, made.edits)
    except (LexError, Overlap):
        return None
    if made.problem or made.commented or any(f.rule.on == (UNPARSED,) or not resolved(f) for f in made.findings):
        return None
    return Rewritten(new, is_certain(made), tuple(sorted(made.helpers)), piece)


def rewritten_node(node: Node, path: list[Node], context: Context) -> Rewritten | None:
    """A declaration that stands elsewhere, of this unit or of another one, written for another place. `path`: what is
    around it there."""
    try:
        made = convert(node, replace(context, lexed=node.lexed, path=path), rules(context.target))
        lo, hi = node.lexed.offsets(node.part)
        moved = [Edit(e.start - lo, e.end - lo, e.old, e.new, e.code) for e in made.edits]
        text = apply(node.lexed.text[lo:hi], moved)
    except Overlap:
        return None
    if made.problem or made.commented or any(f.rule.on == (UNPARSED,) or not resolved(f) for f in made.findings):
        return None
    return Rewritten(text, is_certain(made), tuple(sorted(made.helpers)), node)


def resolved(finding: Finding) -> bool:
    """The target takes it: it was written otherwise, or would only answer something else."""
    severity = finding.hit.severity or finding.rule.severity
    return bool(finding.hit.replace) or severity is not Severity.REFUSED


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
