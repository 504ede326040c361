"""What a script has set for the statements behind: current schema and database, what double quotes mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
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


@dataclass
class Session:
    """Follows the segments of one script. `schema` and `database` are "" until a statement names them.

    Names are folded as the source database folds them (SQL Server: lower case).
    """

    dialect: str
    schema: str = ""
    database: str = ""
    quoted_strings: bool = False  # SQL Server after SET QUOTED_IDENTIFIER OFF: "x" is a string

    def follow(self, segment: Segment) -> None:
        """Take note of what the segment changes for those behind it."""
        head = segment.head
        if head is None:
            return
        if self.dialect == "sqlserver":
            if head.kind == "use":
                self.database = used_database(segment.text) or self.database
            elif head.kind == "set" and (found := QUOTED_IDENTIFIER.fullmatch(segment.text)):
                self.quoted_strings = found[1].upper() == "OFF"
        elif head.kind == "connect":
            self.schema = connected_schema(segment.text)
        elif segment.kind is SegmentKind.STATEMENT and head.kind == "alter session":
            found = CURRENT_SCHEMA.fullmatch(segment.text)
            self.schema = folded(*found.groups()) if found else self.schema

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


__all__ = ["Session", "connected_schema", "used_database"]
