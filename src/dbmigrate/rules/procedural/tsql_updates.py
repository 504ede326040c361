"""UPDATE that assigns variables: `SET @v = column = value` and `SET @v = value`.

Transact-SQL reference, "UPDATE": `@v = column = value` gives the variable what the column gets, `@v = value` is computed
before the row is changed; of several rows the last one counts, and each row starts from what the one before has left.
"""

from __future__ import annotations

from dataclasses import dataclass

from dbmigrate.model import Part
from dbmigrate.syntax.procedural.tsql_statements import TsqlSql

ENDS = ("FROM", "WHERE", "OUTPUT", "OPTION", ";")


@dataclass(frozen=True)
class Item:
    """One of the SET list. `variable`: of `@v = value`, whose value is `part`; else `part` is `column = value`."""

    part: Part
    variable: Part | None = None


@dataclass(frozen=True)
class Assigning:
    """`returned`: the column of each `@v = column = value`, in their order."""

    target: Part
    items: tuple[Item, ...]
    returned: tuple[Part, ...]
    where: Part | None

    @property
    def computes(self) -> bool:
        return any(item.variable is not None for item in self.items)


def assigning(sql: TsqlSql) -> Assigning | None:
    """None where it assigns nothing, or in a form that has no writing."""
    lexed, part = sql.lexed, sql.part
    words, around = lexed.words, lexed.brackets.around
    depth, first = around[part.first], part.first
    if sql.verb != "update" or words[first] != "UPDATE":
        return None
    own = [k for k in range(first, part.last + 1) if around[k] == depth]
    start = next((k for k in own if words[k] == "SET"), None)
    if start is None or words[first + 1] == "TOP" or sql.outputs:
        return None
    end = next((k for k in own if k > start and words[k] in ENDS), part.last + 1)
    commas = [k for k in own if start < k < end and words[k] == ","]
    ranges = list(zip([start, *commas], [*commas, end], strict=True))
    hidden = {one.part.first: one.part for one in sql.assigned}
    items, returned = [], []
    for before, behind in ranges:
        k = before + 1
        if k in hidden:
            k = hidden[k].last + 1
            last = next((i for i in range(k, behind) if words[i] == "="), k) - 1
            returned.append(Part(k, last))
            items.append(Item(Part(k, behind - 1)))
        elif words[k].startswith("@") and words[k + 1] == "=":
            items.append(Item(Part(k + 2, behind - 1), Part(k, k)))
        else:
            items.append(Item(Part(k, behind - 1)))
    if not returned and not any(item.variable for item in items):
        return None
    where = Part(end, part.last) if end <= part.last and words[end] == "WHERE" else None
    found = Assigning(Part(first + 1, last_of_name(sql, first + 1)), tuple(items), tuple(returned), where)
    if found.computes and (found.target.last + 1 != start or (end <= part.last and where is None) or sql.option):
        return None  # a join: its rows have no single place to be found at again
    return found


def last_of_name(sql: TsqlSql, k: int) -> int:
    while sql.lexed.words[k + 1] == "." or sql.lexed.words[k] == ".":
        k += 1
    return k
