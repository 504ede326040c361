"""Variables of script clients (`&name` of SQL*Plus, `$(name)` of sqlcmd): which are set at each place of a script."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from dbmigrate.sources.split import Segment, SegmentKind

# SQL*Plus User's Guide, "Using Substitution Variables"; blanks may stand between the sign and the name.
# sqlcmd: "sqlcmd - Use with Scripting Variables".
VARIABLE: Final = {
    "oracle": re.compile(r"&&?[ \t]*(?P<name>[^\W_][\w$#]*)\.?"),
    "sqlserver": re.compile(r"\$\((?P<name>\w+)\)"),
}
WHOLE: Final = {
    "oracle": re.compile(r"'&&?[^\W_][\w$#]*\.?'"),
    "sqlserver": re.compile(r"'\$\(\w+\)'"),
}
SIGN: Final = {"oracle": "&", "sqlserver": "$("}
SWITCH: Final = re.compile(r"(?i)\b(?:def(?:ine)?|scan)\s+(off|on|\S+)")
SETTING: Final = re.compile(r"(?i)\s*(?:def(?:ine)?|acc(?:ept)?)\s+([^\W_][\w$#]*)")
SETVAR: Final = re.compile(r"(?i)\s*:setvar\s+(\w+)")
UNSETTING: Final = re.compile(r"(?i)\s*undef(?:ine)?\s+(.*)", re.S)


@dataclass
class Variables:
    """Follows the segments of one script. `known`: name in lower case -> the spelling of its definition.

    `elsewhere`: the same for all scripts of the estate, since one that includes others sets variables for them.
    """

    dialect: str = "oracle"
    on: bool = True  # SET DEFINE ON is the default
    known: dict[str, str] = field(default_factory=dict)
    elsewhere: dict[str, str] = field(default_factory=dict)

    def follow(self, segment: Segment) -> None:
        if segment.kind is not SegmentKind.DIRECTIVE or segment.head is None:
            return
        command, text = segment.head.kind, segment.text
        if name := set_by(segment):
            self.known[name.lower()] = name
        elif command == "set" and self.dialect == "oracle" and (found := SWITCH.search(text)):
            self.on = found[1].lower() in ("on", "&", "'&'")
        elif command == "undefine" and (found := UNSETTING.match(text)):
            for name in found[1].split():
                self.known.pop(name.lower().rstrip(";"), None)

    def spelled(self, name: str) -> str:
        """The variable as its definition writes it: psql tells capital letters apart, the others do not."""
        folded = name.lower()
        return self.known.get(folded) or self.elsewhere.get(folded, name)

    def is_set(self, name: str) -> bool:
        return name.lower() in self.known or name.lower() in self.elsewhere

    def stand_in(self, text: str) -> bool:
        """Whether a string in the text holds a variable, as far as can be known."""
        if not self.on or SIGN[self.dialect] not in text:
            return False
        found = VARIABLE[self.dialect].finditer(text)
        return bool(WHOLE[self.dialect].search(text)) or any(self.is_set(m["name"]) for m in found)

    @property
    def pattern(self) -> re.Pattern[str]:
        """A variable with the group `name`."""
        return VARIABLE[self.dialect]

    def may_be_in(self, text: str) -> bool:
        return self.on and SIGN[self.dialect] in text


def set_by(segment: Segment) -> str:
    """The variable that a directive sets, as it writes it; "" for any other segment."""
    if segment.kind is not SegmentKind.DIRECTIVE or segment.head is None:
        return ""
    found = SETVAR.match(segment.text)
    if found is None and segment.head.kind in ("define", "accept"):
        found = SETTING.match(segment.text)
    return found[1] if found else ""


__all__ = ["SIGN", "Variables", "set_by"]
