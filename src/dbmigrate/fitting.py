"""What the written text must do without on a relative of PostgreSQL's, and what its client asks for."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from dbmigrate.engine.convert import Converted
from dbmigrate.engine.stand_ins import helper_text, missing_functions, with_stand_ins
from dbmigrate.lacking import lacking
from dbmigrate.packs import TargetPack
from dbmigrate.syntax.ddl.nodes import Node, Procedural

PROCEDURE: Final = re.compile(r"(?:\s|--[^\n]*\n|/\*.*?\*/)*CREATE\s+(?:OR\s+REPLACE\s+)?PROCEDURE\b", re.I | re.S)


def fit_functions(converted: Converted, target: TargetPack) -> list[str]:
    """Puts stand-ins for what the target lacks into the edits; the functions that it lacks all the same."""
    if target.name == target.family:
        return []
    missing: set[str] = set()
    for i, edit in enumerate(converted.edits):
        text, helpers = with_stand_ins(edit.new, target)
        if text != edit.new:
            converted.edits[i] = replace(edit, new=text)
            converted.helpers |= helpers
        missing.update(missing_functions(text, target))
    for name in converted.helpers:
        missing.update(missing_functions(helper_text(target, name) or "", target))
        absent = lacking(helper_text(target, name) or "", lambda what: target.capability(what).has == "no")
        missing.update([absent.what.replace("_", " ")] if absent else [])
    return sorted(missing)


def is_sent_by_slash(node: Node | None, text: str, target: TargetPack) -> bool:
    """The target's client reads a procedure on until a line with a lone `/`, however its body is quoted."""
    if not isinstance(node, Procedural) or not target.has("procedure_ends_by_slash"):
        return False
    return PROCEDURE.match(text) is not None
