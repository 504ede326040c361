"""The runtime file, what the converted text stands on: its schemas, and the helper functions that it calls."""

from __future__ import annotations

from collections.abc import Iterable

from dbmigrate.engine.stand_ins import helper_text, helpers_of
from dbmigrate.model import UsageError
from dbmigrate.packs import TargetPack

HEAD = "-- schemas, and helper functions that the converted text calls; made by dbmigrate\n"


def runtime_script(target: TargetPack, helpers: Iterable[str], schemas: Iterable[str] = ()) -> str:
    """SQL that creates the schemas (spelled) and the helpers, in alphabetical order.

    Raises UsageError for a helper that the target lacks.
    """
    needed = set(helpers)
    wanted = sorted(needed.union(*(helpers_of(target, name) for name in needed)))
    head = HEAD + "".join(f"CREATE SCHEMA IF NOT EXISTS {s};\n" for s in schemas)
    if not wanted:
        return head
    texts = []
    for name in wanted:
        sql = helper_text(target, name)
        if sql is None:
            raise UsageError(f"target {target.spec} has no helper {name}")
        texts.append(sql.rstrip() + "\n")
    return head + "CREATE SCHEMA IF NOT EXISTS dbmigrate;\n" + "\n".join(texts)
