"""What an output says of its issues: a line before the statement, a comment in place of it, a statement that fails."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from dbmigrate.engine.contract import rule_of
from dbmigrate.model import Edit, Fix, Issue, Unit
from dbmigrate.sources.scan import LINE_END

UNPARSED: Final = "XX001"


def first_code(issues: Sequence[Issue]) -> str:
    blocking = [i for i in issues if i.open]
    worst = [i for i in blocking if i.fix is Fix.NONE] or blocking
    return worst[0].code if worst else UNPARSED


def commented_out(text: str, code: str) -> list[Edit]:
    """`-- ` before each line. A last line without end gets none here: what follows is put on a line of its own."""
    edits, at = [], 0
    for line in re.split(r"(?<=\n)|(?<=\r)(?!\n)", text):
        if line:
            edits.append(Edit(at, at, "", "-- ", code))
        at += len(line)
    return edits


def failing(issues: Sequence[Issue], unit: Unit) -> str:
    """A statement that fails on load and names the code and the unit."""
    message = f"dbmigrate {first_code(issues)}: {unit.key} was not converted".replace("'", "''").replace(
        "%", "%%"
    )
    message = LINE_END.sub(" ", message)
    return f"\nDO $dbmigrate$ BEGIN RAISE EXCEPTION '{message}'; END $dbmigrate$"


def marks(issues: Sequence[Issue], lang: str) -> list[Edit]:
    """A comment line before the statement for each issue that needs a person."""
    lines: dict[str, str] = {}
    for issue in issues:
        if issue.open and (issue.fix is not Fix.SAFE or not issue.edited):
            lines.setdefault(
                f"-- dbmigrate {issue.code} {issue.place.line}: {message(issue, lang)}\n", issue.code
            )
    return [Edit(0, 0, "", line, code) for line, code in lines.items()]


def message(issue: Issue, lang: str) -> str:
    """The issue's text in one line: the rule's title filled with the hit's values, and its note."""
    page = rule_of(issue.code).page
    text = fill(page.message(lang), issue.values)
    if issue.note:
        note = fill(page.note(issue.note, lang), issue.values)
        text += f"（{note}）" if lang == "zh" else f" ({note})"
    return " ".join(text.split())


def fill(template: str, values: Mapping[str, str]) -> str:
    for key, value in values.items():
        template = template.replace("{" + key + "}", value)
    return template
