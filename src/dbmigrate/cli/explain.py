"""`dbmigrate explain`: a rule's page."""

from __future__ import annotations

from typing import Annotated

import typer

from dbmigrate.cli import options as o


def codes() -> list[str]:
    from dbmigrate.engine.contract import load_rules

    return list(load_rules())


def explain(
    code: Annotated[
        str,
        typer.Argument(help="Code or name of a rule: ID001, bracketed-name.", show_default=False, autocompletion=codes),
    ],
    lang: o.Lang = None,
) -> None:
    """Explain a rule: what it finds, why, what it writes, with an example."""
    from dbmigrate.engine.contract import load_rules
    from dbmigrate.model import UsageError
    from dbmigrate.report.pages import show_page

    rules = load_rules().values()
    found = next((r for r in rules if code.upper() == r.code or code.lower() == r.name), None)
    if found is None:
        near = [r.code for r in rules if r.code.startswith(code.upper()[:2])]
        hint = f"; known: {', '.join(near)}" if near else "; `dbmigrate rules` lists them"
        raise UsageError(f"no rule {code!r}{hint}")
    show_page(found, lang or o.default_lang())
