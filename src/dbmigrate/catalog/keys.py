"""How the source databases compare names: one folded text per component, so that a tuple of them can be a key."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from dbmigrate.syntax.ddl.nodes import Name

Path = tuple[str, ...]  # folded components, outermost first; "" where SQL Server's `db..t` leaves the schema out
Key = tuple[str, str]  # owner and name, folded; the owner in another database is "database.schema"

# Oracle, SQL Language Reference, "Database Object Naming Rules": unquoted names are upper case, quoted ones exact.
# SQL Server compares names by the database's collation; Chinese_PRC_CI_AS ignores case.
DEFAULT_SCHEMA: Final = {"oracle": "", "sqlserver": "dbo"}
STRING_PART = re.compile(r"\[((?:[^\]]|\]\])*)\]|\"((?:[^\"]|\"\")*)\"|([^.]*)")


def fold(dialect: str, text: str, quoted: bool) -> str:
    """The text under which the source database knows a name."""
    if dialect == "oracle":
        return text if quoted else text.upper()
    return text.lower()


def path_of(name: Name) -> Path:
    """A name of a tree as a path; SQL Server's `db..t` has "" for the schema."""
    lexed, found = name.lexed, []
    for i, part in enumerate(name.parts):
        # Two points between components mean that the one between them was left out.
        if i and part.first - name.parts[i - 1].last > 2:
            found.append("")
        found.append(fold(lexed.dialect, lexed.tokens[part.first].text, lexed.is_quoted(part.first)))
    return tuple(found)


def split_path(text: str) -> list[tuple[str, bool]]:
    """The components of a name in a string, as sp_rename takes it: (text, quoted) of `[dbo].[T].c`."""
    found: list[tuple[str, bool]] = []
    k = 0
    while True:
        match = STRING_PART.match(text, k)
        assert match is not None  # the last alternative takes the empty string
        bracketed, quoted, bare = match.groups()
        if bare is not None:
            found.append((bare.strip(), False))
        else:
            found.append((bracketed.replace("]]", "]") if bracketed is not None else quoted.replace('""', '"'), True))
        k = text.find(".", match.end())
        if k < 0:
            return found
        k += 1


def path_of_text(dialect: str, text: str) -> Path:
    """A name in a string as a path."""
    return tuple(fold(dialect, part, quoted) for part, quoted in split_path(text.strip()))
