"""Object names that SQL Server keeps in strings: 'dbo.t', N'[dbo].[t]', '[a.b]..[c]]d]'."""

from __future__ import annotations

import re
from typing import Final

from dbmigrate.syntax.ddl.reader import Cursor, Unexpected

COMPONENT: Final = re.compile(r"""\s*(?:\[((?:[^\]]|\]\])*)\]|"((?:[^"]|"")*)"|([^.\[\]"]*))\s*(?:\.|$)""")


def split_path(text: str) -> tuple[str, ...]:
    """The components of a name without brackets and quotes; what is left out (`db..t`) has none."""
    found: list[str] = []
    at = 0
    while at < len(text):
        match = COMPONENT.match(text, at)
        if match is None or match.end() == at:
            return (text,)
        bracketed, quoted, bare = match.groups()
        if bracketed is not None:
            found.append(bracketed.replace("]]", "]"))
        else:
            found.append(quoted.replace('""', '"') if quoted is not None else bare.strip())
        at = match.end()
    return tuple(part for part in found if part)


def at_string(c: Cursor) -> bool:
    """A string, in double quotes where QUOTED_IDENTIFIER is off."""
    if c.ended:
        return False
    return c.lexed.is_string(c.k) or c.lexed.text[c.lexed.tokens[c.k].start] == '"'


def need_string(c: Cursor) -> str:
    """Step over a string; its text."""
    if not at_string(c):
        raise Unexpected("a string expected")
    return c.lexed.tokens[c.take().first].text
