"""The clauses of T-SQL's UPDATE .. FROM and DELETE .. FROM, read from the tokens at the statement's own depth."""

from __future__ import annotations

from typing import Final

from dbmigrate.model import Part
from dbmigrate.records import dataclass
from dbmigrate.syntax.lex import Lexed

INNER: Final = frozenset({"", ",", "JOIN", "INNER JOIN", "CROSS JOIN"})
JOINING: Final = frozenset({",", "JOIN", "INNER", "LEFT", "RIGHT", "FULL", "CROSS", "OUTER"})
CLAUSES: Final = frozenset({"SET", "FROM", "WHERE", "OUTPUT", "OPTION"})


@dataclass(frozen=True)
class FromItem:
    """`join`: the words before it, `,` or ""; `ref`: the table or sub-query with its alias and hints; `on`: its
    condition; `shown`: the alias, else the table."""

    join: str
    ref: Part
    name: tuple[str, ...]  # folded components of a table's name; () for a sub-query
    table: Part
    alias: str
    shown: Part
    on: Part | None = None

    @property
    def label(self) -> str:
        """What the other clauses call it, folded."""
        return self.alias or (self.name[-1] if self.name else "")


@dataclass(frozen=True)
class Changing:
    """An UPDATE or DELETE that names its target apart from its FROM items."""

    target: Part
    target_name: tuple[str, ...]
    keyword: Part  # FROM
    items: tuple[FromItem, ...]
    assignments: Part | None = None
    where: Part | None = None  # the words behind WHERE
    where_keyword: Part | None = None

    @property
    def changed(self) -> FromItem | None:
        """The item that the target stands for: by its alias, else the only one of that table."""
        by_label = [i for i in self.items if (i.label,) == self.target_name]
        same = [i for i in self.items if i.name and ends_alike(i.name, self.target_name)]
        found = by_label or same
        return found[0] if len(found) == 1 else None


def ends_alike(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Qualifiers may be left out on either side."""
    shorter = min(len(a), len(b))
    return a[-shorter:] == b[-shorter:]


def read_changing(lexed: Lexed, part: Part) -> Changing | None:
    """None for any other statement, and where a clause stands that only SQL Server has (TOP, OUTPUT)."""
    words, around = lexed.words, lexed.brackets.around
    first, last = part.first, part.last
    if words[first] not in ("UPDATE", "DELETE"):
        return None
    k = first + 1 + (words[first] == "DELETE" and words[first + 1] == "FROM")
    name = read_name(lexed, k, last)
    if name is None:
        return None
    target, parts = name
    heads = [i for i in range(target.last + 1, last + 1) if around[i] == around[first] and words[i] in CLAUSES]
    if not heads:
        return None
    clauses = {words[i]: Part(i, j - 1) for i, j in zip(heads, [*heads[1:], last + 1], strict=True)}
    if "FROM" not in clauses or "OUTPUT" in clauses or len(heads) != len(clauses):
        return None
    source, where = clauses["FROM"], clauses.get("WHERE")
    items = read_items(lexed, source.first + 1, source.last) if source.first < source.last else None
    if items is None or (where is not None and where.first == where.last):
        return None
    assignments = clauses.get("SET")
    return Changing(
        target,
        parts,
        Part(source.first, source.first),
        items,
        Part(assignments.first + 1, assignments.last) if assignments else None,
        Part(where.first + 1, where.last) if where else None,
        Part(where.first, where.first) if where else None,
    )


def behind_with(lexed: Lexed, part: Part) -> tuple[Part, frozenset[str]]:
    """The statement behind the queries that WITH names, and these names, folded."""
    words, around, first = lexed.words, lexed.brackets.around, part.first
    if words[first] != "WITH":
        return part, frozenset()
    outer = [k for k in range(first, part.last + 1) if around[k] == around[first]]
    verb = next((k for k in outer if words[k] in ("UPDATE", "DELETE", "INSERT", "MERGE", "SELECT")), first)
    named = frozenset(lexed.tokens[k + 1].text.lower() for k in outer if k < verb and words[k] in ("WITH", ","))
    return Part(verb, part.last), named


def read_name(lexed: Lexed, k: int, last: int) -> tuple[Part, tuple[str, ...]] | None:
    first, parts = k, []
    while k <= last and lexed.is_name(k) and lexed.words[k] not in CLAUSES | {"TOP"}:
        parts.append(lexed.tokens[k].text.lower())
        if k + 1 > last or lexed.words[k + 1] != ".":
            return Part(first, k), tuple(parts)
        k += 2 + (lexed.words[k + 2] == ".")
    return None


def read_items(lexed: Lexed, first: int, last: int) -> tuple[FromItem, ...] | None:
    """None where a PIVOT or a sub-query without a name stands among them."""
    words, around = lexed.words, lexed.brackets.around
    depth = around[first]
    found: list[FromItem] = []
    k, join = first, ""
    while True:
        end = k
        while end <= last and not (around[end] == depth and words[end] in JOINING):
            end += 1
        item = read_item(lexed, k, end - 1, join)
        if item is None:
            return None
        found.append(item)
        if end > last:
            return tuple(found)
        k = end + 1
        while words[end] != "," and k <= last and words[k] in JOINING and words[k] != ",":
            k += 1
        k += words[k] == "APPLY" and k <= last
        join = " ".join(words[end:k]).replace(" OUTER", "")
        if words[end] != "," and words[k - 1] not in ("JOIN", "APPLY"):
            return None


def read_item(lexed: Lexed, first: int, last: int, join: str) -> FromItem | None:
    words, around, close = lexed.words, lexed.brackets.around, lexed.brackets.close
    on = next((k for k in range(first, last + 1) if words[k] == "ON" and around[k] == around[first]), None)
    if on == last:  # nothing is asked
        return None
    end = on - 1 if on is not None else last
    name = (Part(first, close[first]), ()) if first in close else read_name(lexed, first, end)
    if name is None:
        return None
    table, parts = name
    if join.endswith("APPLY") and table.last + 1 in close:  # a function
        table, parts = Part(first, close[table.last + 1]), ()
    k = table.last + 1
    k += k <= end and words[k] == "AS"
    alias = lexed.tokens[k].text.lower() if k <= end and lexed.is_name(k) and words[k] != "WITH" else ""
    shown = Part(k, k) if alias else table
    k += bool(alias)
    hint = k <= end and (words[k] == "WITH" or words[k] == "(")
    if (k <= end and not hint) or not (alias or parts):
        return None
    return FromItem(join, Part(first, end), parts, table, alias, shown, Part(on + 1, last) if on is not None else None)
