"""What a script has set for the statements behind: current schema and database, what double quotes mean."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from dbmigrate.sources.split import Segment, SegmentKind

NAME: Final = r"\"([^\"]+)\"|([\w$#]+)"
# SQL*Plus User's Guide, "CONNECT": [proxy user] name / password @ service; `/` and roles name no schema.
CONNECT: Final = re.compile(rf"\s*conn(?:ect)?\s+(?:{NAME})(?:\[(?:{NAME})\])?\s*(?=/|@|;|\s|$)", re.I)
CURRENT_SCHEMA: Final = re.compile(rf"\s*alter\s+session\s+set\s+current_schema\s*=\s*(?:{NAME})\s*;?\s*", re.I)
USE: Final = re.compile(r"\s*use\s+(?:\[((?:[^\]]|\]\])+)\]|\"([^\"]+)\"|([\w$#@]+))", re.I)

# Also several options with one value: SET ANSI_NULLS, QUOTED_IDENTIFIER OFF. ANSI_DEFAULTS holds it as well.
QUOTED_IDENTIFIER: Final = re.compile(
    r"\s*set\s+(?:\w+\s*,\s*)*(?:quoted_identifier|ansi_defaults)\s*(?:,\s*\w+\s*)*\s(on|off)\s*;?\s*", re.I
)

State = tuple[str, str]  # what is current: a schema and a database, "" where it is not known
NOWHERE: Final = ("", "")


@dataclass
class Session:
    """Follows the segments of one script. `schema` and `database` are "" until a statement names them.

    Names are folded as the source database folds them (SQL Server: lower case). `behind`: what is current behind the
    directives, by their places, that run scripts which change it.
    """

    dialect: str
    schema: str = ""
    database: str = ""
    quoted_strings: bool = False  # SQL Server after SET QUOTED_IDENTIFIER OFF: "x" is a string
    behind: Mapping[int, State] = field(default_factory=dict)

    @property
    def state(self) -> State:
        return self.schema, self.database

    def follow(self, segment: Segment) -> bool:
        """Take note of what the segment changes for those behind it; answers whether it says what is current."""
        head = segment.head
        if segment.start in self.behind:
            self.schema, self.database = self.behind[segment.start]
        if head is None:
            return False
        if self.dialect == "sqlserver":
            if head.kind == "use" and (database := used_database(segment.text)):
                self.database = database
                return True
            if head.kind == "set" and (found := QUOTED_IDENTIFIER.fullmatch(segment.text)):
                self.quoted_strings = found[1].upper() == "OFF"
            return False
        if head.kind == "connect":
            self.schema = connected_schema(segment.text)
            return True
        if segment.kind is SegmentKind.STATEMENT and head.kind == "alter session":
            found = CURRENT_SCHEMA.fullmatch(segment.text)
            self.schema = folded(*found.groups()) if found else self.schema
            return found is not None
        return False

    def context(self, own_database: str) -> str:
        """As the catalog's lookups take it: the schema, with the database in front where it is another one."""
        if self.database and self.database != own_database:
            return f"{self.database}.{self.schema or 'dbo'}"
        return self.schema


def used_database(text: str) -> str:
    """The database of a line `USE name`, folded; "" where it names none (a variable)."""
    found = USE.match(text)
    return next(filter(None, found.groups())).replace("]]", "]").lower() if found else ""


def connected_schema(text: str) -> str:
    """The schema of a line `CONNECT user/password`, folded; "" where it names none."""
    found = CONNECT.match(text)
    return folded(*found.groups()) if found else ""


def folded(quoted: str | None, plain: str | None, *proxied: str | None) -> str:
    """The name that counts, as Oracle knows it: the second one of `CONNECT proxy[user]`."""
    if any(proxied):
        return folded(*proxied)
    return quoted or (plain or "").upper()


__all__ = ["NOWHERE", "Session", "State", "connected_schema", "used_database"]
