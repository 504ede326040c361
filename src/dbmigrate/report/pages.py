"""A rule's page and the list of rules on a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dbmigrate.engine.contract import Rule
from dbmigrate.report.summary import general
from dbmigrate.report.text import COLOURS
from dbmigrate.report.words import word


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
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for key in ("code", "rule", "severity", "fix", "sources", "what"):
        table.add_column(word(key, lang), no_wrap=key in ("code", "rule"), ratio=2 if key == "what" else None)
    for rule in rules:
        table.add_row(
            rule.code,
            rule.name,
            Text(word(rule.severity.value, lang), style=COLOURS[rule.severity.value]),
            word(rule.fix.value, lang),
            ", ".join(rule.source),
            Text(general(rule.page.message(lang))),
        )
    Console().print(table)
