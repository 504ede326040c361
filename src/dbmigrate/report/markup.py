"""Text from the outside in Markdown: nothing of it becomes markup, a link, a mention or a line of its own."""

from __future__ import annotations

import re
from typing import Final

from dbmigrate.report.shown import shown

MARKS: Final = re.compile(r"([\\`*_{}\[\]<>#|~&@!$])")
ADDRESS: Final = re.compile(r"(?i)\b(https?|ftp|www)(?=[:.])")
BACKTICKS: Final = re.compile(r"`+")


def plain(text: str) -> str:
    """One line of running text."""
    return ADDRESS.sub(lambda m: m[1] + "\u200b", MARKS.sub(r"\\\1", shown(text)))


def code(text: str) -> str:
    """One line of code; a pipe would end a table's cell."""
    text = shown(text).replace("|", "¦") or " "
    ticks = "`" * (max(map(len, BACKTICKS.findall(text)), default=0) + 1)
    blank = " " if text[0] == "`" or text[-1] == "`" else ""
    return f"{ticks}{blank}{text}{blank}{ticks}"


def fence(body: str) -> str:
    """A fence that no line of the body closes."""
    return "`" * max(3, max(map(len, BACKTICKS.findall(body)), default=0) + 1)


__all__ = ["code", "fence", "plain"]
