"""Which statements of a converted body PL/pgSQL does not take: its parser judges the body, then each statement."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from dbmigrate.engine.compose import Composer, apply
from dbmigrate.engine.convert import Converted
from dbmigrate.grammar import masked, refusal, speaks, with_plain_blanks
from dbmigrate.model import Part
from dbmigrate.packs import TargetPack
from dbmigrate.records import dataclass
from dbmigrate.syntax.ddl.nodes import Node, below
from dbmigrate.syntax.procedural.nodes import (
    AnonymousBlock,
    Block,
    CursorDeclaration,
    Module,
    Parameter,
    Returns,
    Routine,
    Trigger,
    Variable,
)
from dbmigrate.syntax.procedural.statements import Statement, Transaction
from dbmigrate.syntax.procedural.tsql_statements import BeginEnd, TsqlIf

Range = tuple[int, int]
Unwritten = Mapping[Range, str]

CODE: Final = (AnonymousBlock, Routine, Trigger)  # their bodies run; that of a package is a list of routines
DECLARED: Final = (CursorDeclaration, Variable)  # of blocks of code: they may have values and queries
UNPARSED: Final = "XX001"
ROUNDS: Final = 4  # a statement around one that is left out may fail as well
MOST_VARIABLES: Final = 60
MOST_FIELDS: Final = 300
# The parser alone has no catalog: it knows no table whose columns a variable could have.
ANCHOR: Final = re.compile(r'[\w."$#]+%(ROW)?TYPE\b', re.I)
ARRAY: Final = re.compile(r"(?<!ARRAY)\s?\[\]")
# Nor a schema: where a type may stand, its name gives way to one that is a type, a variable and a column to the parser.
UNRESOLVED: Final = "Not implemented (LookupExplicitNamespace"
ONE_NAME: Final = r'(?:"[^"]+"|[\w$#]+)'
QUALIFIED: Final = re.compile(
    rf'(?<=[\w"]\s)(\s*){ONE_NAME}\.{ONE_NAME}(?=\s*(?::=|[;,)]|--|/\*|(?:DEFAULT|NOT|AS)\b))', re.I
)
UNKNOWN: Final = re.compile(r'"([^"]+)" is not a known variable')
CURSOR: Final = re.compile(
    r"\b(?:OPEN|CLOSE|MOVE)\s+(\w+)|\b(?:FETCH|MOVE)\s+(?:[\w-]+\s+){0,2}(?:FROM|IN)\s+(\w+)|\bFETCH\s+(\w+)\s+INTO",
    re.I,
)
# Words of PL/pgSQL's own that may name a variable: at the start of a statement its parser takes only declared ones.
KEYWORDS: Final = r"""
    absolute alias and array assert backward call chain close collate column constant constraint continue
    current cursor datatype debug default detail diagnostics do dump errcode error exception exit fetch first
    forward get hint import info insert is last log merge message message_text move next no notice open option
    perform prior query raise relative reset return reverse rollback row_count rowtype schema scroll slice
    sqlstate stacked table type warning
"""
ASSIGNED: Final = re.compile(rf"(?<![\w.])({'|'.join(KEYWORDS.split())})\s*:=", re.I)
BOUND: Final = re.compile(r"\bOPEN\s+(\w+)\s*[;(]", re.I)
MOST_COMMAS: Final = 100  # in a list of parameters
HEAD: Final = re.compile(r"\b(?:FUNCTION|PROCEDURE)\s+[^\s(]+\s*\(", re.I)
COMMENT: Final = re.compile(r"--[^\n]*|/\*.*?\*/", re.S)
SIGN: Final = re.compile(r"'[^']*'|[(),]")
SYNTAX: Final = (
    "syntax error", "missing", "unexpected", "unterminated", "mismatched", "invalid", "illegal", "expected",
    "improper qualified name",
)  # fmt: skip
MISPLACED: Final = ("RETURN cannot", "cannot use RETURN", "EXIT cannot", "CONTINUE cannot", "there is no label")
# One of them takes RETURN as the statement writes it.
FRAMES: Final = (
    "CREATE FUNCTION f() RETURNS text AS $dbmigrate_check$ {} $dbmigrate_check$ LANGUAGE plpgsql",
    "CREATE FUNCTION f() RETURNS SETOF record AS $dbmigrate_check$ {} $dbmigrate_check$ LANGUAGE plpgsql",
    "CREATE PROCEDURE f() AS $dbmigrate_check$ {} $dbmigrate_check$ LANGUAGE plpgsql",
)
# The second where the handler of the block that BEGIN TRAN opens stands behind the statement.
LOOPS: Final = ("LOOP {}\n END LOOP;", "LOOP BEGIN {}\n END LOOP;")


def convert_body(unit: Node, target: TargetPack, convert: Callable[[Unwritten], Converted]) -> Converted:
    """Converts again without the statements that the target does not take, until it takes the rest."""
    unwritten: dict[Range, str] = {}
    made = convert(unwritten)
    for _ in range(ROUNDS):
        found = refused(unit, target, made)
        if not found or found.keys() <= unwritten.keys():
            break
        unwritten = {**unwritten, **found}
        made = convert(unwritten)
    return made


def refused(unit: Node, target: TargetPack, made: Converted) -> dict[Range, str]:
    """The statements that cannot stay: their edits do not fit each other, or the target does not take their text."""
    if made.problem:
        place = statement_at(unit, made.trouble) if made.trouble is not None else None
        return {place: made.problem} if place else {}
    unread = [(f.start, f.end) for f in made.findings if f.rule.code == UNPARSED]
    found = {place: "not read" for at in unread if (place := statement_at(unit, at))}
    if found or made.composer is None:
        return found
    whole = apply(unit.lexed.text, made.edits)
    if not body_refusal(whole, target, unit.lexed.dialect):
        return refused_members(unit, made.composer, target, whole) if isinstance(unit, Module) else {}
    return refused_statements(unit, made.composer, target, whole)


def refused_members(unit: Module, composer: Composer, target: TargetPack, whole: str) -> dict[Range, str]:
    """Routines of a package whose head the target does not take, so that the others are written."""
    if refusal(whole, target, unit.lexed.dialect) is None:
        return {}
    found: dict[Range, str] = {}
    for routine in unit.body.declarations if isinstance(unit.body, Block) else ():
        if isinstance(routine, Routine):
            refused = refusal(composer.render(*composer.lexed.offsets(routine.part)), target, unit.lexed.dialect)
            if refused is not None:
                found[routine.part.first, routine.part.last] = refused.reason
    return found


@lru_cache(maxsize=2)  # the last check asks about what was written last
def body_refusal(text: str, target: TargetPack, source: str) -> str:
    """Why PL/pgSQL does not take the bodies in a statement; "" where it does, or where nobody here can tell."""
    if "plpgsql" not in text and "DO $" not in text:
        return ""
    absent = absent_from(text, target, source)
    if absent or not speaks(target, source):
        return absent
    reason = read_all(simple(text))
    certain = UNKNOWN.search(reason) is not None or reason.startswith((*SYNTAX, *MISPLACED))
    return masked(reason) if certain else ""


def read_all(text: str) -> str:
    """The parser's words. It knows no fields of variables whose type stands in the catalog: another variable takes
    their place, until it has read all of the text."""
    reason = parsed(text)
    if reason.startswith(UNRESOLVED):
        text = without_schemas(text)
        reason = parsed(text)
    for _ in range(MOST_FIELDS):
        unknown = UNKNOWN.search(reason)
        if unknown is None or "." not in unknown[1]:
            return reason
        put = re.sub(rf"(?<![\w.]){re.escape(unknown[1])}\b", "FOUND", text, flags=re.I)
        if put == text:
            break
        text = put
        reason = parsed(text)
    return ""


def parsed(text: str) -> str:
    """The parser's words against a text with PL/pgSQL."""
    from pglast.parser import ParseError, parse_plpgsql_json

    if is_too_wide(text):  # libpg_query dies of it
        return ""
    try:
        parse_plpgsql_json(text)
    except ParseError as error:
        return str(error.args[0])
    except UnicodeEncodeError:  # undecodable bytes: another check blocks them
        return ""
    return ""


def is_too_wide(text: str) -> bool:
    """A routine has more parameters than PostgreSQL takes (100); its form tells that, see PL001."""
    if text.count(",") < MOST_COMMAS:
        return False
    code = COMMENT.sub("", text)
    for head in HEAD.finditer(code):
        depth, commas = 1, 0
        for sign in SIGN.finditer(code, head.end()):
            depth += (sign[0] == "(") - (sign[0] == ")")
            commas += sign[0] == "," and depth == 1
            if not depth:
                break
        if commas >= MOST_COMMAS:
            return True
    return False


def simple(text: str) -> str:
    """Types that the parser cannot look up become ones that it knows; blanks as FI014 will write them."""
    text = with_plain_blanks(text)
    text = ANCHOR.sub(plain_type, text) if "%" in text else text
    return ARRAY.sub("", text) if "[]" in text else text


def without_schemas(text: str) -> str:
    return QUALIFIED.sub(r"\1FOUND", text)


def plain_type(anchor: re.Match[str]) -> str:
    return "record" if anchor[1] else "text"


def refused_statements(unit: Node, composer: Composer, target: TargetPack, whole: str) -> dict[Range, str]:
    """The innermost statements that PL/pgSQL does not take, by their tokens, with its words. `whole`: all the text."""
    found: dict[Range, str] = {}
    texts: dict[Range, str] = {}
    asked: set[str] = set()
    missing = UNKNOWN.search(body_refusal(whole, target, unit.lexed.dialect))
    named = re.compile(rf"\b{re.escape(missing[1])}\b", re.I) if missing else None
    for part in statement_parts(unit, whole=True):
        if any(part.first <= first and last <= part.last for first, last in found):
            continue
        lo, hi = composer.lexed.offsets(part)
        before = composer.text[:lo].rstrip()  # a removal takes the blanks before it along
        text = composer.render(len(before), hi)
        reason = statement_refusal(text, target, unit.lexed.dialect, asked)
        if not reason and missing and named and named.search(text):  # a cursor whose declaration nobody writes
            reason = missing[0]
        if reason:
            found[part.first, part.last] = masked(reason)
            texts[part.first, part.last] = text
    for node in below(unit, DECLARED):
        text = composer.render(*composer.lexed.offsets(node.part))
        reason = parsed(FRAMES[-1].format(f"DECLARE {without_schemas(simple(text))}\nBEGIN NULL; END;"))
        if reason.startswith(SYNTAX):
            found[node.part.first, node.part.last] = masked(reason)
            texts[node.part.first, node.part.last] = text
    nothing = {(n.part.first, n.part.last): "" for n in below(unit, DECLARED)}
    found = decisive(found, texts, nothing, whole, target, unit.lexed.dialect)
    inner = nested_parts(unit) if found else []
    within = {at: why for at, why in found.items() if any(p.first <= at[0] and at[1] <= p.last for p in inner)}
    return within or found  # calls of a nested routine hold its body, and are looked at again


def decisive(
    found: dict[Range, str],
    texts: Mapping[Range, str],
    nothing: Mapping[Range, str],
    whole: str,
    target: TargetPack,
    source: str,
) -> dict[Range, str]:
    """Those without which the target takes the rest. A statement that holds the beginning of a block which ends
    elsewhere is refused by itself as well; all of them where nobody can tell. `nothing`: what may stand in the place
    of each, where that is not a statement."""
    chosen: dict[Range, str] = {}
    while reason := body_refusal(whole, target, source):
        more = {place: why for place, why in found.items() if why == reason and place not in chosen}
        for place in more:
            before, text, behind = whole.partition(texts[place].strip())
            whole = f"{before}{nothing.get(place, 'NULL;')}{behind}" if text else whole
        if not more:
            return found
        chosen |= more
    return chosen


def nested_parts(unit: Node) -> list[Part]:
    """The routines that blocks of code declare."""
    parts = [node.part for node in below(unit, CODE)]
    return [p for p in parts if any(o.first < p.first and p.last < o.last for o in parts)]


def statement_parts(unit: Node, *, whole: bool = False) -> list[Part]:
    """Inner ones first. `whole`: only those whose text is a statement by itself on the target as well."""
    nodes = below(unit, Statement)
    if whole:
        chained = {id(n.otherwise) for n in nodes if isinstance(n, TsqlIf) and isinstance(n.otherwise, TsqlIf)}
        nodes = [n for n in nodes if not is_piece(n) and id(n) not in chained]
    return sorted((n.part for n in nodes), key=lambda p: p.last - p.first)


def is_piece(node: Node) -> bool:
    """Its text is a piece of a block on the target that begins or ends elsewhere: so PL215 writes transactions."""
    return isinstance(node, (BeginEnd, Transaction)) and node.lexed.dialect == "sqlserver"


def statement_at(unit: Node, place: Range) -> Range | None:
    """The innermost statement around a place in the text."""
    for part in statement_parts(unit):
        lo, hi = unit.lexed.offsets(part)
        if lo <= place[0] and place[1] <= hi:
            return part.first, part.last
    return None


def absent_from(text: str, target: TargetPack, source: str) -> str:
    """What a relative of PostgreSQL's lacks of a text, by its pack."""
    found = refusal(simple(text), target, source) if target.name != target.family else None
    return found.reason if found else ""


def statement_refusal(text: str, target: TargetPack, source: str, asked: set[str]) -> str:
    """ "" where one of the frames takes the statement, whatever its variables are. `asked`: names that the parser did
    not know in other statements of the unit; those that it does not know here are added."""
    text = simple(text).strip()
    if not text:
        return ""
    absent = absent_from(FRAMES[0].format(f"BEGIN {text} END;"), target, source)
    if absent or not speaks(target, source):
        return absent
    cursors = {name.lower(): "refcursor" for found in CURSOR.findall(text) for name in found if name}
    cursors |= {name.lower(): "CURSOR FOR SELECT 1" for name in BOUND.findall(text)}
    cursors |= {name.lower(): "text" for name in ASSIGNED.findall(text)}
    loops = LOOPS if "EXCEPTION" in text else LOOPS[:1]
    names = {name: "text" for name in asked if name in text} | cursors
    syntax = ""
    for loop in loops:
        for frame in FRAMES:
            reason = framed(frame, loop.format(text), dict(names), asked)
            if not reason:
                return ""
            syntax = syntax or (reason if reason.startswith(SYNTAX) else "")
    return syntax


def framed(frame: str, text: str, names: dict[str, str], asked: set[str]) -> str:
    """What is said of variables is a matter of the whole body: they are declared as the parser asks for them."""
    for _ in range(MOST_VARIABLES):
        declared = "".join(f'"{name}" {kind}; ' for name, kind in names.items())
        reason = parsed(frame.format(f"DECLARE {declared}BEGIN {text} END;"))
        if reason.startswith(UNRESOLVED):
            text = without_schemas(text)
            reason = parsed(frame.format(f"DECLARE {declared}BEGIN {text} END;"))
        unknown = UNKNOWN.search(reason)
        if unknown is None or unknown[1] in names or "." in unknown[1]:
            return reason
        names[unknown[1]] = "text"
        asked.add(unknown[1])
    return ""


@dataclass(frozen=True)
class Bodies:
    """Where the code of a unit runs, in code points. What stands there fails where the code comes to it, and not when
    the unit is created; types that variables are declared with, and what stands in a head, fail then."""

    heads: Sequence[Range]
    bodies: Sequence[Range]

    def holds(self, offset: int) -> bool:
        within = [any(lo <= offset < hi for lo, hi in places) for places in (self.heads, self.bodies)]
        return within == [False, True]


def bodies_of(unit: Node) -> Bodies:
    offsets = unit.lexed.offsets
    heads = [n.type.part if isinstance(n, Variable) else n.part for n in below(unit, (Variable, Parameter, Returns))]
    code = [n.body.part for n in below(unit, CODE) if isinstance(n, CODE) and isinstance(n.body, Block)]
    body = unit.body if isinstance(unit, Module) else None
    held = body.declarations if isinstance(body, Block) else ()  # PL085 makes functions of them
    code += [n.default.part for n in held if isinstance(n, Variable) and n.default is not None]
    return Bodies([offsets(part) for part in heads], [offsets(part) for part in (*code, *statement_parts(unit))])
