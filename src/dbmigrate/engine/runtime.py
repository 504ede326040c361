"""The runtime file: the helper functions of schema `dbmigrate` that the converted text calls, and only those."""

from __future__ import annotations

from collections.abc import Iterable

from dbmigrate.model import UsageError
from dbmigrate.packs import TargetPack
from dbmigrate.packs.runtime import helper_sql

HEAD = "-- helper functions that the converted text calls; made by dbmigrate\n"


def runtime_script(target: TargetPack, helpers: Iterable[str]) -> str:
    """SQL that creates the helpers, in alphabetical order. Raises UsageError for a helper that the target lacks."""
    wanted = sorted(set(helpers))
    if not wanted:
        return HEAD
    texts = []
    for name in wanted:
        sql = helper_sql(target, name)
        if sql is None:
            raise UsageError(f"target {target.spec} has no helper {name}")
        texts.append(sql.rstrip() + "\n")
    return HEAD + "CREATE SCHEMA IF NOT EXISTS dbmigrate;\n" + "\n".join(texts)
