"""What the written text must do without on a relative of PostgreSQL's, and what its client asks for."""

from __future__ import annotations

import re
from typing import Final

from dbmigrate.engine.convert import Converted
from dbmigrate.engine.stand_ins import helper_text, missing_functions
from dbmigrate.lacking import lacking
from dbmigrate.packs import TargetPack
from dbmigrate.syntax.ddl.nodes import Node, Procedural

PROCEDURE: Final = re.compile(r"(?:\s|--[^\n]*\n|/\*.*?\*/)*CREATE\s+(?:OR\s+REPLACE\s+)?PROCEDURE\b", re.I | re.S)


def absent_functions(converted: Converted, target: TargetPack) -> list[str]:
    """What the edits and the helpers that they call ask for and the target lacks, in order of name."""
    missing = set(converted.missing)
    for sql in (helper_text(target, name) or "" for name in converted.helpers if target.name != target.family):
        missing.update(missing_functions(sql, target))
        found = lacking(sql, lambda what: target.capability(what).has == "no")
        missing.update([found.what.replace("_", " ")] if found else [])
    return sorted(missing)


def is_sent_by_slash(node: Node | None, text: str, target: TargetPack) -> bool:
    """The target's client reads a procedure on until a line with a lone `/`, however its body is quoted."""
    if not isinstance(node, Procedural) or not target.has("procedure_ends_by_slash"):
        return False
    return PROCEDURE.match(text) is not None
