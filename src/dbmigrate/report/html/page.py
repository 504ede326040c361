"""The report as one HTML file: no network, two languages, filters and search in the page."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from dbmigrate.dependencies import dependencies, exposures
from dbmigrate.effort import Effort, estimate
from dbmigrate.engine.contract import load_rules
from dbmigrate.model import Verdict
from dbmigrate.report.dated import report_time
from dbmigrate.report.html.data import in_script, values
from dbmigrate.report.html.parts import (
    SHOWN_VERDICTS,
    Proven,
    beside,
    cards,
    funnel,
    kinds,
    matrix,
    not_assessed,
    severities,
    slices,
)
from dbmigrate.report.shown import shown
from dbmigrate.report.summary import DONE, baseline_counts, general, only, rates
from dbmigrate.report.words import WORDS, kind_word, word
from dbmigrate.results import Report

HERE: Final = Path(__file__).parent
WIDTH: Final = re.compile(r"\((\d+)")
BREAK: Final = re.compile(r"(?<=(\S))[ \t]*\n[ \t]*(?=([^\s\-*|]))")
PARTS: Final = ("sqlglot", "pglast")


def as_html(report: Report, lang: str, wanted: Sequence[str] = (), proven: Proven | None = None) -> str:
    """`lang` is the language that the page opens in; it holds both. `wanted`: only issues of these severities."""
    rules = load_rules()
    issues = only(report.issues, wanted)
    found = dependencies(issues)
    script = (HERE / "page.js").read_text("utf-8")
    effort = estimate(report, report.costs)
    data = {**values(report, issues), "words": WORDS}
    weighed, shares = severities(issues), slices(report)
    outside = Counter(d.kind.key for d in found)
    page = environment().get_template("page.html.j2")
    return page.render(
        report=report,
        lang=lang,
        word=word,
        kind_word=kind_word,
        general=general,
        rules=rules,
        version=version("dbmigrate"),
        versions=[(name, version(name)) for name in ("dbmigrate", *PARTS)],
        date=report_time().strftime("%Y-%m-%d %H:%M UTC"),
        source=next((a.value for a in report.assumptions if a.key == "source"), ""),
        rates=rates(report),
        severities_only=wanted,
        done_lines=report.lines(*DONE),
        all_lines=report.lines(*SHOWN_VERDICTS),
        ignored=report.verdicts()[Verdict.IGNORED],
        issues=issues,
        slices=shares,
        unit_parts=[(s.key, s.units) for s in shares],
        line_parts=[(s.key, s.lines) for s in shares],
        byte_widths=counts_bytes(report),
        chinese=chinese,
        steps=funnel(report, proven),
        kinds=kinds(report),
        severities=weighed,
        most_open=max((opened for _, opened, _, _ in weighed), default=0) or 1,
        cards=cards(issues, rules),
        missing=not_assessed(report),
        dependencies=found,
        outside_kinds=[(d.kind, outside[d.kind.key]) for d in {d.kind.key: d for d in found}.values()],
        matrix=matrix(found),
        exposures=exposures(issues),
        baseline_counts=baseline_counts(report) if report.baseline else {},
        baseline_rows=beside(report.baseline) if report.baseline else [],
        effort=effort,
        effort_x=knob(effort),
        proven=proven,
        data=Markup(in_script(data)),
        script=Markup(script),
        script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        style=Markup((HERE / "page.css").read_text("utf-8")),
    )


def counts_bytes(report: Report) -> bool:
    """VARCHAR2(n) of the source counts bytes of a GBK database."""
    said = {a.key: a.value for a in report.assumptions}
    gbk = "GB" in said.get("source-charset", "").upper()
    return said.get("source") == "oracle" and gbk and said.get("length-semantics") == "byte"


def chinese(type_: str) -> str:
    """How many Chinese characters of two bytes a text type holds; "" where it says no width or counts characters."""
    width = WIDTH.search(type_)
    return str(int(width[1]) // 2) if width and "CHAR)" not in type_.upper() and type_[:1] not in "nN" else ""


def environment() -> Environment:
    made = Environment(loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined)
    made.filters |= {"shown": shown, "flowing": flowing}
    return made


def flowing(text: str) -> str:
    """Paragraphs without the line breaks of a docstring; between Chinese characters no blank takes their place."""
    return BREAK.sub(lambda m: "" if m[1] > "\u2e80" and m[2] > "\u2e80" else " ", text)


def knob(effort: Effort) -> float:
    """Where the expected days stand between low (20) and high (380)."""
    width = effort.high - effort.low
    return 20 + 360 * (effort.expected - effort.low) / width if width else 200.0
