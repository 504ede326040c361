"""SARIF 2.1.0: results with regions in code points, fixes where they hold no literal, help in both languages."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from typing import Any, Final
from urllib.parse import quote

from dbmigrate.engine.contract import Rule, rule_of
from dbmigrate.engine.pages import Example
from dbmigrate.messages import message
from dbmigrate.model import Issue, Severity
from dbmigrate.report.ci.found import Paths
from dbmigrate.report.html.page import flowing
from dbmigrate.report.jsonreport import readable
from dbmigrate.report.markup import fence
from dbmigrate.report.shown import shown
from dbmigrate.report.summary import general, only
from dbmigrate.report.words import word
from dbmigrate.results import FileResult, Report, Rewrite

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS: Final = {
    Severity.DIFFERS: "error",
    Severity.REFUSED: "error",
    Severity.SLOWER: "warning",
    Severity.NOTE: "note",
}
ENCODINGS: Final = {"gb18030": "GB18030", "utf-8": "UTF-8", "utf-16-le": "UTF-16LE", "utf-16-be": "UTF-16BE"}


def as_sarif(report: Report, lang: str, severities: Sequence[str], paths: Paths) -> str:
    issues = only(report.issues, severities)
    codes = list(dict.fromkeys(sorted(i.code for i in issues)))
    indexes = {code: n for n, code in enumerate(codes)}
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "dbmigrate",
                "version": version("dbmigrate"),
                "language": language(lang),
                "rules": [rule_values(rule_of(c), lang) for c in codes],
            }
        },
        "automationDetails": {"id": f"dbmigrate/{report.target}/"},
        "language": language(lang),
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": left_out(report, lang, paths)}],
        "artifacts": [artifact(f, paths) for f in report.files if f.status == "read"],
        "results": [result(i, indexes[i.code], report, lang, paths) for i in issues],
        "properties": {
            "target": report.target,
            "assumptions": [f"{a.key}={a.value}{'' if a.given else ' (assumed)'}" for a in report.assumptions],
        },
    }
    return readable({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def language(lang: str) -> str:
    return "zh-CN" if lang == "zh" else "en"


def rule_values(rule: Rule, lang: str) -> dict[str, Any]:
    page = rule.page
    titles = {"en": general(page.message("en")), "zh": general(page.message("zh"))}
    texts = {"en": flowing(page.text), "zh": flowing(page.text_zh)}
    order = ("zh", "en") if lang == "zh" else ("en", "zh")
    plain = "\n\n".join(f"{titles[x]}\n{texts[x]}".strip() for x in order)
    marked = "\n\n".join(f"**{titles[x]}**\n\n{texts[x]}".strip() for x in order)
    marked += "".join(f"\n\n{shown_example(e, lang)}" for e in page.examples[:1])
    return {
        "id": rule.code,
        "name": "".join(w.capitalize() for w in rule.name.split("-")),
        "shortDescription": {"text": titles[lang]},
        "fullDescription": {"text": texts[lang] or titles[lang]},
        "help": {"text": plain, "markdown": marked},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {
            "severity": rule.severity.value,
            "fix": rule.fix.value,
            "tags": [rule.family, *rule.source],
        },
    }


def shown_example(example: Example, lang: str) -> str:
    ticks = fence(example.text + (example.target or ""))
    text = f"{ticks}sql\n{example.text.strip()}\n{ticks}"
    if example.target is not None:
        text += f"\n\n{word('on_target', lang)}\n\n{ticks}sql\n{example.target.strip()}\n{ticks}"
    return text


def location(path: str) -> dict[str, str]:
    return {"uri": quote(path.encode("utf-8", "surrogateescape"))}


def artifact(file: FileResult, paths: Paths) -> dict[str, Any]:
    values: dict[str, Any] = {"location": location(paths(file.name)), "length": file.bytes}
    if file.encoding in ENCODINGS:
        values["encoding"] = ENCODINGS[file.encoding]
    if file.sha256:
        values["hashes"] = {"sha-256": file.sha256}
    return values


def left_out(report: Report, lang: str, paths: Paths) -> list[dict[str, Any]]:
    """Files that are known to hold SQL and were not read: they are in no result."""
    texts = {
        "unread": ("holds SQL in a form that is not read yet", "含 SQL，但此格式尚不能读取"),
        "unreadable": ("could not be read as text", "无法按文本读取"),
    }
    return [
        {
            "level": "warning",
            "message": {"text": f"{shown(f.name)}: {texts[f.status][lang == 'zh']}"},
            "locations": [{"physicalLocation": {"artifactLocation": location(paths(f.name))}}],
        }
        for f in report.files
        if f.status in texts
    ]


def result(issue: Issue, index: int, report: Report, lang: str, paths: Paths) -> dict[str, Any]:
    uri = location(paths(issue.place.file))
    region = {"startLine": issue.place.line, "startColumn": issue.place.column, "charOffset": issue.place.offset}
    place: dict[str, Any] = {"physicalLocation": {"artifactLocation": uri, "region": region}}
    if issue.unit:
        place["logicalLocations"] = [{"fullyQualifiedName": shown(issue.unit)}]
    values: dict[str, Any] = {
        "ruleId": issue.code,
        "ruleIndex": index,
        "level": LEVELS[issue.severity],
        "message": {"text": shown(message(issue, lang))},
        "locations": [place],
        "properties": {"fix": issue.fix.value, "open": issue.open, "edited": issue.edited},
    }
    if issue.fingerprint:
        values["partialFingerprints"] = {"dbmigrate/v1": issue.fingerprint}
    if issue.suppressed:
        values["suppressions"] = [{"kind": "inSource"}]
    if report.baseline is not None and issue.severity is not Severity.NOTE and not issue.suppressed:
        values["baselineState"] = "unchanged" if issue.known else "new"
    edits = report.rewrites.get((issue.place.file, issue.place.offset, issue.code), ())
    if edits and issue.edited:
        replacements = [replacement(e) for e in edits]
        change = {"artifactLocation": uri, "replacements": replacements}
        text = f"{issue.code} {word(issue.fix.value, lang)}"
        values["fixes"] = [{"description": {"text": text}, "artifactChanges": [change]}]
    return values


def replacement(edit: Rewrite) -> dict[str, Any]:
    region = {
        "startLine": edit.line,
        "startColumn": edit.column,
        "endLine": edit.end_line,
        "endColumn": edit.end_column,
        "charOffset": edit.start,
        "charLength": edit.end - edit.start,
    }
    return {"deletedRegion": region, "insertedContent": {"text": edit.new}}


__all__ = ["as_sarif"]
