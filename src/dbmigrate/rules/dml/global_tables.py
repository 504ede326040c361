"""Tables that T-SQL makes for all sessions (`##t`): which of them one session alone uses.

Transact-SQL Reference, "CREATE TABLE", temporary tables: every session sees it until the one that made it has ended.
"""

from __future__ import annotations

from collections.abc import Iterable

from dbmigrate.catalog.catalog import Catalog
from dbmigrate.catalog.keys import Path
from dbmigrate.catalog.values import Routine, Signature
from dbmigrate.engine.context import Context


def is_shared(name: str, context: Context) -> bool:
    """A routine uses the table that none which makes it leads to: another session may have made it."""
    name = name.lower()
    if not name.startswith("##"):
        return False
    using = {path: s for path, s in signatures(context.catalog) if name in s.temporaries or name in s.borrowed}
    making = [path for path, signature in using.items() if name in signature.temporaries]
    led = reached(making, context)
    return len(using) > 1 and any(path not in led for path in using)


def signatures(catalog: Catalog) -> Iterable[tuple[Path, Signature]]:
    for key, routine in catalog.routines.items():
        if isinstance(routine, Routine):
            for signature in routine.signatures.get(key[1], ()):
                yield key, signature


def reached(makers: list[Path], context: Context) -> set[Path]:
    """The procedures that run within one of these, each by its key."""
    wanted, seen = list(makers), set[Path]()
    while wanted:
        key = context.catalog.locate("routine", wanted.pop(), context.schema)
        routine = context.catalog.routines.get(key) if key is not None and key not in seen else None
        if key is None or routine is None:
            continue
        seen.add(key)
        for signature in routine.signatures.get(key[1], ()):
            wanted += [*signature.calls, *signature.fills]
    return seen


__all__ = ["is_shared"]
