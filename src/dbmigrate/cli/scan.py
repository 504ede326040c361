"""`dbmigrate scan`: finds and explains what will not work."""

from __future__ import annotations

import typer

from dbmigrate.cli import options as o


def scan(
    paths: o.Paths,
    source: o.From = None,
    target: o.Targets = None,
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
    result_sets: o.ResultSets = None,
    no_cache: o.NoCache = False,
    baseline: o.Baseline = None,
    changed_since: o.Since = None,
    show_literals: o.ShowLiterals = False,
    quiet: o.QuietOption = False,
    verbose: o.Verbose = False,
    jobs: o.Jobs = None,
    executor: o.Executor = None,
) -> None:
    """Find and explain what will not work on the target; with several targets a column for each."""
    from dataclasses import replace
    from functools import partial

    from dbmigrate.baseline import compare, read_baseline
    from dbmigrate.cache import kept
    from dbmigrate.cli.gate import exit_code
    from dbmigrate.pipeline import scan as run
    from dbmigrate.report.outputs import Outputs

    o.fail_on_checked(fail_on)
    targets = list(dict.fromkeys(target or ()))
    settings = o.make_settings(
        paths,
        config,
        source=source,
        target=targets[0] if targets else None,
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
        show_literals=show_literals,
    )
    detail = o.detail_of(quiet, verbose)
    outputs = Outputs(format or ["rich"], settings.lang, severity or [], o.first_lang(lang, config), settings, detail)
    known = read_baseline(baseline) if baseline else None
    if len(targets) > 1:
        outputs.refuse_files()
    means = o.make_means(jobs, executor, cache=not no_cache)
    reports = []
    with outputs.progress() as progress:
        for name in targets or [settings.target]:
            wanted = replace(settings, target=name)
            look = partial(run, wanted, progress, since=changed_since, rewrites=outputs.rewrites, means=means)
            whole = changed_since is None and not outputs.rewrites
            report = kept(wanted, look) if whole and not no_cache else look()
            reports.append(compare(report, known) if known else report)
    if len(reports) > 1:
        outputs.write_comparison(reports)
    else:
        outputs.write(reports[0])
    raise typer.Exit(max(exit_code(report, fail_on, severity or []) for report in reports))
