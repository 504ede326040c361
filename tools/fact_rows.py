"""Rows of capabilities while they are gathered: what is said twice is settled, equal modes share a row."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from dbmigrate.packs.toml_text import pair, table

# Which of two verdicts on the same thing stands: the careful one.
CAREFUL = ("no", "partial", "unknown", "yes")


@dataclass(frozen=True)
class Row:
    has: str
    since: str = ""
    limits: str = ""
    evidence: str = "documented"
    source: str = ""


@dataclass
class Rows:
    """Capability -> mode -> row. `modes` are all modes of the pack."""

    modes: tuple[str, ...]
    found: dict[str, dict[str, Row]] = field(default_factory=dict)

    def add(self, names: str, modes: Iterable[str], row: Row) -> None:
        """One fact for each name; `name=verdict` has a verdict of its own. A yes needs better evidence than a guess."""
        for word in names.split():
            name, _, verdict = word.partition("=")
            has = verdict or row.has
            if has == "yes" and row.evidence == "inferred":
                has = "unknown"
            for mode in modes:
                self._settle(name, mode, Row(has, row.since, row.limits, row.evidence, row.source))

    def _settle(self, name: str, mode: str, row: Row) -> None:
        said = self.found.setdefault(name, {})
        if mode not in said or CAREFUL.index(row.has) < CAREFUL.index(said[mode].has):
            said[mode] = row

    def toml(self) -> str:
        """All rows, sorted by name; a row for all modes has no mode."""
        text = ""
        for name in sorted(self.found):
            shared: dict[Row, list[str]] = {}
            for mode in self.modes:
                if mode in self.found[name]:
                    shared.setdefault(self.found[name][mode], []).append(mode)
            for row, modes in shared.items():
                text += table(name, fields(row, modes if len(modes) < len(self.modes) else []), many=True)
        return text


def fields(row: Row, modes: list[str]) -> dict[str, str | list[str]]:
    said: dict[str, str | list[str]] = {"has": row.has}
    if modes:
        said["mode"] = modes[0] if len(modes) == 1 else modes
    for key in ("since", "limits", "evidence", "source"):
        if value := getattr(row, key):
            said[key] = value
    return said


def slug(text: str, words: int = 8) -> str:
    """A capability's name made from a text: its first words in lower case."""
    return "_".join(re.findall(r"[a-z0-9]+", text.lower())[:words])


# How the collector speaks of its own search, and what a reader of the pack needs of it.
WORDING = (
    (r"no stored source found in this search", "no source found"),
    (r"\bstored (page|source)", r"\1"),
    (r"\bown run: ", "run: "),
    (r" ?Not available to us\.", ""),
    (r"^measured: ", ""),
)


def shortened(text: str, length: int = 300) -> str:
    """Prose on one line, cut at a word."""
    line = " ".join(text.split())
    for found, instead in WORDING:
        line = re.sub(found, instead, line)
    return line if len(line) <= length else line[:length].rsplit(" ", 1)[0] + " …"


def header(what: str, versions: list[str]) -> str:
    text = f"# {what}\n# Written by the tool named here from collected facts; do not edit.\n"
    return text + pair("made_by", "tools/facts_to_packs.py") + "".join(f"# from {version}\n" for version in versions)
