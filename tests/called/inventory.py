"""Which routines a source has: read from its text, so that one that the conversion lost is missed as well."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from pathlib import Path

MEMBER = re.compile(r"^[ \t]*(?:(?:member|static)\s+)?(?:function|procedure)\s+(\w+)", re.I | re.M)
ROUTINES = ("function", "procedure", "trigger")
HOLDERS = ("package", "package body", "type", "type body")


class Inventory:
    """`codes`: the name of each routine, with the codes of the issues of the units that it stands in."""

    def __init__(self, converted: Path, source: Path) -> None:
        self.codes: dict[str, set[str]] = {}
        holders: defaultdict[str, set[str]] = defaultdict(set)  # what is said of a package's body holds for its head
        manifest = json.loads((converted / "_dbmigrate" / "manifest.json").read_text("utf-8"))
        for file in manifest["files"]:
            text = (source / file["file"]).read_bytes().decode(file["encoding"], "surrogateescape")
            text = text.replace("\r\n", "\n")
            for unit in file["units"]:
                found = holders[f"{unit['kind'].split()[0]} {unit['name']}"]
                found |= {code for code, *_ in unit.get("issues", ())}
                for name in members(unit, text[slice(*unit["span"])]):
                    self.codes[name] = found

    def left(self, called: set[str], failing: str) -> set[str]:
        """Routines that nobody called. The server counts no call that ends in an error: those stand in `failing`."""
        return {n for n in self.codes if n not in called and not re.search(rf"\b{n}\b", failing)}


def members(unit: dict[str, str], text: str) -> list[str]:
    if unit["kind"] in ROUTINES:
        return [unit["name"].split(".")[-1].strip('"[]').lower()]
    return [n.lower() for n in MEMBER.findall(text)] if unit["kind"] in HOLDERS else []
