"""`dbmigrate rules`: the list of rules."""

from __future__ import annotations

from typing import Annotated

import typer

from dbmigrate.cli import options as o


def rules(
    source: o.From = None,
    family: Annotated[str | None, typer.Option("--family", help="Two letters: TY, FN, DD ...")] = None,
    lang: o.Lang = None,
) -> None:
    """List the rules by code."""
    from dbmigrate.engine.contract import load_rules
    from dbmigrate.report.pages import show_rules

    wanted = "sqlserver" if source == "tsql" else source
    found = [
        r
        for r in load_rules().values()
        if (wanted in (None, "auto") or wanted in r.source) and (family is None or r.family == family.upper())
    ]
    show_rules(found, lang or o.default_lang())
