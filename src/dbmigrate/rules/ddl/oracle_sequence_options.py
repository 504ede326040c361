"""Oracle's options of sequences and identity columns in PostgreSQL's words."""

from __future__ import annotations

from typing import Final

from dbmigrate.syntax.ddl.nodes import Phrase

HIGHEST: Final = 2**63 - 1  # PostgreSQL's sequences count in bigint, Oracle's in 28 digits
WORDS: Final = {
    "nominvalue": "NO MINVALUE",
    "nomaxvalue": "NO MAXVALUE",
    "nocycle": "NO CYCLE",
    "nocache": "",
    "order": "",
    "noorder": "",
    "keep": "",
    "nokeep": "",
    "scale": "",
    "noscale": "",
    "shard": "",
    "noshard": "",
    "session": "",
    "global": "",
    "sharing": "",
}


def translated(option: Phrase, alter: bool = False) -> str | None:
    """The option's text for PostgreSQL: None where it stays as it is, "" where it goes."""
    if option.kind == "nocache" and alter:
        return "CACHE 1"
    if option.kind in WORDS:
        return WORDS[option.kind]
    words = option.words()
    if option.kind in ("maxvalue", "minvalue"):
        return "" if abs(number(words[1:])) > HIGHEST else None
    if option.kind == "cache":
        return "CACHE 1" if number(words[1:]) < 1 else None
    if option.kind == "start" and words[2] == "LIMIT":
        return ""
    if option.kind == "restart" and "START" in words:
        return f"RESTART WITH {''.join(words[3:])}"
    return None


def number(words: tuple[str, ...]) -> int:
    """0 for a substitution variable."""
    text = "".join(words)
    return int(text) if text.lstrip("+-").isdigit() else 1
