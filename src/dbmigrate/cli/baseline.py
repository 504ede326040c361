"""`dbmigrate baseline`: freezes the issues of today, so that a gate counts only new ones."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dbmigrate.cli import options as o


def baseline(
    paths: o.Paths,
    out: Annotated[Path, typer.Option("--output", "-o", help="File to write.", show_default=False)],
    source: o.From = None,
    target: o.To = None,
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
    no_cache: o.NoCache = False,
    jobs: o.Jobs = None,
    executor: o.Executor = None,
) -> None:
    """Freeze the issues that there are; `scan --baseline FILE` fails on new ones only."""
    from functools import partial

    from dbmigrate.baseline import baseline_text, counted
    from dbmigrate.cache import kept
    from dbmigrate.pipeline import scan as run
    from dbmigrate.report.outputs import Outputs, write_file
    from dbmigrate.report.words import word

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
    )
    with Outputs([], settings.lang, []).progress() as progress:
        look = partial(run, settings, progress, means=o.make_means(jobs, executor, cache=not no_cache))
        report = look() if no_cache else kept(settings, look)
    write_file(out, baseline_text(report).encode("utf-8"))
    typer.echo(word("baseline.written", settings.lang, count=sum(map(counted, report.issues)), path=out))
