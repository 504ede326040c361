"""Variables that stand in queries over tables that nobody gave.

A column of such a table may have the name of any variable. In T-SQL the @ keeps them apart; PL/pgSQL would read the
column, so that these variables need names of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.model import Part
from dbmigrate.syntax.ddl.nodes import Node, below
from dbmigrate.syntax.lex import Lexed
from dbmigrate.syntax.procedural.tsql_nodes import TsqlTrigger, TsqlUnit
from dbmigrate.syntax.procedural.tsql_statements import TsqlSql

ENDS: Final = frozenset(
    "WHERE GROUP HAVING ORDER UNION EXCEPT INTERSECT SELECT SET INSERT UPDATE DELETE FOR OPTION ; IF ELSE BEGIN END DECLARE".split()
)
NO_ALIAS: Final = ENDS | frozenset("ON WITH JOIN INNER LEFT RIGHT FULL CROSS OUTER WHEN USING PIVOT UNPIVOT AS".split())
LISTED: Final = frozenset({"FROM", "JOIN", "USING", "APPLY"})


def exposed(unit: TsqlUnit, context: Context) -> frozenset[str]:
    """Their names as declared, in small letters."""
    lexed = unit.lexed
    known = given(unit, context)
    statements = [s.part for s in below(unit, TsqlSql) if isinstance(s, TsqlSql)]
    found: set[str] = set()
    temporary: set[str] = set()  # made of all columns of such a table
    for part in statements:
        ranges = [within(lexed, k, part) for k in unknown(lexed, part, known - temporary)]
        if ranges and (name := made_whole(lexed, part)):
            temporary.add(name)
        found |= variables(lexed, ranges)
    covered = {k for part in statements for k in range(part.first, part.last + 1)}
    for k in (k for k in range(unit.part.first, unit.part.last) if k not in covered and lexed.words[k] == "SELECT"):
        opening = lexed.brackets.around[k]
        last = lexed.brackets.close[opening] if opening in lexed.brackets.close else end_of_cursor(lexed, k, unit)
        inner = Part(k, last)
        found |= variables(lexed, [within(lexed, i, inner) for i in unknown(lexed, inner, known - temporary)])
    return frozenset(found)


def given(unit: TsqlUnit, context: Context) -> set[str]:
    """Of the names in the unit: what the estate makes, temporary tables, what its statements call queries."""
    catalog, lexed = context.catalog, unit.lexed
    words, close = lexed.words, lexed.brackets.close
    spoken = {t.text.lower() for t in lexed.tokens}
    known = {n for n in spoken if any(catalog.named(kind, n) for kind in ("table", "view", "synonym"))}
    if isinstance(unit, TsqlTrigger):
        known |= {"inserted", "deleted"}
    for k in range(unit.part.first, unit.part.last - 1):
        if not lexed.is_name(k + 1):
            continue
        name = lexed.tokens[k + 1].text.lower()
        listed = close.get(k + 2, k + 1)
        if words[listed + 1] == "AS" and words[listed + 2] == "(" or name.startswith("#") and (words[k] == "TABLE" or (words[k] == "INTO" and words[k - 1] != "INSERT")):
            known.add(name)
    return known


def unknown(lexed: Lexed, part: Part, known: set[str]) -> Iterator[int]:
    """Where a table is named that is none of these."""
    words, around = lexed.words, lexed.brackets.around
    aliases: set[str] = set()
    listed: list[tuple[str, int]] = []
    for k in range(part.first, part.last + 1):
        if words[k] not in LISTED or k in lexed.hidden_tokens:
            continue
        if words[k] != "FROM" or words[k - 1] == "DELETE":
            starts = [k + 1]
        else:
            end = next((i for i in range(k + 1, part.last + 1) if around[i] == around[k] and words[i] in ENDS), part.last + 1)
            starts = [k + 1, *(i + 1 for i in range(k + 1, end) if words[i] == "," and around[i] == around[k])]
        for start in starts:
            name, last = named_table(lexed, start, part.last)
            if name:
                listed.append((name, start))
                behind = last + 1 + (words[last + 1] == "AS")
                if behind <= part.last and lexed.is_name(behind) and words[behind] not in NO_ALIAS:
                    aliases.add(lexed.tokens[behind].text.lower())
    if words[part.first] in ("UPDATE", "DELETE") and words[part.first + 1] != "FROM":
        listed.append((named_table(lexed, part.first + 1, part.last)[0], part.first))
    for name, place in listed:
        if name and name not in known and name not in aliases:
            yield place


def named_table(lexed: Lexed, k: int, last: int) -> tuple[str, int]:
    """The last part of the name that begins here, and its token; "" for a sub-query, a function or a variable."""
    words = lexed.words
    if k > last or not lexed.is_name(k) or words[k].startswith("@"):
        return "", k
    while k + 2 <= last and words[k + 1] == ".":
        k += 3 if words[k + 2] == "." else 2
    is_call = words[k + 1] == "(" and words[k + 2] not in ("NOLOCK", "HOLDLOCK", "ROWLOCK", "UPDLOCK", "TABLOCK", "TABLOCKX")
    return ("" if is_call else lexed.tokens[min(k, last)].text.lower()), k


def within(lexed: Lexed, k: int, part: Part) -> Part:
    """The sub-query that names the table, else the statement."""
    opening = lexed.brackets.around[k]
    if opening is None or opening < part.first:
        return part
    return Part(opening, lexed.brackets.close.get(opening, part.last))  # damaged text may leave one open


def variables(lexed: Lexed, ranges: list[Part]) -> set[str]:
    places = {k for part in ranges for k in range(part.first, part.last + 1) if k not in lexed.hidden_tokens}
    return {lexed.tokens[k].text.lower() for k in places if lexed.words[k].startswith("@")}


def made_whole(lexed: Lexed, part: Part) -> str:
    """The temporary table that SELECT INTO makes of `*`."""
    words = lexed.words
    into = next((k for k in range(part.first, part.last) if words[k] == "INTO" and words[k - 1] != "INSERT"), None)
    if into is None or not words[into + 1].startswith("#"):
        return ""
    stars = (k for k in range(part.first, part.last) if words[k] == "*" and words[k - 1] in ("SELECT", ",", ".", "DISTINCT"))
    return lexed.tokens[into + 1].text.lower() if any(stars) else ""


def end_of_cursor(lexed: Lexed, k: int, unit: Node) -> int:
    """Of a query without brackets outside of the statements: that of a cursor."""
    around = lexed.brackets.around
    ends = ("OPEN", "DECLARE", "FETCH", "SET", ";", "BEGIN")
    return next((i - 1 for i in range(k, unit.part.last) if around[i] == around[k] and lexed.words[i] in ends), unit.part.last)
