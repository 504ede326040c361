"""The options that commands share, and how they become Settings."""

from __future__ import annotations

import locale
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from dbmigrate.config import Settings
    from dbmigrate.report.text import Detail
    from dbmigrate.work.means import Means


FAIL_ON = ("review", "any", "none")
SEVERITIES = ("refused", "differs", "slower", "note")
FORMATS = ("rich", "json", "html=", "xlsx=", "sarif=", "junit=", "github", "gitlab=", "md=")


def one_of(*words: str) -> Any:
    """What a shell may complete."""
    return lambda: list(words)


SOURCES = one_of("oracle", "sqlserver", "auto")
TARGETS = one_of(
    "postgres",
    "postgres@18",
    "opengauss",
    "opengauss/A",
    "opengauss/PG",
    "kingbase",
    "kingbase/oracle",
    "kingbase/pg",
    "kingbase/sqlserver",
)
Paths = Annotated[list[Path], typer.Argument(help="Files or folders with SQL scripts.", show_default=False)]
From = Annotated[
    str | None,
    typer.Option("--from", help="Source: oracle, sqlserver or auto.", show_default="auto", autocompletion=SOURCES),
]
To = Annotated[
    str | None,
    typer.Option(
        "--to",
        help="Target NAME[/MODE][@VERSION] or a pack file.",
        show_default="postgres@15",
        autocompletion=TARGETS,
    ),
]
Targets = Annotated[
    list[str] | None,
    typer.Option(
        "--to",
        help="Target NAME[/MODE][@VERSION] or a pack file. Repeatable: compared.",
        show_default="postgres@15",
        autocompletion=TARGETS,
    ),
]
Format = Annotated[
    list[str] | None,
    typer.Option(
        "--format",
        "-f",
        help="rich json html xlsx sarif junit github gitlab md, or NAME=FILE. Repeatable.",
        autocompletion=one_of(*FORMATS),
    ),
]
Lang = Annotated[
    str | None, typer.Option("--lang", help="zh or en; by default the locale's.", autocompletion=one_of("zh", "en"))
]
FailOn = Annotated[
    str,
    typer.Option("--fail-on", help="What makes the exit code 1: review, any or none.", autocompletion=one_of(*FAIL_ON)),
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Show the verdict only, and no progress.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Show every code and every open place.")]
SeverityFilter = Annotated[
    list[str] | None,
    typer.Option("--severity", help="Only issues of this severity. Repeatable.", autocompletion=one_of(*SEVERITIES)),
]
Config = Annotated[Path | None, typer.Option("--config", help="Settings file; by default dbmigrate.toml here.")]
Exclude = Annotated[list[str] | None, typer.Option("--exclude", help="Glob of files to leave out. Repeatable.")]
Encoding = Annotated[
    str | None, typer.Option("--encoding", help="Encoding of all files; by default each file's own is found.")
]
Charset = Annotated[
    str | None, typer.Option("--source-charset", help="Source database's character set.", show_default="ZHS16GBK")
]
Length = Annotated[
    str | None, typer.Option("--length-semantics", help="byte or char: what VARCHAR2(n) counts.", show_default="byte")
]
KeepEncoding = Annotated[bool, typer.Option("--keep-encoding", help="Write files in their own encoding and line ends.")]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Read everything again, and keep no report.")]
Numbers = Annotated[
    str | None,
    typer.Option("--numbers", help="Integer types for: keys, integer (all of scale 0), numeric (none), target."),
]
Bit = Annotated[str | None, typer.Option("--bit", help="bit becomes smallint or boolean.")]
EmptyString = Annotated[
    str | None, typer.Option("--empty-string", help="null: Oracle's reading of ''; keep: leave it.")
]
Helpers = Annotated[
    str | None,
    typer.Option("--helpers", help="Helper functions: runtime, inline (expressions if possible), orafce (its own)."),
]
OnIssue = Annotated[
    str | None, typer.Option("--on-issue", help="A unit that was not converted: fail on load, comment or keep.")
]
ResultSets = Annotated[
    str | None,
    typer.Option("--result-sets", help="Rows of T-SQL procedures: table (a function where all are alike), refcursor."),
]

ShowLiterals = Annotated[
    bool, typer.Option("--show-literals", help="Show the literals of the code; by default they are behind dots.")
]

Baseline = Annotated[
    Path | None, typer.Option("--baseline", help="File that `baseline` wrote: only issues beside it fail.")
]
Since = Annotated[
    str | None,
    typer.Option("--changed-since", help="Revision of git: look at changed files and at what names what they make."),
]

Jobs = Annotated[
    int | None,
    typer.Option("--jobs", "-j", help="Files at the same time.", show_default="as many as cores, 1 for small estates"),
]
Executor = Annotated[
    str | None, typer.Option("--executor", help="dask://HOST:PORT: files go to the workers of that scheduler.")
]


def detail_of(quiet: bool, verbose: bool) -> Detail:
    from dbmigrate.model import UsageError
    from dbmigrate.report.text import Detail

    if quiet and verbose:
        raise UsageError("--quiet and --verbose exclude each other")
    return Detail.QUIET if quiet else Detail.ALL if verbose else Detail.SCREEN


def default_lang() -> str:
    """zh where the locale is Chinese."""
    names = [os.environ.get(k, "") for k in ("LC_ALL", "LC_MESSAGES", "LANG")]
    name = next((n for n in names if n), "") or (locale.getlocale()[0] or "")
    return "zh" if name.lower().startswith(("zh", "chinese")) else "en"


def first_lang(lang: str | None, config: Path | None) -> str:
    """The language that a report for others is in, or opens in: Chinese unless somebody said otherwise."""
    from dbmigrate.configfile import load

    return lang or str(load(config, Path.cwd()).get("lang", "zh"))


def make_settings(paths: Sequence[Path], config: Path | None, **given: Any) -> Settings:
    """Command line over config file over defaults."""
    from dbmigrate.config import settings
    from dbmigrate.configfile import load

    values = load(config, Path.cwd())
    values.setdefault("lang", default_lang())
    return settings(tuple(paths), {k: v for k, v in given.items() if v is not False}, values)


def make_means(jobs: int | None, executor: str | None, *, cache: bool = False) -> Means:
    """What the work is done by."""
    from dbmigrate.work.means import Means

    return Means(jobs or 0, executor or "", cache)


def fail_on_checked(value: str) -> str:
    from dbmigrate.model import UsageError

    if value not in FAIL_ON:
        raise UsageError(f"--fail-on {value!r} is not one of {', '.join(FAIL_ON)}")
    return value
