"""The text of an EXECUTE IMMEDIATE .. RETURNING INTO: without the binds that take what comes back."""

from __future__ import annotations

import re
from typing import Final

from dbmigrate.rules.procedural.judged_commands import BIND, is_literal
from dbmigrate.syntax.procedural.statements import ExecuteImmediate

GIVING: Final = re.compile(r"\breturn(?:ing)?\b(?P<values>(?:(?!\breturn).)*?)\binto\s+(?P<binds>:\w+(?:\s*,\s*:\w+)*)\s*$", re.I | re.S)


def text_of_returning(found: ExecuteImmediate) -> str | None:
    """None where the text is not one literal, or its binds are not those that the statement gives and takes."""
    into = found.returning.into if found.returning is not None else None
    if into is None or into.bulk or found.into is not None or not is_literal(found.command):
        return None
    arguments = found.using.arguments if found.using else ()
    if any(a.mode and a.words(a.mode) != ("IN",) for a in arguments):
        return None
    text = found.lexed.tokens[found.command.part.first].text
    clause = GIVING.search(text)
    if clause is None or len(BIND.findall(clause["binds"])) != len(into.targets):
        return None
    cut = f"{text[: clause.start()]}RETURNING{clause['values'].rstrip()}"
    return cut if len(BIND.findall(cut)) == len(arguments) else None
