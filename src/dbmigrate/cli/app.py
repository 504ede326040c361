"""The typer application: one module per command."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from dbmigrate.cli.baseline import baseline
from dbmigrate.cli.convert import convert
from dbmigrate.cli.diff import diff
from dbmigrate.cli.explain import explain
from dbmigrate.cli.probe import probe
from dbmigrate.cli.rules import rules
from dbmigrate.cli.scan import scan
from dbmigrate.cli.verify import verify

app = typer.Typer(
    name="dbmigrate",
    help="Moves hospital databases from Oracle and SQL Server to KingbaseES, openGauss and PostgreSQL.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"dbmigrate {version('dbmigrate')}")
        raise typer.Exit


@app.callback()
def common(
    version: Annotated[
        bool, typer.Option("--version", callback=show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Moves hospital databases from Oracle and SQL Server to KingbaseES, openGauss and PostgreSQL."""


SHORT: dict[Callable[..., None], str] = {
    scan: "Find and explain what will not work on the target.",
    convert: "Write the converted estate.",
    diff: "Show what convert changes, and why.",
    verify: "Convert, load into a scratch database, show errors.",
    baseline: "Freeze today's issues: only new ones fail.",
    probe: "Ask a live target what it understands.",
    explain: "Explain a rule.",
    rules: "List the rules.",
}
for command, short in SHORT.items():
    app.command(short_help=short)(command)
