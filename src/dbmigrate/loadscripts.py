"""The load scripts: the estate's converted statements in an order that loads in one pass, data apart from DDL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, Final

from dbmigrate.catalog.names import Names
from dbmigrate.engine.sections import Rank
from dbmigrate.model import Unit
from dbmigrate.results import ConvertedText

FOLDER: Final = "_dbmigrate/load"
RUNTIME, PRE, DATA, POST, ALL = "00_runtime.sql", "10_pre.sql", "20_data.sql", "30_post.sql", "load.sql"
HEAD: Final = "-- made by dbmigrate; for psql, gsql and ksql\n"


@dataclass(frozen=True)
class Entry:
    rank: Rank
    number: int  # in source order
    subject: str  # what an ALTER follows
    unit: Unit
    text: str


@dataclass(frozen=True)
class Placement:
    """Lines first..last, both inside, of a load script that a unit wrote."""

    unit: Unit
    script: str
    first: int
    last: int


@dataclass
class LoadScripts:
    """Collects statements while files are converted. Data goes straight to its script, the rest waits for its order."""

    names: Names
    data: IO[str]
    entries: list[Entry] = field(default_factory=list)
    helpers: set[str] = field(default_factory=set)
    places: list[Placement] = field(default_factory=list)
    number: int = 0
    line: int = 2  # in the data script, behind its head

    def add(self, stretch: ConvertedText) -> None:
        self.helpers |= stretch.helpers
        if stretch.unit is None or not stretch.section:
            return
        self.number += 1
        text = terminated(stretch.output if stretch.load is None else stretch.load)
        if not text:
            return
        if stretch.section == "data":
            self.add_data(stretch.unit, text)
            return
        rank = Rank(stretch.rank)
        self.entries.append(Entry(rank, self.number, stretch.subject, stretch.unit, text))
        if stretch.later:
            self.entries.append(Entry(Rank.KEY, self.number, stretch.subject, stretch.unit, terminated(stretch.later)))

    def add_data(self, unit: Unit, text: str) -> None:
        """Straight to the script; neighbouring INSERTs into one table count as one placement."""
        self.data.write(text)
        first, self.line = self.line, self.line + text.count("\n")
        last = self.places[-1] if self.places else None
        if last and last.script == DATA and last.unit.key == unit.key and last.unit.file == unit.file:
            self.places[-1] = replace(last, last=self.line - 1)
        else:
            self.places.append(Placement(unit, DATA, first, self.line - 1))

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
        yield PRE, self.joined(PRE, HEAD + "".join(schemas), (e for e in ordered if e.rank < Rank.DATA))
        yield POST, self.joined(POST, HEAD, (e for e in ordered if e.rank > Rank.DATA))
        yield ALL, HEAD + "".join(f"\\ir {name}\n" for name in (RUNTIME, PRE, DATA, POST))

    def joined(self, script: str, head: str, entries: Iterable[Entry]) -> str:
        """Each statement under a line that says where it comes from."""
        out, line = [head], 1 + head.count("\n")
        for e in entries:
            out.append(f"-- {e.unit.file}:{e.unit.line}\n{e.text}")
            first, line = line, line + 1 + e.text.count("\n")
            self.places.append(Placement(e.unit, script, first, line - 1))
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
