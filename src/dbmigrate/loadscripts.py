"""The load scripts: the estate's converted statements in an order that loads in one pass, data apart from DDL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final

from dbmigrate.catalog.names import Names
from dbmigrate.engine.sections import Rank
from dbmigrate.results import ConvertedText

FOLDER: Final = "_dbmigrate/load"
RUNTIME, PRE, DATA, POST, ALL = "00_runtime.sql", "10_pre.sql", "20_data.sql", "30_post.sql", "load.sql"
HEAD: Final = "-- made by dbmigrate; for psql, gsql and ksql\n"


@dataclass(frozen=True)
class Entry:
    rank: Rank
    number: int  # in source order
    subject: str  # what an ALTER follows
    file: str
    line: int
    text: str


@dataclass
class LoadScripts:
    """Collects statements while files are converted. Data goes straight to its script, the rest waits for its order."""

    names: Names
    data: IO[str]
    entries: list[Entry] = field(default_factory=list)
    helpers: set[str] = field(default_factory=set)
    number: int = 0
    line: int = 1  # in the data script

    def add(self, stretch: ConvertedText) -> None:
        self.helpers |= stretch.helpers
        if stretch.unit is None or not stretch.section:
            return
        self.number += 1
        text = terminated(stretch.output if stretch.load is None else stretch.load)
        if not text:
            return
        if stretch.section == "data":
            self.data.write(text)
            return
        unit, rank = stretch.unit, Rank(stretch.rank)
        self.entries.append(Entry(rank, self.number, stretch.subject, unit.file, unit.line, text))
        if stretch.later:
            self.entries.append(
                Entry(Rank.KEY, self.number, stretch.subject, unit.file, unit.line, terminated(stretch.later))
            )

    def ordered(self) -> list[Entry]:
        """By rank and source order; an ALTER that the data needs stands right behind the table that it changes."""
        tables = {e.subject: e for e in self.entries if e.rank is Rank.TABLE and e.subject}

        def key(e: Entry) -> tuple[int, int, int, int]:
            table = tables.get(e.subject) if e.rank is Rank.ALTER else None
            if table:
                return Rank.TABLE, table.number, 1, e.number
            if e.rank is Rank.ALTER:
                return Rank.ALTER, e.number, 0, 0
            return e.rank, e.number, 0, 0

        return sorted(self.entries, key=key)

    def scripts(self) -> Iterator[tuple[str, str]]:
        """(file name, text) of the scripts other than data and runtime."""
        ordered = self.ordered()
        schemas = [f"CREATE SCHEMA IF NOT EXISTS {s};\n" for s in self.names.schemas_needed()]
        yield PRE, HEAD + "".join(schemas) + joined(e for e in ordered if e.rank < Rank.DATA)
        yield POST, HEAD + joined(e for e in ordered if e.rank > Rank.DATA)
        yield ALL, HEAD + "".join(f"\\ir {name}\n" for name in (RUNTIME, PRE, DATA, POST))


def joined(entries: Iterable[Entry]) -> str:
    """Each statement under a line that says where it comes from."""
    out, last = [], ""
    for e in entries:
        place = f"-- {e.file}:{e.line}\n"
        out.append((place if place != last else "") + e.text)
        last = place
    return "".join(out)


def terminated(text: str) -> str:
    """The statement with a semicolon and a line end; nothing where there is no statement."""
    text = text.strip("\ufeff \t\r\n\f\u3000\u00a0")
    if not text or all(line.lstrip().startswith("--") or not line.strip() for line in text.splitlines()):
        return ""
    return text + ("\n" if text.endswith(";") else ";\n" if "--" not in text.rsplit("\n", 1)[-1] else "\n;\n")


def reference(file: str) -> str:
    """A data file by reference: from the load folder up to the tree."""
    return f"\\ir '../../{Path(file).as_posix()}'\n"
