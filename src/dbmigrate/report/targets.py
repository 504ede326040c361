"""One estate against several targets: a column for each, so that the nearest one shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from typing import Any, Final

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from dbmigrate.engine.contract import load_rules
from dbmigrate.model import Severity, Verdict
from dbmigrate.report.summary import SEVERITY_ORDER, CodeRow, by_code, general, only, rates
from dbmigrate.report.text import COLOURS, assumptions, files, plain
from dbmigrate.report.words import word
from dbmigrate.results import Report

SCHEMA: Final = "dbmigrate.targets/1"
MOST_CODES: Final = 20
TOP: Final = 10  # codes of each target in the JSON that are named first


@dataclass(frozen=True)
class Column:
    """What one target's report comes down to."""

    report: Report
    severities: tuple[str, ...]

    @cached_property
    def rates(self) -> dict[str, Any]:
        return dict(rates(self.report))

    @cached_property
    def codes(self) -> list[CodeRow]:
        """Codes with open issues."""
        return [row for row in by_code(only(self.report.issues, self.severities)) if row.open]

    @cached_property
    def open_by_code(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for row in self.codes:
            found[row.code] = found.get(row.code, 0) + row.open
        return found

    @cached_property
    def distance(self) -> tuple[int, int, int]:
        """Less is nearer: units that need a person, then silent differences, then all that is open."""
        left = self.report.assessed - int(self.rates["done"])
        return left, int(self.rates["differs"]), len(self.report.open_issues)


def columns(reports: Sequence[Report], severities: Sequence[str]) -> list[Column]:
    return [Column(report, tuple(severities)) for report in reports]


def nearest(found: Sequence[Column]) -> list[Column]:
    """The columns from the nearest target to the farthest; the order given where they are alike."""
    return sorted(found, key=lambda column: column.distance)


def comparison(reports: Sequence[Report], lang: str, severities: Sequence[str]) -> RenderableType:
    found = columns(reports, severities)
    near = nearest(found)
    order = " < ".join(column.report.target for column in near)
    said = word("targets.nearest", lang, target=near[0].report.target, order=order)
    if near[0].distance == near[-1].distance:
        said = word("targets.alike", lang)
    parts: list[RenderableType] = [assumptions(without_target(reports[0]), lang), files(reports[0], lang), Text()]
    parts += [verdicts(found, lang), Text(said, style="bold"), Text()]
    if any(column.codes for column in found):
        parts.append(codes(found, lang))
    return Group(*parts)


def without_target(report: Report) -> Report:
    return Report(report.target, [a for a in report.assumptions if a.key != "target"])


def headed(found: Sequence[Column], *first: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in first:
        table.add_column(name, no_wrap=name == first[0], overflow="fold")
    for column in found:
        table.add_column(plain(column.report.target), justify="right", overflow="fold")
    return table


def verdicts(found: Sequence[Column], lang: str) -> Table:
    table = headed(found, "")
    for verdict in Verdict:
        counts = [str(column.report.verdicts()[verdict]) for column in found]
        table.add_row(Text(word(verdict.value, lang), style=COLOURS[verdict.value]), *counts)
    table.add_section()
    for key in ("rate", "line_rate"):
        table.add_row(word(f"targets.{key}", lang), *(str(column.rates[key]) for column in found))
    table.add_section()
    for severity in SEVERITY_ORDER:
        if severity is not Severity.NOTE:
            counts = [str(column.report.open_by_severity()[severity]) for column in found]
            label = word("targets.open", lang, severity=word(severity.value, lang))
            table.add_row(Text(label, style=COLOURS[severity.value]), *counts)
    return table


def codes(found: Sequence[Column], lang: str) -> RenderableType:
    """Open issues by code: those that the targets disagree on first, then the most frequent."""
    every = {code for column in found for code in column.open_by_code}

    def counts(code: str) -> list[int]:
        return [column.open_by_code.get(code, 0) for column in found]

    order = sorted(every, key=lambda c: (min(counts(c)) - max(counts(c)), -max(counts(c)), c))
    table = headed(found, word("code", lang), word("what", lang))
    for code in order[:MOST_CODES]:
        title = plain(general(load_rules()[code].page.message(lang)))
        table.add_row(code, title, *(str(n) if n else "·" for n in counts(code)))
    left = len(order) - MOST_CODES
    return Group(table, Text(word("more", lang, count=left), style="dim")) if left > 0 else table


def comparison_values(reports: Sequence[Report], lang: str, severities: Sequence[str]) -> dict[str, Any]:
    """Schema dbmigrate.targets/1 (schemas/targets-1.json)."""
    found = columns(reports, severities)
    return {
        "schema": SCHEMA,
        "dbmigrate": version("dbmigrate"),
        "nearest": [column.report.target for column in nearest(found)],
        "targets": [column_values(column, lang) for column in found],
    }


def column_values(column: Column, lang: str) -> dict[str, Any]:
    report = column.report
    return {
        "target": report.target,
        "assumptions": [{"key": a.key, "value": a.value, "given": a.given} for a in report.assumptions],
        "rates": column.rates,
        "verdicts": {v.value: n for v, n in report.verdicts().items()},
        "open": {s.value: n for s, n in report.open_by_severity().items() if s is not Severity.NOTE},
        "top": [row.code for row in column.codes[:TOP]],
        "codes": [
            {
                "code": row.code,
                "name": row.name,
                "severity": row.severity.value,
                "fix": row.fix.value,
                "open": row.open,
                "message": general(load_rules()[row.code].page.message(lang)),
            }
            for row in column.codes
        ],
    }


__all__ = ["comparison", "comparison_values", "nearest"]
