"""`dbmigrate diff`: source against target, each change with its codes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dbmigrate.cli import options as o


def diff(
    paths: o.Paths,
    out: Annotated[Path | None, typer.Option("--output", "-o", help="File to write; by default the terminal.")] = None,
    format: Annotated[
        list[str] | None,
        typer.Option("--format", "-f", help="html, patch, md; each takes a FILE: html=FILE. By default -o's suffix."),
    ] = None,
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
    on_issue: o.OnIssue = None,
    show_literals: o.ShowLiterals = False,
    baseline: o.Baseline = None,
    changed_since: o.Since = None,
    quiet: o.QuietOption = False,
    jobs: o.Jobs = None,
    executor: o.Executor = None,
    no_cache: o.NoCache = False,
) -> None:
    """Show what `convert` changes: a page with source beside target, a patch for `git apply`, or Markdown."""
    from dbmigrate.differing import Comparison
    from dbmigrate.garbage import controlled_garbage
    from dbmigrate.report.differences import Differences
    from dbmigrate.report.outputs import Outputs
    from dbmigrate.work.crew import Crew

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
        show_literals=show_literals,
    )
    made = Differences(
        format or (), out, lang=settings.lang, first=o.first_lang(lang, config), show_literals=settings.show_literals
    )
    detail = o.detail_of(quiet, False)
    crew = Crew(o.make_means(jobs, executor, cache=not no_cache))
    with controlled_garbage(), crew, Outputs([], settings.lang, [], detail=detail).progress() as progress:
        run = Comparison.of(settings, progress, baseline, changed_since, crew)
        for file, dialect, stretches in run.files():
            made.add(file, dialect, stretches)
    made.write(run.dialect, run.target, since=changed_since or "", quiet=quiet)
