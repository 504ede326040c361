"""`dbmigrate verify`: converts, loads into a scratch database, shows how far each unit came."""

from __future__ import annotations

from typing import Annotated

import typer

from dbmigrate.cli import options as o


def verify(
    paths: o.Paths,
    dsn: Annotated[str | None, typer.Option("--dsn", help="Server to use; by default one of our own.")] = None,
    into: Annotated[str | None, typer.Option("--into", help="Empty database on that server to load into.")] = None,
    source: o.From = None,
    target: o.To = None,
    format: o.Format = None,
    lang: o.Lang = None,
    config: o.Config = None,
    exclude: o.Exclude = None,
    encoding: o.Encoding = None,
    source_charset: o.Charset = None,
    length_semantics: o.Length = None,
    numbers: o.Numbers = None,
    bit: o.Bit = None,
    empty_string: o.EmptyString = None,
    helpers: o.Helpers = None,
    result_sets: o.ResultSets = None,
    on_issue: o.OnIssue = None,
    baseline: o.Baseline = None,
    quiet: o.QuietOption = False,
    verbose: o.Verbose = False,
) -> None:
    """Convert, load into a scratch database, tie each server error to its source line and code."""
    from dataclasses import replace

    from dbmigrate.baseline import compare, read_baseline
    from dbmigrate.cli import Exit
    from dbmigrate.proof import verify as run
    from dbmigrate.report.outputs import Outputs

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
        result_sets=result_sets,
        on_issue=on_issue,
    )
    detail = o.detail_of(quiet, verbose)
    outputs = Outputs(format or ["rich"], settings.lang, [], o.first_lang(lang, config), settings, detail)
    known = read_baseline(baseline) if baseline else None
    with outputs.progress() as progress:
        proof = run(settings, dsn, into, progress)
    if known is not None:
        proof = replace(proof, report=compare(proof.report, known))
    outputs.write_proof(proof)
    raise typer.Exit(Exit.GATE if proof.missed else Exit.CLEAN)
