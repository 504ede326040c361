"""The library: what the commands do, as functions. Each restores the caller's state of the garbage collector."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import Any

from dbmigrate import output, pipeline
from dbmigrate.config import OPTION_NAMES, SETTING_NAMES, Settings, settings
from dbmigrate.pipeline import Conversion, convert_sql
from dbmigrate.results import Report

Source = str | PathLike[str]
SETTINGS = (OPTION_NAMES | SETTING_NAMES) - {"source", "target"}


def scan(*paths: Source, source: str = "auto", target: str = "", **options: Any) -> Report:
    """Find and explain what will not work in files and folders. Writes nothing.

    `source`: oracle, sqlserver or auto; `target` as on the command line, "" for postgres@15; `options` are the keys of
    dbmigrate.toml with underscores (exclude, encoding, source_charset, schemas, ignore ...). Raises UsageError for a
    wrong call or where nothing can be read; trouble in a file is an issue of the report.
    """
    return pipeline.scan(checked(paths, source, target, options))


def convert(*paths: Source, out: Source, source: str = "auto", target: str = "", **options: Any) -> Report:
    """Write the converted estate below the folder `out`: the tree, load scripts, manifest and residue.

    The other parameters are those of `scan`. Raises UsageError also where `out` cannot be written or holds a file that
    was changed since the last run.
    """
    return output.convert(checked(paths, source, target, options), Path(out))


def checked(paths: tuple[Source, ...], source: str, target: str, options: dict[str, Any]) -> Settings:
    unknown = sorted(set(options) - SETTINGS)
    if unknown:
        raise TypeError(f"unknown option {', '.join(unknown)}; known: {', '.join(sorted(SETTINGS))}")
    return settings(tuple(Path(p) for p in paths), {"source": source, "target": target, **options}, {})


__all__ = ["Conversion", "Report", "convert", "convert_sql", "scan"]
