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
) -> None:
    """Show what `convert` changes: a page with source beside target, a patch for `git apply`, or Markdown."""
    from itertools import chain

    from dbmigrate.estate import Quiet
    from dbmigrate.garbage import controlled_garbage
    from dbmigrate.pipeline import converted_files, converted_mappers, read_estate
    from dbmigrate.report.differences import Differences
    from dbmigrate.sources.files import MAPPER

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
    with controlled_garbage():
        estate = read_estate(settings, Quiet(), with_mappers=True)
        for file, stretches in chain(converted_files(estate, Quiet()), converted_mappers(estate)):
            made.add(file, "xml" if file.source.type == MAPPER else estate.dialect, stretches)
        made.write(estate.dialect, estate.target.spec)
