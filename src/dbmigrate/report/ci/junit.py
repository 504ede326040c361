"""JUnit XML: a suite for each file, a case for each unit, a failure where a unit has an issue that fails the gate."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from dbmigrate.messages import message
from dbmigrate.model import Issue, Verdict
from dbmigrate.report.ci.found import Paths, by_unit, failing
from dbmigrate.report.shown import shown
from dbmigrate.report.summary import only
from dbmigrate.report.words import kind_word, word
from dbmigrate.results import Report, UnitResult

MOST = 50  # issues of one unit that are written out


def as_junit(report: Report, lang: str, severities: Sequence[str], paths: Paths) -> bytes:
    found = by_unit(report.units, failing(report, severities))
    others = by_unit(report.units, (i for i in only(report.issues, severities) if i.open and i.known))
    root = Element("testsuites", name=f"dbmigrate {report.target}")
    total = [0, 0, 0]
    units: dict[str, list[UnitResult]] = {}
    for u in report.units:
        if u.verdict is not Verdict.IGNORED or found.get((u.unit.file, u.unit.span.start)):
            units.setdefault(u.unit.file, []).append(u)
    for file in report.files:
        if file.status in ("other", "unchanged"):
            continue
        suite = Element("testsuite", name=shown(paths(file.name)))
        counts = [0, 0, 0]
        own = found.get((file.name, -1), [])
        if own or file.status != "read":
            case = SubElement(suite, "testcase", classname=shown(paths(file.name)), name=word("file", lang))
            counts[0] += 1
            if file.status != "read":
                SubElement(case, "error", message=word(f"junit.{file.status}", lang), type=file.status)
                counts[2] += 1
            else:
                counts[1] += fail(case, own, lang)
        for u in units.get(file.name, []):
            add_unit(suite, u, found, others, counts, lang, paths)
        for key, n in zip(("tests", "failures", "errors"), counts, strict=True):
            suite.set(key, str(n))
        if counts[0]:
            root.append(suite)
        total = [a + b for a, b in zip(total, counts, strict=True)]
    for key, n in zip(("tests", "failures", "errors"), total, strict=True):
        root.set(key, str(n))
    indent(root, " ")
    made: bytes = tostring(root, "utf-8")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + made + b"\n"


def add_unit(
    suite: Element,
    u: UnitResult,
    found: dict[tuple[str, int], list[Issue]],
    others: dict[tuple[str, int], list[Issue]],
    counts: list[int],
    lang: str,
    paths: Paths,
) -> None:
    key = (u.unit.file, u.unit.span.start)
    name = f"{u.unit.line}: {kind_word(u.unit.kind, lang)} {u.unit.name}".rstrip()
    case = SubElement(suite, "testcase", classname=shown(paths(u.unit.file)), name=shown(name))
    counts[0] += 1
    issues = found.get(key, [])
    if u.verdict is Verdict.UNASSESSED and issues:
        error = SubElement(case, "error", message=shown(message(issues[0], lang)), type=issues[0].code)
        error.text = lines(issues, lang)
        counts[2] += 1
    elif issues:
        counts[1] += fail(case, issues, lang)
    if others.get(key):
        SubElement(case, "system-out").text = lines(others[key], lang)


def fail(case: Element, issues: Sequence[Issue], lang: str) -> int:
    said = shown(f"{issues[0].code} {message(issues[0], lang)}")
    failure = SubElement(case, "failure", message=said, type=issues[0].severity.value)
    failure.text = lines(issues, lang)
    return 1


def lines(issues: Sequence[Issue], lang: str) -> str:
    made = [
        shown(f"{i.place.line}:{i.place.column} {i.code} {word(i.severity.value, lang)}: {message(i, lang)}")
        for i in issues[:MOST]
    ]
    return "\n".join(made + [f"+ {len(issues) - MOST}"] * (len(issues) > MOST))


__all__ = ["as_junit"]
