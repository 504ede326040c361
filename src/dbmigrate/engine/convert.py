"""Dispatch: the rules that apply to one statement, their hits, the edits and findings that come of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from itertools import chain

from sqlglot import exp

from dbmigrate.engine.compose import Change, Changes, Composer, Overlap
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import ANY_CALL, STATEMENT, Rule
from dbmigrate.engine.stand_ins import fit_changes
from dbmigrate.engine.table import Offered, Table
from dbmigrate.engine.views import Expr, NoSpan
from dbmigrate.engine.walk import Visit, walk
from dbmigrate.model import Edit, Hit, Part
from dbmigrate.records import dataclass
from dbmigrate.syntax.ddl.nodes import Node
from dbmigrate.syntax.sql import parse_anew


@dataclass(frozen=True)
class Finding:
    """A hit at its place: code points start..end of the statement's text."""

    rule: Rule
    hit: Hit
    start: int
    end: int


@dataclass
class Converted:
    """One statement after all rules. `problem` says why its edits could not be composed; then there are none."""

    edits: list[Edit] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    helpers: set[str] = field(default_factory=set)
    missing: set[str] = field(default_factory=set)  # functions of PostgreSQL's that the edits call and the target lacks
    problem: str = ""
    trouble: tuple[int, int] | None = None  # where, in code points of the text
    composer: Composer | None = None

    @property
    def commented(self) -> bool:
        """The text ends in a comment that a rule made: what follows belongs on a line of its own."""
        if self.composer is None:
            return False
        changes = [c for c in self.composer.changes if c.used]
        end = max((c.owner[1] for c in changes if c.template == "-- "), default=-1)
        return end >= 0 and not any(c.inserts and c.lo >= end and c.template != "-- " for c in changes)


def convert(node: Node, context: Context, table: Table) -> Converted:
    """Apply the rules to one statement. Raises what a crashing rule raises; the pipeline makes an issue of it."""
    made, changes = Converted(), Changes(context.lexed)
    try:
        offered = Offered(table, context.lexed)
        whole: Visit = (offered[STATEMENT], node)
        for rules, seen in chain(walk(node, context, offered), (whole,)):
            if seen is None:  # its place in the text is not known
                continue
            for rule in rules:
                hit = rule.check(seen, context) if rule.with_context else rule.check(seen)
                if hit is None:
                    continue
                verify_spans(hit)
                start, end = context.lexed.offsets(hit.at or seen.part)
                made.findings.append(Finding(rule, hit, start, end))
                made.helpers.update(hit.helpers)
                changes.add(rule.code, hit.replace)
        composed = changes.finish()
        stand_ins, made.missing = fit_changes(composed, context.lexed.text, context.target)
        made.helpers |= stand_ins
        made.findings = [f for f in made.findings if not is_moot(f, composed, changes.commented)]
        made.composer = composer(context, composed, table)
        made.edits = made.composer.edits()
    except (Overlap, NoSpan) as error:
        made.problem, made.edits, made.composer = str(error), [], None
        made.trouble = error.at if isinstance(error, Overlap) else innermost(context)
    finally:
        context.path.clear()
    return made


def innermost(context: Context) -> tuple[int, int] | None:
    """The place of the node that the walk has come to."""
    return context.lexed.offsets(context.path[-1].part) if context.path else None


def is_moot(finding: Finding, changes: list[Change], commented: Mapping[tuple[int, int], str]) -> bool:
    """What no rule knew stands in text that another rule takes out or writes anew; of a statement of code that is left
    out, all that is said is that."""
    start, end, code = finding.start, finding.end, finding.rule.code
    around = [c for (lo, hi), c in commented.items() if lo <= start and end <= hi]
    if any(c != code and c.startswith("PL") for c in around):
        return True
    if ANY_CALL not in finding.rule.on or finding.hit.replace:
        return False
    if around:
        return True
    places = [place for c in changes for place in c.places]
    if any(lo <= start and end <= hi for lo, hi in places):
        return False
    return any(c.lo <= start and end <= c.hi for c in changes)


def composer(context: Context, changes: list[Change], table: Table) -> Composer:
    return Composer(context.lexed, changes, lambda code: table.after.get(code, ()))


def verify_spans(hit: Hit) -> None:
    """The safety net: a span that a rule edits, parsed again, must give the same node."""
    for target, _, *places in hit.replace:
        for thing in (target, *places):
            if isinstance(thing, Expr) and not isinstance(thing.node, (exp.Identifier, exp.Literal, exp.Null)):
                key, checked = id(thing.node), thing.tree.checked
                if key not in checked:
                    checked[key] = same_again(thing)
                if not checked[key]:
                    raise NoSpan(type(thing.node).__name__)


def same_again(seen: Expr) -> bool:
    node = seen.node
    into = (
        "statement"
        if isinstance(node, (exp.Select, exp.SetOperation, exp.Insert, exp.Update, exp.Delete))
        else "condition"
    )
    again = parse_anew(seen.lexed, Part(seen.part.first, seen.part.last), into).root
    if again is None:
        return False
    return again == node or plain(again) == plain(node)


def plain(node: exp.Expr) -> exp.Expr:
    """A copy without its WITH (which stands before its SELECT) and with method calls' owners as plain columns."""
    copied = node.copy()
    if isinstance(copied, exp.Select):
        copied.set("with_", None)
    return copied.transform(made_column)


def made_column(node: exp.Expr) -> exp.Expr:
    names = (node.this, node.expression) if isinstance(node, exp.Dot) else ()
    if names and all(isinstance(name, exp.Identifier) for name in names):
        return exp.column(node.expression.copy(), node.this.copy())
    return exp.column(node.copy()) if is_unmade_column(node) else node


def is_unmade_column(node: exp.Expr) -> bool:
    """Below `x.method(..)` sqlglot makes Identifiers of Columns; alone they are Columns again."""
    return isinstance(node, exp.Identifier) and not isinstance(
        node.parent, (exp.Column, exp.Table, exp.Dot, exp.TableAlias, exp.Alias)
    )
