"""The commands of SQL*Plus: recognised at the start of a line, between statements."""

from __future__ import annotations

import re
from typing import Final

from dbmigrate.sources.heads import Head
from dbmigrate.sources.scan import BLANK, NEWLINE

# SQL*Plus User's Guide and Reference, 'SQL*Plus Command Summary'; what stands before the bar is the shortest form.
_COMMANDS: Final = (
    "acc|ept a|ppend archive attribute bre|ak bti|tle c|hange cl|ear col|umn comp|ute config conn|ect copy "
    "def|ine desc|ribe disc|onnect ed|it exec|ute exit quit get help history ho|st i|nput l|ist oradebug "
    "passw|ord pau|se pri|nt pro|mpt recover rem|ark repf|ooter reph|eader r|un sav|e set sho|w shutdown spo|ol "
    "sta|rt startup store timi|ng tti|tle undef|ine var|iable whenever"
)
_EDITING: Final = frozenset(("append", "change", "input", "list", "run"))  # one letter might be anything


def _forms() -> dict[str, str]:
    forms: dict[str, str] = {"@": "@", "@@": "@@", "!": "host", "$": "host"}
    for command in _COMMANDS.split():
        short, _, rest = command.partition("|")
        full = short + rest
        for length in range(len(short), len(full) + 1):
            if full not in _EDITING or length > 1:
                forms[full[:length]] = full
    return forms


_SPEAKING: Final = frozenset(("prompt", "remark"))
COMMANDS: Final = _forms()  # every accepted form, lower case -> the full command

_COMMAND: Final = re.compile(r"@@?|!|\$(?![\w(])|[A-Za-z]+(?![\w$#(.])")
# SET that belongs to SQL (SQL Language Reference, 'SET CONSTRAINTS', 'SET ROLE', 'SET TRANSACTION')
_SQL_SET: Final = re.compile(rf"(?i)set{BLANK}+(?:role|transaction|constraints?)\b")
_LINE: Final = re.compile(r"[^\r\n]*+")
_CONTINUED: Final = re.compile(rf"-{BLANK}*+({NEWLINE}|\Z)")
_WORD: Final = re.compile(r"\S+")

# What ends a statement that lacks its terminator: commands that no SQL text has at the start of a line.
CERTAIN: Final = (
    r"(?i:prompt(?=\s)|spo(?:ol?)?\s|rem(?:ark)?\s|whenever\s+(?:sqlerror|oserror)\b|sho(?:w)?\s+err|@@|(?:exit|quit)(?=\s*(?:[\r\n;]|\Z))|"
    r"set\s+(?:def(?:ine)?|scan|echo|feed(?:back)?|serverout(?:put)?|ver(?:ify)?|head(?:ing)?|lines(?:ize)?|pages(?:ize)?|"
    r"term(?:out)?|timing|sqlblanklines|escape|trims(?:pool)?|trimout|long|autocommit|sqlprompt)\s+(?!=))"
)


def command_at(text: str, at: int) -> str:
    """The full name of the command at `at` (the start of a line), or an empty string."""
    found = _COMMAND.match(text, at)
    if found is None:
        return ""
    command = COMMANDS.get(found.group().lower(), "")
    if command == "set" and _SQL_SET.match(text, at):
        return ""
    return command


def command_end(text: str, at: int, command: str) -> int:
    """The end of the command's last line, line end left out; `-` at the end of a line continues it.

    A line of dashes behind PROMPT or REMARK is an ornament: SQL*Plus would take the next line for text too, and a
    statement that its author meant to run would be lost.
    """
    while True:
        end = _LINE.match(text, at).end()  # type: ignore[union-attr]
        last = len(text[at:end].rstrip())
        found = _CONTINUED.match(text, at + last - 1) if last and text[at + last - 1] == "-" else None
        if found is None or not found.group(1) or (command in _SPEAKING and text[at : at + last].endswith("--")):
            return end
        at = found.end()


def command_head(text: str, command: str) -> Head:
    """Head of a directive: the command, its first argument as name, its first words."""
    words = _WORD.findall(text, 0, 400)
    if command in ("@", "@@", "host") and not text[:1].isalpha():
        name = text.lstrip("@!$").strip().split(None, 1)
        return Head(command, name[0].rstrip(";") if name else "", False, tuple(word.upper() for word in words[:6]))
    name = words[1:2]
    if command == "connect" and name:
        name = [re.split(r"[/@]", name[0])[0]]  # no password and no server in a unit's name
    first = tuple(word.upper().rstrip(";") for word in words[:6])
    return Head(command, name[0].rstrip(";") if name else "", False, first)


__all__ = ["CERTAIN", "COMMANDS", "command_at", "command_end", "command_head"]
