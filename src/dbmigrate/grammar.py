"""The last check of what is written: does PostgreSQL's own parser (libpg_query, grammar of 18) take the statement?

Of its relatives it can only tell what their packs say no to.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from dbmigrate.lacking import lacking
from dbmigrate.model import Edit
from dbmigrate.newer import newer
from dbmigrate.packs import TargetPack
from dbmigrate.syntax.corrections import FOREIGN_BLANKS

# Where a pack says yes to one of these, its grammar knows statements of the source's that PostgreSQL's does not.
OWN: Final = {
    "oracle": ("rownum", "dual", "minus", "outer_join_plus", "connect_by", "routine_is_as"),
    "sqlserver": ("top", "tsql_procedure", "identity_seed_increment"),
}
NEAR: Final = re.compile(r"""(?P<before>.*? at or near )"(?P<token>.*)"\Z""", re.S)
BLANK: Final = re.compile(f"[{FOREIGN_BLANKS}]")
PLAIN_FOREIGN: Final = tuple(c for c in FOREIGN_BLANKS if c.isascii())
HARMLESS: Final = re.compile(r"[A-Za-z_]\w*|\W{1,3}|\d+")


class Refusal(NamedTuple):
    """Why the parser stops, and at which code point of the text."""

    reason: str
    at: int


@lru_cache
def speaks(target: TargetPack, source: str) -> bool:
    """Whether all that may be written for the target is PostgreSQL's grammar: nothing of the source's stays."""
    return not any(target.has(name) for name in OWN[source])


def refusal(text: str, target: TargetPack, source: str) -> Refusal | None:
    """None where the text is fine, or where nobody here can tell. The reason quotes no literal."""
    found = refused_by_postgres(text, target) if speaks(target, source) else None
    if found is None and target.name != target.family:
        absent = lacking(text, lambda name: target.capability(name).has == "no")
        return Refusal(f"{target.name} has no {absent.what.replace('_', ' ')}", absent.at) if absent else None
    return found


def refused_by_postgres(text: str, target: TargetPack) -> Refusal | None:
    from pglast.parser import ParseError, parse_sql_protobuf

    try:
        written = with_plain_blanks(text)
        parse_sql_protobuf(written)
        found = newer(written, int(target.version.partition(".")[0])) if target.name == target.family else None
    except ParseError as error:
        message, at = (*error.args, 0)[:2]
        return Refusal(masked(str(message)), at if isinstance(at, int) else 0)
    except UnicodeEncodeError:  # undecodable bytes: another check blocks them
        return None
    return Refusal(f"PostgreSQL knows {found.what} from version {found.since} on", found.at) if found else None


def with_plain_blanks(text: str) -> str:
    """As FI014 will write them."""
    return BLANK.sub(" ", text) if not text.isascii() or any(sign in text for sign in PLAIN_FOREIGN) else text


def masked(message: str) -> str:
    found = NEAR.match(message)
    if found is None or HARMLESS.fullmatch(found["token"]):
        return message
    return found["before"] + "a literal"


def source_offset(edits: Sequence[Edit], at: int) -> int:
    """The place in the source of a place in the target text; inside of what an edit wrote, the edit's."""
    shift = 0
    for e in edits:
        written = e.start + shift
        if at < written:
            break
        if at < written + len(e.new):
            return e.start
        shift += len(e.new) - (e.end - e.start)
    return at - shift


__all__ = ["Refusal", "refusal", "source_offset"]
