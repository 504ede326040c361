"""A rule's page and the list of rules on a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dbmigrate.engine.contract import Rule
from dbmigrate.report.summary import general
from dbmigrate.report.text import COLOURS
from dbmigrate.report.words import word

WIDE: Final = 130  # columns from which a rule fits in a line


def show_page(rule: Rule, lang: str) -> None:
    console, page = Console(), rule.page
    head = Text(f"{rule.code} {rule.name}  ", style="bold")
    head.append(word(rule.severity.value, lang), style=COLOURS[rule.severity.value])
    head.append(f"  {word(rule.fix.value, lang)}  {', '.join(rule.source)}")
    console.print(head)
    console.print(Text(general(page.message(lang)), style="bold"))
    text = page.text_zh if lang == "zh" else page.text
    if text:
        console.print(Text("\n" + text))
    for english, chinese in page.notes.values():
        console.print(Text("- " + general(chinese if lang == "zh" else english)))
    if rule.unless:
        console.print(Text(f"{word('unless', lang)}: {rule.unless}", style="dim"))
    for example in page.examples:
        console.print(Text(f"\n{word('example', lang)} ({example.source})", style="underline"))
        console.print(Padding(Text(example.text), (0, 0, 0, 2)))
        if example.target is not None:
            console.print(Text(word("on_target", lang), style="underline"))
            console.print(Padding(Text(example.target), (0, 0, 0, 2)))
        if example.rows is not None:
            console.print(Text(word("rows", lang), style="underline"))
            console.print(Padding(Text(example.rows), (0, 0, 0, 2)))


def show_rules(rules: Sequence[Rule], lang: str) -> None:
    """On a narrow terminal what a rule finds stands below its name; Chinese has no blanks to wrap at, so texts fold."""
    console = Console()
    narrow = console.width < WIDE
    keys = ("code", "severity", "fix", "rule") if narrow else ("code", "rule", "severity", "fix", "sources", "what")
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for key in keys:
        table.add_column(word(key, lang), no_wrap=key not in ("what", keys[-1]), overflow="fold")
    for rule in rules:
        sources, what = ", ".join(rule.source), general(rule.page.message(lang))
        texts = {
            "code": Text(rule.code),
            "rule": Text(f"{rule.name} ({sources})\n{what}" if narrow else rule.name),
            "severity": Text(word(rule.severity.value, lang), style=COLOURS[rule.severity.value]),
            "fix": Text(word(rule.fix.value, lang)),
            "sources": Text(sources),
            "what": Text(what),
        }
        table.add_row(*(texts[key] for key in keys))
    console.print(table)
