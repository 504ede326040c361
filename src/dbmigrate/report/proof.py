"""What verification found, on a terminal and as JSON: our misses first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dbmigrate.proof import Proof, key_of
from dbmigrate.report.html.parts import Proven
from dbmigrate.report.jsonreport import as_values, readable
from dbmigrate.report.text import Detail, plain
from dbmigrate.report.words import rung_word, word
from dbmigrate.verify import ServerError

MOST: Final = 40


def rows(proof: Proof) -> list[tuple[bool, str, str, ServerError]]:
    """(foretold, place, unit, error) of each server error, the unforeseen ones first."""
    found = []
    for standing in proof.ladder.standings:
        unit = proof.units[standing.key]
        for error in standing.errors:
            known = bool(error.foretold or error.needs or error.outcome.consequence_of)
            found.append((known, f"{unit.file}:{unit.line}", unit.key, error))
    for error in proof.ladder.stray:
        found.append((bool(error.needs or error.foretold), f"{error.outcome.script}:{error.outcome.line}", "", error))
    return sorted(found, key=lambda r: r[0])


def proven(proof: Proof, lang: str) -> Proven:
    """What the page shows of it."""
    reached = {s.key: s.rung.label for s in proof.ladder.standings}
    units, load = proof.report.units, proof.result.load
    rungs = [reached.get(key_of(u.unit), u.rung) for u in units]
    unchecked = sum(bool(s.unchecked) for s in proof.ladder.standings)
    errors = [(known, place, described(error, lang)) for known, place, _, error in rows(proof)]
    return Proven(proof.result.server, rungs, unchecked, (load.loaded, load.executed), errors)


def show_proof(proof: Proof, console: Console, lang: str, detail: Detail = Detail.SCREEN) -> None:
    """Quiet: the statements and our misses only. All: no list of errors is cut."""
    load, most = proof.result.load, 10**9 if detail is Detail.ALL else MOST
    console.print(plain(word("statements", lang, loaded=load.loaded, total=load.executed, server=proof.result.server)))
    found = rows(proof)
    if detail is Detail.QUIET:
        errors(console, found, False, lang, most)
        return
    for note in proof.result.notes:
        console.print(plain(note))
    counted = Counter(u.rung for u in proof.report.units if u.verdict.value != "ignored")
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    table.add_column(word("rung", lang))
    table.add_column(word("units", lang), justify="right")
    for rung, count in sorted(counted.items(), key=lambda i: -i[1]):
        table.add_row(rung_word(rung, lang), str(count))
    console.print(table)
    for known in (False, True):
        errors(console, found, known, lang, most)


def errors(
    console: Console, found: Sequence[tuple[bool, str, str, ServerError]], foretold: bool, lang: str, most: int
) -> None:
    part = [r for r in found if r[0] is foretold]
    if not part:
        return
    said = word("foretold" if foretold else "unforetold", lang)
    console.print(Text(f"{said}: {len(part)}", style="bold" if foretold else "bold red"))
    for _, place, unit, error in part[:most]:
        console.print(plain(f"  {place} {unit}: {described(error, lang)}"))
    if len(part) > most:
        console.print(Text(f"  … {len(part) - most}", style="dim"))


def described(error: ServerError, lang: str) -> str:
    o = error.outcome
    text = f"{o.sqlstate or '-'} {o.message}"
    if o.repeats > 1:
        text += f" ×{o.repeats}"
    if o.order_only:
        text += f" ({word('order_only', lang)})"
    if o.consequence_of:
        text += f" ({word('consequence', lang, name=o.consequence_of)})"
    return text


def proof_json(proof: Proof, lang: str) -> str:
    load = proof.result.load
    values: dict[str, Any] = as_values(proof.report, lang)
    values["verify"] = {
        "server": proof.result.server,
        "statements": load.executed,
        "loaded": load.loaded,
        "missed": proof.missed,
        "notes": list(proof.result.notes),
        "errors": [
            {
                "place": place,
                "unit": unit,
                "foretold": error.foretold,
                "needs": error.needs,
                "sqlstate": error.outcome.sqlstate,
                "message": error.outcome.message,
                "script": error.outcome.script,
                "line": error.outcome.line,
                "order_only": error.outcome.order_only,
                "consequence_of": error.outcome.consequence_of,
                "times": error.outcome.repeats,
            }
            for _, place, unit, error in rows(proof)
        ],
    }
    return readable(values)
