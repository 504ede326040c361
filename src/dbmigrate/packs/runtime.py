"""Runtime helpers of a target: one SQL file each below `dialects/<target>/runtime/`."""

from __future__ import annotations

from dbmigrate.packs.layers import dialects
from dbmigrate.packs.targets import TargetPack


def helper_sql(target: TargetPack, name: str) -> str | None:
    """The SQL of a helper: the target's own file, else that of a pack that it extends; None where there is none."""
    for layer in target.layers:
        path = dialects() / layer.name / "runtime" / f"{name}.sql"
        if path.is_file():
            return path.read_text("utf-8")
    return None
