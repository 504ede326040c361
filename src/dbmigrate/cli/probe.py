"""`dbmigrate probe`: asks a live target what it understands."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dbmigrate.cli import options as o


def probe(
    dsn: Annotated[
        str,
        typer.Option(
            "--dsn", help="Server: postgresql://, kingbase://, opengauss:// or key=value pairs.", show_default=False
        ),
    ],
    out: Annotated[Path | None, typer.Option("--output", "-o", help="Pack file to write, ending in .toml.")] = None,
    lang: o.Lang = None,
) -> None:
    """Ask a live target, read-only, for its version, mode, settings, words, functions, types; write a pack for --to."""
    from rich.console import Console

    from dbmigrate.model import UsageError
    from dbmigrate.probe import probe as run
    from dbmigrate.probed_pack import pack_text
    from dbmigrate.report.outputs import encoded, write_file
    from dbmigrate.report.probe import show_probe
    from dbmigrate.verify.logins import LoginRefused

    language = lang or o.default_lang()
    if out is not None and out.suffix.lower() != ".toml":
        raise UsageError(f"{out}: a pack file ends in .toml")
    try:
        probed = run(dsn)
    except LoginRefused as error:
        raise UsageError(error.told(language)) from None
    if out is not None:
        write_file(out, encoded(pack_text(probed)))
    show_probe(probed, Console(soft_wrap=False), language, out)
