"""The report of a run, gathered while its texts are converted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from dbmigrate.baseline import with_fingerprints
from dbmigrate.catalog.catalog import Catalog
from dbmigrate.estate import Estate, EstateFile
from dbmigrate.mentions import known_names, mentioned
from dbmigrate.model import Issue, Span, Unit, Verdict
from dbmigrate.overrides import fingerprint
from dbmigrate.packs.costs import load_costs
from dbmigrate.results import ConvertedText, FileResult, Report, Rewrite, UnitResult
from dbmigrate.rewrites import rewrites

WORSE = (
    Verdict.IGNORED,
    Verdict.NATIVE,
    Verdict.CONVERTED,
    Verdict.PARTIAL,
    Verdict.INCOMPATIBLE,
    Verdict.UNASSESSED,
)


class Collector:
    """Folds the stretches of all files into a Report; keeps counts and issues, no text."""

    def __init__(self, estate: Estate, *, rewrites: bool = False):
        self.estate = estate
        self.with_rewrites = rewrites
        self.rewrites: dict[tuple[str, int, str], list[Rewrite]] = defaultdict(list)
        self.partial = False
        self.units: list[UnitResult] = []
        self.issues: list[Issue] = []
        self.files: list[FileResult] = []
        self.known = known_names(estate.catalog)

    def add(self, file: EstateFile, stretches: Iterator[ConvertedText]) -> None:
        run: UnitResult | None = None  # neighbouring INSERTs of literals into one table are one unit
        for stretch in stretches:
            if stretch.unit is None:
                continue
            self.issues += with_fingerprints(stretch)
            if self.with_rewrites and stretch.edits:
                for place, rewrite in rewrites(stretch, self.estate.dialect, self.estate.settings.show_literals):
                    self.rewrites[place].append(rewrite)
            made = unit_result(stretch, self.known)
            if run and continues(run.unit, made.unit):
                run = extended(run, made)
                continue
            self.units += [run] if run else []
            run = made
        self.units += [run] if run else []
        source, encoding = file.source, file.encoding
        self.files.append(
            FileResult(
                source.name,
                "unreadable" if file.broken else "read",
                source.type,
                source.size,
                self.estate.dialect,
                encoding.name,
                encoding.assumed,
                file.characters,
                file.lines,
                file.sha256,
            )
        )

    def leave(self, file: EstateFile) -> None:
        """The file did not change, and nobody asked for it."""
        self.partial = True
        self.files.append(FileResult(file.source.name, "unchanged", file.source.type, file.source.size))

    def report(self) -> Report:
        estate = self.estate
        if not self.partial:  # what was not looked at cannot be unused
            estate.issues += [*estate.overrides.stale(), *estate.globs.unused()]
        files = sorted(self.files + estate.results, key=lambda f: f.name)
        issues = sorted(estate.issues + self.issues, key=lambda i: (i.place.file, i.place.offset, i.code))
        costs = load_costs(estate.settings.effort)
        return Report(
            estate.target.spec,
            estate.assumptions,
            files,
            self.units,
            issues,
            defined(estate.catalog),
            costs,
            self.partial,
            rewrites=dict(self.rewrites),
        )


def unit_result(stretch: ConvertedText, known: frozenset[str]) -> UnitResult:
    assert stretch.unit is not None
    lines = stretch.lines or stretch.source.count("\n") + 1
    codes = tuple(i.code for i in stretch.issues)
    rung = "read" if stretch.verdict is Verdict.UNASSESSED else "converted"
    opened = sum(i.open for i in stretch.issues)
    mark = fingerprint(stretch.source) if opened and stretch.unit.kind != "data" else ""
    names = mentioned(stretch.source, known) if stretch.unit.kind != "data" else ()
    return UnitResult(stretch.unit, stretch.verdict, lines, codes, rung, opened, mark, names, stretch.interfaces)


def continues(run: Unit, unit: Unit) -> bool:
    return run.kind == "data" == unit.kind and run.name == unit.name


def extended(run: UnitResult, more: UnitResult) -> UnitResult:
    first = run.unit  # written out, not `replace`: this runs once for each row of table data
    span = Span(first.span.start, more.unit.span.end)
    unit = Unit(first.file, span, first.line, first.kind, first.name, first.rows + more.unit.rows)
    verdict = run.verdict if run.verdict is more.verdict else max(run.verdict, more.verdict, key=WORSE.index)
    codes = run.codes + tuple(c for c in more.codes if c not in run.codes)
    opened = run.open_issues + more.open_issues
    return UnitResult(unit, verdict, run.lines + more.lines, codes, run.rung, opened, run.fingerprint)


def defined(catalog: Catalog) -> dict[str, int]:
    """How many objects of each kind the estate defines."""
    counts = {kind: len(shelf) for kind, shelf in catalog.shelves.items()}
    counts["column"] = sum(len(table.columns) for table in catalog.tables.values())
    return counts
