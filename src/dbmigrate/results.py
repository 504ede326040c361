"""What a run found, as plain values: files, units with their verdicts, issues. Reports are made from these alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field

from dbmigrate.catalog.effects import Effects
from dbmigrate.inventory import Interface
from dbmigrate.model import Edit, Fix, Issue, Severity, Unit, Verdict
from dbmigrate.packs.costs import Costs, load_costs
from dbmigrate.records import dataclass


@dataclass(frozen=True)
class FileResult:
    """A file of the estate. `status`: read, unread (known to hold SQL, no reader yet), other, unreadable,
    unchanged (not looked at, since only changes were asked for)."""

    name: str
    status: str
    type: str  # suffix or container, for counting
    bytes: int
    dialect: str = ""
    encoding: str = ""
    assumed: bool = False  # the encoding follows the estate's majority
    characters: int = 0
    lines: int = 0
    sha256: str = ""


@dataclass(frozen=True)
class UnitResult:
    """A unit with what became of it. `rung`: read, parsed, converted; verify adds loaded and body-checked."""

    unit: Unit
    verdict: Verdict
    lines: int
    codes: tuple[str, ...] = ()
    rung: str = "converted"
    open_issues: int = 0
    fingerprint: str = ""  # of the source, where a person may write the target text (see overrides)
    mentions: tuple[str, ...] = ()  # names of the estate's objects that its text holds, in small letters
    interfaces: tuple[Interface, ...] = ()  # of the routines that it makes


@dataclass(frozen=True)
class ConvertedText:
    """A stretch of a file and its target text. Stretches tile the file; gaps and terminators have no unit.

    `rank` says where the load scripts hold it (0: nowhere), `effects` what it makes and needs. `load` replaces `output`
    there where the two differ; `later` is what they run after the data (foreign keys taken out of a table).
    """

    start: int
    source: str
    output: str
    edits: tuple[Edit, ...] = ()
    unit: Unit | None = None
    verdict: Verdict = Verdict.IGNORED
    issues: tuple[Issue, ...] = ()
    rank: int = 0
    effects: Effects | None = None
    schema: str = ""  # the current schema of the place, "" where the scripts do not say
    load: str | None = None
    later: str = ""
    helpers: frozenset[str] = frozenset()
    slash: bool = False  # code that a line with a lone `/` ends
    lines: int = 0  # of the statements, where the stretch holds several with gaps between them
    interfaces: tuple[Interface, ...] = ()


@dataclass(frozen=True)
class Assumption:
    """A setting that shaped the result: given by the user or assumed."""

    key: str  # target, source, source-charset, length-semantics, collation
    value: str
    given: bool


@dataclass(frozen=True, slots=True)
class Rewrite:
    """Characters start..end of a file become `new`; lines and columns count from 1, the end is not inside."""

    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int
    new: str


@dataclass
class Compared:
    """What became of a baseline's open issues, by code: still there, new, gone."""

    known: Counter[str] = field(default_factory=Counter)
    new: Counter[str] = field(default_factory=Counter)
    gone: Counter[str] = field(default_factory=Counter)


@dataclass
class Report:
    """The whole run. Rates are shown together, never one alone."""

    target: str
    assumptions: list[Assumption] = field(default_factory=list)
    files: list[FileResult] = field(default_factory=list)
    units: list[UnitResult] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    objects: dict[str, int] = field(default_factory=dict)  # what the catalog holds: tables, columns, indexes ...
    costs: Costs = field(default_factory=load_costs)  # of hand work, for the estimate
    partial: bool = False  # only files that changed, and what names what they make
    baseline: Compared | None = None
    rewrites: Mapping[tuple[str, int, str], Sequence[Rewrite]] = field(default_factory=dict)  # by file, offset, code

    def verdicts(self) -> Mapping[Verdict, int]:
        counted = Counter(u.verdict for u in self.units)
        return {v: counted.get(v, 0) for v in Verdict}

    @property
    def assessed(self) -> int:
        """Units in the denominators: all but the ignored ones."""
        return sum(u.verdict is not Verdict.IGNORED for u in self.units)

    @property
    def unread(self) -> Counter[str]:
        """Files known to hold SQL that is not read yet, by type."""
        return Counter(f.type for f in self.files if f.status == "unread")

    def lines(self, *verdicts: Verdict) -> int:
        return sum(u.lines for u in self.units if u.verdict in verdicts)

    @property
    def open_issues(self) -> list[Issue]:
        return [i for i in self.issues if i.open]

    def open_by_severity(self) -> Mapping[Severity, int]:
        counted = Counter(i.severity for i in self.open_issues)
        return {s: counted.get(s, 0) for s in Severity}


def verdict_of(issues: Iterable[Issue], edited: bool) -> Verdict:
    """The verdict that a read unit's issues and edits give."""
    verdict = Verdict.CONVERTED if edited else Verdict.NATIVE
    for issue in issues:
        if issue.open:
            if issue.fix is Fix.NONE and issue.severity is Severity.REFUSED:
                return Verdict.INCOMPATIBLE
            verdict = Verdict.PARTIAL
    return verdict
