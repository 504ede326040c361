"""One segment of a file to its target text: read, apply the rules, decide the verdict, mark what needs a person."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Final

from dbmigrate.bodies import Unwritten, bodies_of, body_refusal, convert_body
from dbmigrate.catalog.catalog import Catalog
from dbmigrate.catalog.effects import Effects, effects, insert_effects
from dbmigrate.catalog.names import Names
from dbmigrate.corrected import edits_with_corrections, findings
from dbmigrate.data import Shapes, edits_of, learned, offsets_of
from dbmigrate.definitions import Definitions
from dbmigrate.engine.compose import apply
from dbmigrate.engine.context import Context, Options
from dbmigrate.engine.contract import RULES, Rule
from dbmigrate.engine.convert import Converted, Finding, convert
from dbmigrate.engine.native import ends_by_slash, keeps_code
from dbmigrate.engine.postpone import postpone
from dbmigrate.engine.sections import Rank, rank_of
from dbmigrate.engine.standing import Standing
from dbmigrate.engine.table import Table
from dbmigrate.fitting import absent_functions, is_sent_by_slash
from dbmigrate.grammar import Refusal, refusal, source_offset
from dbmigrate.helpercalls import rewrite
from dbmigrate.inventory import Interface
from dbmigrate.inventory_routines import interfaces
from dbmigrate.messages import commented_out, failing, first_code, marks
from dbmigrate.model import Edit, Fix, Issue, Place, Severity, Span, Unit, Verdict
from dbmigrate.overrides import USED, Override, Overrides
from dbmigrate.packs import SourcePack, TargetPack
from dbmigrate.results import ConvertedText, verdict_of
from dbmigrate.sources.inserts import InsertRun, literal_insert, pieces
from dbmigrate.sources.session import Session
from dbmigrate.sources.split import Segment, SegmentKind
from dbmigrate.sources.substitution import Variables
from dbmigrate.suppress import Suppressions
from dbmigrate.syntax.ddl.nodes import CreateTable, Environment, Guard, Node, Procedural, Unread
from dbmigrate.syntax.ddl.read import read
from dbmigrate.syntax.lex import Lexed, LexError
from dbmigrate.syntax.procedural.nodes import Trigger
from dbmigrate.syntax.procedural.read import read_code
from dbmigrate.syntax.script import read_directive
from dbmigrate.types.constants import Store
from dbmigrate.types.estate import estate
from dbmigrate.types.filled import stores

LINE_END: Final = re.compile(r"\r\n|\r|\n")
DIRECTIVE_ONLY: Final = frozenset({"gap", "terminator", "directive"})
UNPARSED, NOT_COMPOSED, CRASHED, WRAPPED = "XX001", "XX002", "XX003", "XX004"
REFUSED, VARIABLE, ABSENT, CALLS = "XX005", "SE021", "FN901", "OP040"


@dataclass
class Surroundings:
    """What the statements of one file share."""

    file: str
    source: SourcePack
    dialect: str
    target: TargetPack
    catalog: Catalog
    names: Names
    table: Table
    kept: Table  # the rules for code that the target runs as it is
    session: Session
    options: Options = field(default_factory=Options)
    schema: str = ""
    lang: str = "en"
    loads: bool = True  # load scripts will be written, so it is worked out where they hold each statement
    column: int = 1  # where the current segment begins in its line
    suppressions: Suppressions = field(default_factory=lambda: Suppressions(""))
    overrides: Overrides = field(default_factory=Overrides)
    definitions: Definitions = field(default_factory=Definitions)
    grammar: bool = True  # the target's grammar has the last word (XX005)
    client_variables: dict[str, str] = field(default_factory=dict)  # that any script of the estate sets
    variables: Variables = field(init=False)
    standing: Standing = Standing()
    shapes: Shapes = field(default_factory=Shapes)
    trees: dict[int, Node] = field(default_factory=dict)  # of pass 1, by the place where the statement starts
    filled: dict[str, Effects] = field(default_factory=dict)  # by table as INSERTs of literals name it

    def __post_init__(self) -> None:
        self.schema = self.session.context(self.catalog.database)
        self.variables = Variables(self.dialect, elsewhere=self.client_variables)

    def passed(self, segment: Segment, node: Node | None = None, table: str = "") -> None:
        """The segment is converted: the schema that it makes the current one counts for those behind it.

        `table`: the one that an INSERT of literals fills.
        """
        if node is not None and self.dialect == "sqlserver":
            self.standing = self.standing.behind(node)
        elif table.startswith(("#", "[#")):
            self.standing = self.standing.filled(frozenset({table.strip("[]").upper()}))
        self.session.follow(segment)
        self.variables.follow(segment)
        schema = self.session.context(self.catalog.database)
        if schema != self.schema:
            self.schema, self.shapes, self.filled = schema, Shapes(), {}

    def moved(self, text: str) -> None:
        """The segment of this text is done: the next one begins where it ends."""
        end = max(text.rfind("\n"), text.rfind("\r"))
        self.column = len(text) - end if end >= 0 else self.column + len(text)

    def insert_effects(self, table: str) -> Effects:
        if table not in self.filled:
            self.filled[table] = insert_effects(table, self.catalog, self.schema)
        return self.filled[table]

    def stores(self, insert: InsertRun) -> list[Store | None]:
        """The columns that an INSERT of literals fills, by their place in its rows; none where they are not known."""
        known = estate(self.catalog, self.source, self.options.numbers)
        options = self.options
        return stores(known, insert, self.schema, options.length_semantics, options.source_charset)

    def context(self, lexed: Lexed) -> Context:
        return Context(
            lexed,
            self.source,
            self.target,
            self.catalog,
            self.names,
            self.options,
            self.schema,
            variables=self.variables,
            standing=self.standing,
        )


@dataclass
class Statement:
    """A segment with what the rules made of it; offsets are relative to the segment's text."""

    segment: Segment
    node: Node | None
    converted: Converted
    issues: list[Issue]
    verdict: Verdict
    line_before: bool = False  # a comment that we made runs up to here: start on a new line
    data: InsertRun | None = None  # an INSERT of literals
    slash: bool = False  # a line with a lone `/` ends it on the target as well
    effects: Effects | None = None  # worked out when it was converted
    interfaces: tuple[Interface, ...] = ()

    @property
    def blocked(self) -> bool:
        """Nothing usable can be written: the source is commented out and a failing statement names the code."""
        return self.verdict in (Verdict.INCOMPATIBLE, Verdict.UNASSESSED)

    @property
    def commented(self) -> bool:
        return self.converted.commented or self.blocked


def place_of(segment: Segment, offset: int, file: str, first_column: int = 1) -> Place:
    """Line and column of an offset in the segment's text; lines end at \\n, \\r\\n, \\r."""
    begins = line_begins(segment.text)
    line = bisect_right(begins, offset)
    column = offset - begins[line - 1] + 1 if line else offset + first_column
    return Place(file, segment.start + offset, segment.line + line, column)


@lru_cache(maxsize=1)
def line_begins(text: str) -> tuple[int, ...]:
    """Where the second and the following lines begin; the statement in hand is asked for many places."""
    return tuple(m.end() for m in LINE_END.finditer(text))


def issue_of(rule: Rule, place: Place, unit: str, **more: object) -> Issue:
    """An issue that a stage raises under a rule's page."""
    return replace(Issue(rule.code, rule.name, rule.severity, rule.fix, place, unit), **more)  # type: ignore[arg-type]


def from_finding(finding: Finding, segment: Segment, around: Surroundings, unit: str, covered: bool = False) -> Issue:
    """`covered`: another rule's edit took care of it, the statement that holds it is left out as a whole."""
    rule, hit = finding.rule, finding.hit
    edited = bool(hit.replace) or covered
    fix = hit.fix or (rule.fix if edited or rule.severity is Severity.NOTE else Fix.NONE)
    return Issue(
        rule.code,
        rule.name,
        hit.severity or rule.severity,
        fix,
        place_of(segment, finding.start, around.file, around.column),
        unit,
        hit.note,
        hit.values,
        edited,
    )


def unit_of(segment: Segment, file: str, data: InsertRun | None = None) -> Unit:
    head = segment.head
    kind = head.kind if head else segment.kind.value
    span = Span(segment.start, segment.start + len(segment.text))
    if data is not None:
        return Unit(file, span, segment.line, "data", data.table, data.rows)
    return Unit(file, span, segment.line, kind, head.name if head else "")


def convert_statement(segment: Segment, around: Surroundings) -> Statement:
    """Never raises for the user's text. INSERTs of literals are converted once for each of their shapes."""
    hand = around.overrides
    override = hand.find(unit_of(segment, around.file).key, segment.text) if hand.by_key else None
    if override is not None:
        return written_by_hand(override, segment, around)
    insert = segment.head is not None and segment.head.kind == "insert" and not segment.continuations
    insert = insert and not around.variables.stand_in(segment.text)
    data = literal_insert(segment.text, around.dialect) if insert else None
    if data is None:
        return convert_code(segment, around)
    cut = pieces(segment.text, around.dialect)
    silent = cut is not None and around.suppressions.silent
    form = around.shapes.form(cut, lambda: around.stores(data)) if cut and silent else None
    doubts = form.doubts(cut) if cut and form else ()
    shape = form.shapes.get(doubts) if form else None
    edits = edits_of(shape, cut) if cut and shape else None
    if cut and form and shape and edits is not None:
        if not around.loads and segment.head:
            around.shapes.count(cut, form, shape, data, segment.head.name, around.dialect)
        converted = Converted(edits, helpers=set(shape.helpers))
        issues = [
            replace(issue, place=place_of(segment, offset, around.file, around.column))
            for offset, issue in offsets_of(shape, cut)
        ]
        return Statement(segment, None, converted, issues, shape.verdict, data=data)
    statement = convert_code(segment, around, data)
    if cut and form and doubts not in form.shapes and not statement.commented and not statement.converted.problem:
        found = [(issue.place.offset - segment.start, issue) for issue in statement.issues]
        helpers = frozenset(statement.converted.helpers)
        form.shapes[doubts] = learned(cut, statement.converted.edits, found, statement.verdict, helpers)
    return statement


def convert_code(segment: Segment, around: Surroundings, data: InsertRun | None = None) -> Statement:
    """A rule that crashes is XX003 for this statement, the only broad `except`."""
    unit = unit_of(segment, around.file, data)
    start = place_of(segment, 0, around.file, around.column)
    # T-SQL's WITH ENCRYPTION hides the text in the server only: what stands in a script can be read.
    if segment.head and segment.head.wrapped and around.dialect == "oracle":
        issue = issue_of(RULES[WRAPPED], start, unit.key, values={"unit": unit.key})
        return Statement(segment, None, Converted(), around.suppressions.applied([issue]), Verdict.UNASSESSED)
    try:
        node = read_segment(segment, around)
    except LexError as error:
        issue = issue_of(RULES[UNPARSED], start, unit.key, values={"reason": str(error)})
        return Statement(segment, None, Converted(), around.suppressions.applied([issue]), Verdict.UNASSESSED)
    if node is None:
        return Statement(segment, None, Converted(), [], Verdict.IGNORED)
    try:
        converted = converted_by_rules(node, around)
        offered = interfaces(node, around.context(node.lexed), segment.line)
    except RecursionError:
        issue = issue_of(RULES[UNPARSED], start, unit.key, values={"reason": "nested too deeply"})
        return Statement(segment, node, Converted(), around.suppressions.applied([issue]), Verdict.UNASSESSED)
    except Exception as error:  # noqa: BLE001  (one crashing rule costs one statement, never the run)
        # the error's own words may quote the text
        issue = issue_of(RULES[CRASHED], start, unit.key, values={"reason": type(error).__name__})
        return Statement(segment, node, Converted(problem=str(error)), [issue], Verdict.UNASSESSED)
    covered = isinstance(node, Guard) and converted.commented
    issues = [from_finding(f, segment, around, unit.key, covered) for f in converted.findings]
    for name in absent_functions(converted, around.target):
        issues.append(issue_of(RULES[ABSENT], start, unit.key, values={"name": name}))
    if converted.problem:
        issues.append(issue_of(RULES[NOT_COMPOSED], start, unit.key, values={"reason": converted.problem}))
    elif node.lexed.corrections or segment.continuations:
        converted.edits = edits_with_corrections(converted.edits, segment.text, node.lexed)
        issues += corrections_found(segment, node.lexed, around, unit.key)
    mode = around.options.helpers
    if mode != "runtime" and converted.helpers and not converted.problem:
        left = rewrite(segment.text, node, converted, around.target, mode)
        if left:
            issues.append(issue_of(RULES[CALLS], start, unit.key, values={"helpers": ", ".join(left)}))
    made = effects_of(node, around)
    if made and not converted.commented:
        where = f"{around.file}:{start.line}"
        for code, what, first in around.definitions.take(node, made, where):
            issues.append(issue_of(RULES[code], start, unit.key, values={"object": what, "first": first}))
    issues = around.suppressions.applied(issues)
    kept = keeps_code(node, around.target.has) and not isinstance(node, Trigger)
    judged = verdict(node, converted, issues, kept)
    statement = Statement(segment, node, converted, issues, judged, data=data, effects=made)
    if not statement.blocked:
        statement.interfaces = offered if not kept else ()
        text = apply(segment.text, converted.edits)
        statement.slash = ends_by_slash(node, around.target.has) or is_sent_by_slash(node, text, around.target)
    return checked_by_grammar(statement, around) if around.grammar else statement


def converted_by_rules(node: Node, around: Surroundings) -> Converted:
    """Statements of code that the target's parser does not take are left out, and the rest is written."""
    kept = keeps_code(node, around.target.has)
    context = replace(around.context(node.lexed), kept_code=kept)
    table = around.kept if kept else around.table

    def with_all_but(unwritten: Unwritten) -> Converted:
        return convert(node, context.again(unwritten), table)

    if not around.grammar or not isinstance(node, Procedural) or kept:
        return with_all_but({})
    return convert_body(node, around.target, with_all_but)


def checked_by_grammar(statement: Statement, around: Surroundings) -> Statement:
    """SQL that the target's parser refuses is reported and blocked like any other that nobody could write."""
    segment, node, edits = statement.segment, statement.node, statement.converted.edits
    # psql fills its variables in before the server reads
    client = any(i.code == VARIABLE for i in statement.issues)
    if client or statement.commented or node is None or type(node.lexed) is not Lexed:
        return statement
    text = apply(segment.text, edits)
    found = refusal(text, around.target, around.dialect)
    if found is None and (reason := body_refusal(text, around.target, around.dialect)):
        found = Refusal(reason, 0)
    if found is None:
        return statement
    place = place_of(segment, min(source_offset(edits, found.at), len(segment.text)), around.file, around.column)
    issue = issue_of(RULES[REFUSED], place, unit_of(segment, around.file).key, values={"reason": found.reason})
    statement.issues += around.suppressions.applied([issue])
    if statement.issues[-1].open:
        statement.verdict = Verdict.INCOMPATIBLE
    return statement


def effects_of(node: Node, around: Surroundings) -> Effects | None:
    """None for what the load scripts do not hold."""
    if type(node.lexed) is not Lexed or rank_of(node) is Rank.NOTHING:
        return None
    return effects(node, around.catalog, around.schema, with_needs=around.loads)


def written_by_hand(override: Override, segment: Segment, around: Surroundings) -> Statement:
    """A text of the user's own takes the statement's place; the source says where the load scripts hold it."""
    unit = unit_of(segment, around.file)
    issue = issue_of(RULES[USED], place_of(segment, 0, around.file, around.column), unit.key, values={"unit": unit.key})
    text = override.text.rstrip()
    if not segment.text.rstrip().endswith(";"):  # what ends the source unit stands behind it and stays
        text = text.removesuffix(";")
    edit = Edit(0, len(segment.text), segment.text, text, USED)
    try:
        node = read_segment(segment, around)
    except LexError:
        node = None
    return Statement(segment, node, Converted([edit]), [issue], Verdict.CONVERTED)


def corrections_found(segment: Segment, lexed: Lexed, around: Surroundings, unit: str) -> Iterator[Issue]:
    """What the lexer corrected, one issue for each kind of character."""
    for found in findings(segment.text, lexed, offsets_in(segment)):
        place = place_of(segment, found.offset, around.file, around.column)
        rule = RULES[found.code]
        severity = Severity.NOTE if found.fix is Fix.NONE else rule.severity
        values, edited = {"character": found.character}, not found.note
        yield issue_of(
            rule, place, unit, note=found.note, fix=found.fix, severity=severity, values=values, edited=edited
        )


def offsets_in(segment: Segment) -> list[int]:
    """The continuations' places in the segment's own text."""
    return [c - segment.start for c in segment.continuations]


def read_segment(segment: Segment, around: Surroundings) -> Node | None:
    if segment.kind is SegmentKind.DIRECTIVE:
        return read_directive(segment.text, segment.head.kind if segment.head else "", around.dialect)
    if segment.problem:
        raise LexError(segment.problem)  # sqlglot takes a comment without end
    known = around.trees.pop(segment.start, None)
    if known is not None:
        return read_code(known)
    lexed = Lexed(segment.text, around.dialect, offsets_in(segment), around.session.quoted_strings)
    return read_code(read(lexed)) if lexed.tokens else None


def verdict(node: Node, converted: Converted, issues: list[Issue], kept: bool = False) -> Verdict:
    """`kept`: code that the target runs as it is, which may fail there and is written all the same."""
    if converted.problem:
        return Verdict.INCOMPATIBLE
    if isinstance(node, Unread):
        return Verdict.UNASSESSED
    unparsed = any(f.rule.code == UNPARSED for f in converted.findings)
    if unparsed and not isinstance(node, Procedural):  # in code an unparsed piece costs only itself
        return Verdict.UNASSESSED
    judged = verdict_of(issues, bool(converted.edits))
    if judged is Verdict.INCOMPATIBLE and kept:
        judged = Verdict.PARTIAL
    elif judged is Verdict.INCOMPATIBLE and isinstance(node, Procedural) and converted.edits:
        bodies = bodies_of(node)
        blocking = [f for f in converted.findings if is_blocking(f) and not bodies.holds(f.start)]
        judged = judged if blocking else Verdict.PARTIAL
    scripted = isinstance(node, Environment) or not isinstance(node.lexed, Lexed) or converted.commented
    if type(node.lexed) is not Lexed or (scripted and judged in (Verdict.NATIVE, Verdict.CONVERTED)):
        return judged if judged in (Verdict.PARTIAL, Verdict.INCOMPATIBLE) else Verdict.IGNORED
    return judged


def is_blocking(finding: Finding) -> bool:
    """The server refuses the text, and nothing was written instead."""
    rule, hit = finding.rule, finding.hit
    return not hit.replace and (hit.severity or rule.severity) is Severity.REFUSED and hit.fix in (None, Fix.NONE)


def finished(statement: Statement, around: Surroundings, closing: str = "") -> ConvertedText:
    """The statement's target text with the marks that it needs; `closing` is put behind it (a semicolon)."""
    segment, text = statement.segment, statement.segment.text
    unit = unit_of(segment, around.file, statement.data)
    if not around.loads:  # a scan: nobody reads the text
        issues, rank = tuple(statement.issues), int(rank_in_scripts(statement))
        scanned = ConvertedText(segment.start, text, text, (), unit, statement.verdict, issues, rank=rank)
        return replace(scanned, interfaces=statement.interfaces) if statement.interfaces else scanned
    edits = list(statement.converted.edits)
    if statement.blocked and around.options.on_issue != "keep":
        edits = commented_out(text, first_code(statement.issues))
        if around.options.on_issue == "fail":
            edits.append(Edit(len(text), len(text), "", failing(statement.issues, unit), first_code(statement.issues)))
    if closing and (not statement.commented or (statement.blocked and around.options.on_issue != "comment")):
        edits.append(Edit(len(text), len(text), "", closing, CLOSING[closing]))
    before = [Edit(0, 0, "", "\n", CLOSING[";"])] if statement.line_before else []
    edits = before + marks(statement.issues, around.lang) + edits
    edits = joined(edits)
    output = apply(text, edits)
    moved = tuple(Edit(e.start + segment.start, e.end + segment.start, e.old, e.new, e.code) for e in edits)
    issues = tuple(statement.issues)
    where = loading(statement, around)
    helpers = frozenset(statement.converted.helpers)
    return ConvertedText(
        segment.start,
        text,
        output,
        moved,
        unit,
        statement.verdict,
        issues,
        helpers=helpers,
        slash=statement.slash,
        interfaces=statement.interfaces,
        **where,
    )


def rank_in_scripts(statement: Statement) -> Rank:
    if statement.data:
        return Rank.DATA
    return rank_of(statement.node) if statement.node and statement.effects else Rank.NOTHING


def loading(statement: Statement, around: Surroundings) -> dict[str, Any]:
    """Where the load scripts hold the statement, and what they say instead where its foreign keys must wait."""
    node, converted = statement.node, statement.converted
    if statement.data:
        return {
            "rank": int(Rank.DATA),
            "effects": around.insert_effects(statement.data.table),
            "schema": around.schema,
        }
    done = statement.effects or (effects_of(node, around) if node else None)
    if node is None or done is None:
        return {}
    where: dict[str, Any] = {"rank": int(rank_of(node)), "effects": done, "schema": around.schema}
    if isinstance(node, CreateTable) and converted.composer and not statement.blocked:
        postponed = postpone(node, converted.composer)
        if postponed:
            where |= {"load": postponed.text, "later": postponed.later}
    return where


CLOSING: Final[Mapping[str, str]] = {";": "SE001", "\n/": "SE002", ";\n/": "SE001"}


def joined(edits: list[Edit]) -> list[Edit]:
    """In order of place; insertions at one place keep the order given."""
    return sorted(edits, key=lambda e: (e.start, e.end))
