"""`dbmigrate convert`: writes the converted estate."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dbmigrate.cli import options as o


def convert(
    paths: o.Paths,
    out: Annotated[Path, typer.Option("--output", "-o", help="Folder for the converted estate.", show_default=False)],
    source: o.From = None,
    target: o.To = None,
    format: o.Format = None,
    lang: o.Lang = None,
    fail_on: o.FailOn = "none",
    severity: o.SeverityFilter = None,
    config: o.Config = None,
    exclude: o.Exclude = None,
    encoding: o.Encoding = None,
    source_charset: o.Charset = None,
    length_semantics: o.Length = None,
    keep_encoding: o.KeepEncoding = False,
    numbers: o.Numbers = None,
    bit: o.Bit = None,
    empty_string: o.EmptyString = None,
    helpers: o.Helpers = None,
    result_sets: o.ResultSets = None,
    on_issue: o.OnIssue = None,
    baseline: o.Baseline = None,
    quiet: o.QuietOption = False,
    verbose: o.Verbose = False,
    jobs: o.Jobs = None,
    executor: o.Executor = None,
    no_cache: o.NoCache = False,
) -> None:
    """Write the converted estate: the tree, load scripts, manifest and what is left to a person."""
    from dbmigrate.baseline import compare, read_baseline
    from dbmigrate.cli.gate import exit_code
    from dbmigrate.output import convert as run
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
        keep_encoding=keep_encoding,
        numbers=numbers,
        bit=bit,
        empty_string=empty_string,
        helpers=helpers,
        result_sets=result_sets,
        on_issue=on_issue,
    )
    detail = o.detail_of(quiet, verbose)
    outputs = Outputs(format or ["rich"], settings.lang, severity or [], o.first_lang(lang, config), settings, detail)
    known = read_baseline(baseline) if baseline else None
    with outputs.progress() as progress:
        report = run(settings, out, progress, o.make_means(jobs, executor, cache=not no_cache))
    if known is not None:
        report = compare(report, known)
    outputs.write(report, written_to=out)
    raise typer.Exit(exit_code(report, fail_on, severity or []))
