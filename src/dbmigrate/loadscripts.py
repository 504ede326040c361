"""The load scripts: the estate's converted statements in an order that loads in one pass (see loadorder)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field, replace
from pathlib import Path
from typing import IO, Final

from dbmigrate.catalog.effects import Effects, Thing
from dbmigrate.catalog.names import Names
from dbmigrate.engine.sections import Rank
from dbmigrate.loadorder import Ordered, Step, ordered
from dbmigrate.manifest import to_utf8, unix_lines
from dbmigrate.model import Unit
from dbmigrate.records import dataclass
from dbmigrate.results import ConvertedText

FOLDER: Final = "_dbmigrate/load"
RUNTIME, PRE, DATA, POST, ALL = "00_runtime.sql", "10_pre.sql", "20_data.sql", "30_post.sql", "load.sql"
SHELVES: Final = {
    "relation": ("table", "view", "sequence"),
    "type": ("type",),
    "routine": ("routine",),
    "trigger": ("trigger",),
}
SCRIPT_OF: Final = {"pre": PRE, "data": DATA, "post": POST}
SETTING: Final = re.compile(r"\\set (\w+) .*")
CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")
HEAD: Final = "-- made by dbmigrate; for psql, gsql and ksql\n"


@dataclass(eq=False)
class Entry(Step):
    """A step with its text: in memory, or for data as bytes start..end of what was spooled."""

    unit: Unit = field(kw_only=True)
    path: tuple[str, ...] = field(kw_only=True)  # the search path that its names are written for
    text: str = ""
    start: int = 0
    end: int = 0
    lines: int = 0
    runs: list[tuple[Unit, int]] = field(default_factory=list)  # spooled: units, and the lines that each wrote


@dataclass(frozen=True)
class Placement:
    """Lines first..last, both inside, of a script (named from the output folder) that a unit wrote.

    `makes`: the object that the statement makes, as the target spells it.
    """

    unit: Unit
    script: str
    first: int
    last: int
    makes: str = ""


@dataclass
class Included:
    """A data file that the load scripts include."""

    file: str
    line: int = 1
    first: Unit | None = None
    tables: dict[Thing, None] = field(default_factory=dict)
    path: tuple[str, ...] = ()

    def add(self, stretch: ConvertedText) -> Iterator[Placement]:
        lines = unix_lines(stretch.output).count("\n")
        if stretch.unit and stretch.effects:
            self.first = self.first or stretch.unit
            self.tables.update(dict.fromkeys(stretch.effects.fills))
            yield Placement(stretch.unit, self.file, self.line, self.line + lines)
        self.line += lines


@dataclass
class LoadScripts:
    """Collects statements while files are converted. Data goes straight to the spool, which becomes its script."""

    names: Names
    spool: IO[bytes]
    sqlterm: bool = False  # the client is ksql, which must be told that a `/` ends code
    entries: list[Entry] = field(default_factory=list)
    helpers: set[str] = field(default_factory=set)
    places: list[Placement] = field(default_factory=list)
    variables: dict[str, set[str]] = field(default_factory=dict)  # of psql: name -> the lines that set it
    at: int = 0  # bytes spooled
    included: Included | None = None  # the data file that is read now, if its script includes it as it is

    def __post_init__(self) -> None:
        self.write(self.head())

    def head(self) -> str:
        """What each script begins with; names without a schema are found where the estate's owner has its objects."""
        path = self.names.load_path()
        return HEAD if path == ("public",) else HEAD + set_path(path)

    def path_of(self, stretch: ConvertedText) -> tuple[str, ...]:
        owners = stretch.effects.owners if stretch.effects else ()
        return self.names.load_path(stretch.schema, owners)

    def write(self, text: str) -> None:
        self.at += self.spool.write(to_utf8(text))

    def begin(self, file: str, by_reference: bool) -> None:
        """The stretches that follow are of this file; by reference it is included from the tree, and not copied."""
        self.included = Included(file) if by_reference else None

    def end(self) -> None:
        """The file is done."""
        if self.included and self.included.first:
            effects = Effects(uses=tuple(self.included.tables), fills=tuple(self.included.tables))
            self.add_data(self.included.first, reference(self.included.file), effects, self.included.path)
            self.entries[-1].runs.clear()
        self.included = None

    def add(self, stretch: ConvertedText) -> None:
        self.helpers |= stretch.helpers
        if self.included:
            self.included.path = self.path_of(stretch) if stretch.effects else self.included.path
            self.places += self.included.add(stretch)
            return
        if found := SETTING.match(stretch.output):
            self.variables.setdefault(found[1], set()).add(unix_lines(found[0]).strip())
        if stretch.unit is None or not stretch.rank:
            return
        text = terminated(unix_lines(stretch.output if stretch.load is None else stretch.load))
        if not text:
            return
        if stretch.slash:
            text = self.code(text)
        rank, effects = Rank(stretch.rank), stretch.effects or Effects()
        if rank is Rank.DATA:
            self.add_data(stretch.unit, text, effects, self.path_of(stretch))
            return
        if stretch.later:
            own, effects = effects, replace(effects, references=())
        path = self.path_of(stretch)
        entry = Entry(self.number, rank, stretch.unit.file, effects, unit=stretch.unit, path=path, text=text)
        self.entries.append(entry)
        if stretch.later:
            tables = tuple(t for t in own.makes if t[0] == "relation")
            keys = Effects(uses=tables, references=own.references)
            later = terminated(unix_lines(stretch.later))
            self.entries.append(
                Entry(self.number, Rank.KEY, stretch.unit.file, keys, entry, unit=stretch.unit, path=path, text=later)
            )

    def code(self, text: str) -> str:
        """Code with the line that ends it; ksql looks for that line only where it is told to."""
        ended = text.rstrip("\n") + "\n/\n"
        return f"\\set SQLTERM /\n{ended}\\set SQLTERM ;\n" if self.sqlterm else ended

    @property
    def number(self) -> int:
        return len(self.entries)

    def add_data(self, unit: Unit, text: str, effects: Effects, path: tuple[str, ...]) -> None:
        """Straight to the spool; neighbouring statements with the same effects are one entry."""
        start = self.at
        self.write(text)
        lines = text.count("\n")
        last = self.entries[-1] if self.entries else None
        if last and (last.rank, last.end, last.file, last.path) == (Rank.DATA, start, unit.file, path) and (
            last.effects == effects
        ):
            last.end, last.lines = self.at, last.lines + lines
            if last.runs[-1][0].key == unit.key == f"data {unit.name}":
                last.runs[-1] = (last.runs[-1][0], last.runs[-1][1] + lines)
            else:
                last.runs.append((unit, lines))
            return
        entry = Entry(
            self.number, Rank.DATA, unit.file, effects, unit=unit, path=path, start=start, end=self.at, lines=lines
        )
        entry.runs.append((unit, lines))
        self.entries.append(entry)

    def finished(self) -> tuple[Ordered, bool]:
        """The load order, and whether the spool already is the data script."""
        order = ordered(self.entries)
        spooled = [e for e in self.entries if e.rank is Rank.DATA]
        same_path = all(e.path == self.names.load_path() for e in spooled)
        return order, same_path and [s for s in order.steps if s.section == "data"] == spooled

    def settings(self) -> list[str]:
        """The lines that set psql's variables; one that scripts set in several ways stays unset, and loading fails."""
        return [next(iter(lines)) for _, lines in sorted(self.variables.items()) if len(lines) == 1]

    def script(self, section: str, order: Ordered, spool: IO[bytes]) -> Iterator[bytes]:
        """The text of a script; `spool` is what was written, opened again. Notes which lines each unit wrote."""
        head = self.head()
        if section == "pre":
            head += history(order)
            head += "".join(f"{line}\n" for line in self.settings())
            owners = [v for v in sorted(self.variables) if v.lower() in self.names.variable_schemas]
            head += "".join(f"CREATE SCHEMA IF NOT EXISTS :{v};\n" for v in owners)
        yield to_utf8(head)
        line = 1 + head.count("\n")
        name, path = f"{FOLDER}/{SCRIPT_OF[section]}", self.names.load_path()
        for step in order.steps:
            if step.section != section:
                continue
            assert isinstance(step, Entry)
            if step.path != path:
                path = step.path
                yield to_utf8(set_path(path))
                line += 1
            if section != "data":
                yield to_utf8(f"-- {one_line(step.unit.file)}:{step.unit.line}\n")
                line += 1
            if step.text:
                yield to_utf8(step.text)
                last = line + step.text.count("\n") - 1
                self.places.append(Placement(step.unit, name, line, last, self.made(step.effects)))
                line += step.text.count("\n")
            else:
                yield from slices(spool, step.start, step.end)
                line = self.place_runs(step, name, line)
        if section == "pre":
            yield to_utf8(left_out(order))

    def made(self, effects: Effects) -> str:
        """What a statement makes, as the target spells it; "" where it makes nothing that has a name."""
        for kind, *path in effects.makes:
            for shelf in SHELVES.get(kind, ()):
                key = tuple(path[-2:] if path[-2] else path[-1:])
                if self.names.catalog.locate(shelf, key):
                    return self.names.object(key, shelf)
        return ""

    def place_runs(self, entry: Entry, script: str, line: int) -> int:
        for unit, lines in entry.runs:
            self.places.append(Placement(unit, script, line, line + lines - 1))
            line += lines
        return line

    def place_data(self, order: Ordered) -> None:
        """The places in a data script that is the spool."""
        line = 1 + self.head().count("\n")
        for step in order.steps:
            if step.section == "data" and isinstance(step, Entry):
                line = self.place_runs(step, f"{FOLDER}/{DATA}", line)


def set_path(path: tuple[str, ...]) -> str:
    return f"SET search_path TO {', '.join(path)};\n"


def slices(spool: IO[bytes], start: int, end: int) -> Iterator[bytes]:
    spool.seek(start)
    while start < end:
        piece = spool.read(min(end - start, 1 << 20))
        start += len(piece)
        yield piece


def history(order: Ordered) -> str:
    """A comment that says why everything stands in the first script."""
    if not isinstance(order.cause, Entry):
        return ""
    place = f"{one_line(order.cause.unit.file)}:{order.cause.unit.line} {one_line(order.cause.unit.key)}"
    return f"-- the scripts are a history and keep their order: {place} takes back what was made before\n"


def left_out(order: Ordered) -> str:
    """A comment that names the drops which have nothing to drop in an empty database."""
    lines = [
        f"-- not loaded, the database is empty: {one_line(s.unit.file)}:{s.unit.line} {one_line(s.unit.key)}\n"
        for s in order.left_out
        if isinstance(s, Entry)
    ]
    return "".join(lines)


def all_scripts() -> str:
    return HEAD + "".join(f"\\ir {name}\n" for name in (RUNTIME, PRE, DATA, POST))


def one_line(name: str) -> str:
    """A file name for a comment: on Linux it may hold line ends, behind which it would be a statement."""
    return CONTROL.sub("?", name)


def terminated(text: str) -> str:
    """The statement with a semicolon and a line end; nothing where there is no statement."""
    text = text.strip("\ufeff \t\r\n\f\u3000\u00a0")
    if not text or all(line.lstrip().startswith("--") or not line.strip() for line in text.splitlines()):
        return ""
    return text + ("\n" if text.endswith(";") else ";\n" if "--" not in text.rsplit("\n", 1)[-1] else "\n;\n")


def reference(file: str) -> str:
    """A data file by reference: from the load folder up to the tree."""
    return f"\\ir '../../{Path(file).as_posix()}'\n"


__all__ = ["ALL", "DATA", "FOLDER", "HEAD", "POST", "PRE", "RUNTIME", "LoadScripts", "Placement", "all_scripts"]
