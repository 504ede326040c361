"""GitHub annotations: it shows ten errors and ten warnings of a step, so the gravest come first, then the count.

The whole list goes to the job's summary, where GitHub names a file for it in GITHUB_STEP_SUMMARY.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from dbmigrate.messages import message
from dbmigrate.model import Issue, UsageError
from dbmigrate.report.ci.checklist import as_checklist
from dbmigrate.report.ci.found import Paths, failing, grave
from dbmigrate.report.shown import shown
from dbmigrate.report.summary import rates
from dbmigrate.report.words import word
from dbmigrate.results import Report

MOST: Final = 10
SUMMARY: Final = "GITHUB_STEP_SUMMARY"
MOST_OF_SUMMARY: Final = 900_000  # bytes; GitHub takes 1 MiB for a step


def as_annotations(report: Report, lang: str, severities: Sequence[str], paths: Paths) -> str:
    found = failing(report, severities)
    errors = [i for i in found if grave(i)]
    warnings = [i for i in found if not grave(i)]
    out = [command("error", i, lang, paths) for i in errors[:MOST]]
    out += [command("warning", i, lang, paths) for i in warnings[:MOST]]
    left = len(found) - len(out)
    told = word("rates", lang, **rates(report))
    if left:
        told += "; " + word("github.more", lang, count=left)
    out.append(f"::notice title=dbmigrate {value(report.target)}::{escaped(shown(told))}")
    return "\n".join(out) + "\n"


def command(kind: str, issue: Issue, lang: str, paths: Paths) -> str:
    title = f"{issue.code} {word(issue.severity.value, lang)}"
    where = f"file={value(paths(issue.place.file))},line={issue.place.line},col={issue.place.column}"
    return f"::{kind} {where},title={value(title)}::{escaped(shown(message(issue, lang)))}"


def escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def value(text: str) -> str:
    return escaped(shown(text)).replace(":", "%3A").replace(",", "%2C")


def write_summary(report: Report, lang: str, severities: Sequence[str], paths: Paths) -> None:
    """Nothing happens where GitHub does not run us."""
    named = os.environ.get(SUMMARY)
    if not named:
        return
    text = as_checklist(report, lang, severities, paths, MOST_OF_SUMMARY).encode("utf-8", "backslashreplace")
    try:
        with Path(named).open("ab") as stream:
            stream.write(text)
    except OSError as error:
        raise UsageError(f"{SUMMARY}: cannot write {named}: {error.strerror}") from None


__all__ = ["as_annotations", "write_summary"]
