"""LOCK TABLE in PL/SQL (SQL Language Reference, "LOCK TABLE"): whole tables of this database, in a mode that the target
knows as well."""

from __future__ import annotations

from typing import Final

from dbmigrate.syntax.procedural.statements import Transaction

LOCK: Final = "lock table"
MODES: Final = frozenset({
    ("ROW", "SHARE"), ("ROW", "EXCLUSIVE"), ("SHARE", "UPDATE"), ("SHARE",), ("SHARE", "ROW", "EXCLUSIVE"), ("EXCLUSIVE",),
})  # fmt: skip


def is_lock(node: Transaction) -> bool:
    """No partition, and no table behind a database link."""
    words = node.words(node.rest.part) if node.rest is not None else ()
    if node.kind != LOCK or words[:1] != ("IN",) or "MODE" not in words or any("@" in w for w in node.words()):
        return False
    end = words.index("MODE")
    behind = words[end + 1 :]
    waits = len(behind) == 2 and behind[0] == "WAIT" and behind[1].isdigit()
    return words[1:end] in MODES and (behind in ((), ("NOWAIT",)) or waits)
