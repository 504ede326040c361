"""A rule's docstring as a page: title and text in English and Chinese, notes, and examples that tests run."""

from __future__ import annotations

import re
from dataclasses import field
from typing import Final

from dbmigrate.records import dataclass

FENCE: Final = re.compile(r"^```([^\n]*)\n(.*?)^```[ \t]*$", re.M | re.S)
SOURCES: Final = ("oracle", "sqlserver")


@dataclass(frozen=True)
class Example:
    """One source text with what must become of it. `rows` is what the source database answers.

    `setup` is SQL that both sides take, or (`setup_source`) SQL of the source, which tests convert for the target.
    """

    source: str
    text: str
    setup: str = ""
    setup_source: str = ""
    target: str | None = None
    rows: str | None = None
    then: str = ""  # SQL that runs after the target text and gives the rows
    refused: str = ""  # SQLSTATE with the rule off
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class Page:
    title: str
    text: str
    title_zh: str
    text_zh: str
    notes: dict[str, tuple[str, str]] = field(default_factory=dict)  # key: (English, Chinese)
    examples: tuple[Example, ...] = ()
    quiet: tuple[tuple[str, str], ...] = ()  # (setup, text) in which the rule finds nothing
    case: str = ""  # path of a case file that shows the rule

    def message(self, lang: str) -> str:
        return self.title_zh if lang == "zh" else self.title

    def note(self, key: str, lang: str) -> str:
        english, chinese = self.notes.get(key, (key, key))
        return chinese if lang == "zh" else english


class PageError(ValueError):
    """A rule's docstring is not of the form that STYLE describes."""


def parse_page(doc: str, code: str) -> Page:
    """Fences: zh, setup [oracle | sqlserver], oracle | sqlserver, postgres, then, rows, refused SQLSTATE, quiet, notes,
    options, example."""
    head = FENCE.sub("", doc[: doc.index("```")] if "```" in doc else doc).strip()
    title, _, text = head.partition("\n")
    title_zh = text_zh = setup = setup_source = case = ""
    notes: dict[str, tuple[str, str]] = {}
    examples: list[dict[str, object]] = []
    quiet: list[tuple[str, str]] = []
    for label, body in FENCE.findall(doc):
        tag, _, argument = label.strip().partition(" ")
        body = body.removesuffix("\n")
        if tag == "zh":
            title_zh, _, text_zh = body.partition("\n")
        elif tag == "setup":
            setup, setup_source = body, argument
        elif tag in SOURCES:
            examples.append({"source": tag, "text": body, "setup": setup, "setup_source": setup_source})
        elif tag == "quiet":
            quiet.append((setup, body))
        elif tag == "notes":
            notes |= parse_notes(body, code)
        elif tag == "example":
            case = argument or body.strip()
        elif not examples:
            raise PageError(f"{code}: fence {tag!r} before any source example")
        elif tag == "postgres":
            examples[-1]["target"] = body
        elif tag in ("rows", "then"):
            examples[-1][tag] = body
        elif tag == "refused":
            examples[-1]["refused"] = argument or body.strip()
        elif tag == "options":
            examples[-1]["options"] = tuple(body.split())
        else:
            raise PageError(f"{code}: unknown fence {tag!r}")
    made = tuple(Example(**e) for e in examples)  # type: ignore[arg-type]
    return Page(title.strip(), text.strip(), title_zh.strip(), text_zh.strip(), notes, made, tuple(quiet), case)


def parse_notes(body: str, code: str) -> dict[str, tuple[str, str]]:
    """Lines `key | English | Chinese`."""
    notes: dict[str, tuple[str, str]] = {}
    for line in filter(None, map(str.strip, body.splitlines())):
        words = [w.strip() for w in line.split("|")]
        if len(words) != 3:
            raise PageError(f"{code}: a note is `key | English | Chinese`, not {line!r}")
        notes[words[0]] = (words[1], words[2])
    return notes
