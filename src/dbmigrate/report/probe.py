"""What `probe` found, on a terminal: the product, settings that change meaning, and where the pack was wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dbmigrate.probe import Probed, interesting
from dbmigrate.report.text import plain
from dbmigrate.report.words import word

MOST: Final = 40  # capabilities that are listed
COLOURS: Final = {"yes": "green", "no": "red"}


def show_probe(probed: Probed, console: Console, lang: str, written_to: Path | None) -> None:
    identity, mode = probed.identity, probed.described.mode
    console.print(plain(identity.text))
    key = "probe.product" if mode else "probe.plain"
    product = word(key, lang, kind=identity.kind, version=identity.version, mode=mode)
    extends = word("probe.extends", lang, spec=probed.base.spec)
    console.print(Text(f"{product}; {extends}" if lang == "en" else f"{product}；{extends}", style="bold"))
    console.print(Text(word("probe.asked", lang, asked=probed.asked, changed=len(probed.changes))))
    console.print(Text(catalogue(probed, lang)))
    for key, values in probed.notes:
        console.print(Text(word(key, lang, **values), style="yellow"))
    for warned, value in probed.warned:
        console.print(Text(warned.told(value, lang), style="yellow"))
    console.print(settings(probed, lang))
    if probed.changes:
        console.print(changes(probed, lang))
    if len(probed.changes) > MOST:
        console.print(Text(word("probe.more", lang, count=len(probed.changes) - MOST), style="dim"))
    end = word("probe.written", lang, path=f"./{written_to}") if written_to else word("probe.unwritten", lang)
    console.print(plain(end))


def catalogue(probed: Probed, lang: str) -> str:
    extensions = ", ".join(f"{name} {version}" for name, version in sorted(probed.described.extensions.items()))
    return word(
        "probe.catalogue",
        lang,
        more=len(probed.functions[0]),
        less=len(probed.functions[1]),
        types=len(probed.types[0]),
        without=len(probed.types[1]),
        words=len(frozenset().union(*probed.words.values())),
        extensions=extensions or word("probe.nothing", lang),
    )


def settings(probed: Probed, lang: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(word("probe.setting", lang), no_wrap=True)
    table.add_column(word("probe.value", lang), overflow="fold")
    warned = {w.setting for w, _ in probed.warned}
    for name, value in probed.described.settings.items():
        style = "yellow" if name.lower() in warned else ""
        table.add_row(Text(name, style=style), plain(value))
    return table


def changes(probed: Probed, lang: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(word("probe.capability", lang), no_wrap=True)
    table.add_column(word("probe.pack", lang))
    table.add_column(word("probe.server", lang))
    table.add_column("", overflow="fold")
    for change in interesting(probed.changes)[:MOST]:
        has = change.after.has
        said = Text(word(has, lang), style=COLOURS.get(has, ""))
        pack = word(change.before.has, lang)
        table.add_row(change.after.name, pack, said, plain(change.after.limits or change.before.limits))
    return table
