"""`dbmigrate scan`: finds and explains what will not work."""

from __future__ import annotations

import typer

from dbmigrate.cli import options as o


def scan(
    paths: o.Paths,
    source: o.From = None,
    target: o.To = None,
    format: o.Format = None,
    lang: o.Lang = None,
    fail_on: o.FailOn = "review",
    severity: o.SeverityFilter = None,
    config: o.Config = None,
    exclude: o.Exclude = None,
    encoding: o.Encoding = None,
    source_charset: o.Charset = None,
    length_semantics: o.Length = None,
    numbers: o.Numbers = None,
    bit: o.Bit = None,
    empty_string: o.EmptyString = None,
    helpers: o.Helpers = None,
    no_cache: o.NoCache = False,
) -> None:
    """Find and explain what will not work on the target; writes nothing unless asked."""
    from dbmigrate.cache import kept
    from dbmigrate.cli.gate import exit_code
    from dbmigrate.pipeline import scan as run
    from dbmigrate.report.outputs import Outputs

    o.fail_on_checked(fail_on)
    settings = o.make_settings(
        paths,
        config,
        source=source,
        target=target,
        lang=lang,
        exclude=exclude,
        encoding=encoding,
        source_charset=source_charset,
        length_semantics=length_semantics,
        numbers=numbers,
        bit=bit,
        empty_string=empty_string,
        helpers=helpers,
    )
    outputs = Outputs(format or ["rich"], settings.lang, severity or [], o.first_lang(lang, config))
    with outputs.progress() as progress:
        report = run(settings, progress) if no_cache else kept(settings, lambda: run(settings, progress))
    outputs.write(report)
    raise typer.Exit(exit_code(report, fail_on, severity or []))
