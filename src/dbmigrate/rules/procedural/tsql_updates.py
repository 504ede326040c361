"""UPDATE that assigns variables: `SET @v = column = value` and `SET @v = value`.

Transact-SQL reference, "UPDATE": `@v = column = value` gives the variable what the column gets, `@v = value` is computed
before the row is changed; of several rows the last one counts, and each row starts from what the one before has left.
"""

from __future__ import annotations

from collections.abc import Callable

from dbmigrate.model import Part
from dbmigrate.records import dataclass
from dbmigrate.rules.dml.from_items import read_changing
from dbmigrate.syntax.procedural.tsql_statements import TsqlSql

ENDS = ("FROM", "WHERE", "OUTPUT", "OPTION", ";")


@dataclass(frozen=True)
class Item:
    """One of the SET list. `variable`: of `@v = value`, whose value is `part`; else `part` is `column = value`."""

    part: Part
    variable: Part | None = None


@dataclass(frozen=True)
class Assigning:
    """`returned`: the column of each `@v = column = value`, in their order. `source`: the target with its alias, as FROM
    names it; `shown`: what conditions call it."""

    target: Part
    items: tuple[Item, ...]
    returned: tuple[Part, ...]
    where: Part | None
    source: Part
    shown: Part

    @property
    def computes(self) -> bool:
        return any(item.variable is not None for item in self.items)


def assigned_names(sql: TsqlSql) -> frozenset[str]:
    """The variables that an UPDATE gives values, in small letters."""
    listed = set_list(sql) if sql.verb == "update" else None
    found = {sql.lexed.words[i.variable.first].lower() for i in listed[0] if i.variable} if listed else set()
    return frozenset(found | {a.target.value.lower() for a in sql.assigned})


def set_list(sql: TsqlSql) -> tuple[list[Item], list[Part], int, int] | None:
    """The items, the columns whose value a variable gets, where SET stands and where its list ends."""
    lexed, part = sql.lexed, sql.part
    words, around = lexed.words, lexed.brackets.around
    depth, first = around[part.first], part.first
    own = [k for k in range(first, part.last + 1) if around[k] == depth]
    start = next((k for k in own if words[k] == "SET"), None)
    if start is None:
        return None
    end = next((k for k in own if k > start and words[k] in ENDS), part.last + 1)
    commas = [k for k in own if start < k < end and words[k] == ","]
    ranges = list(zip([start, *commas], [*commas, end], strict=True))
    hidden = {one.part.first: one.part for one in sql.assigned}
    items: list[Item] = []
    returned: list[Part] = []
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
    return items, returned, start, end


def assigning(sql: TsqlSql) -> Assigning | None:
    """None where it assigns nothing, or in a form that has no writing."""
    words, part, first = sql.lexed.words, sql.part, sql.part.first
    found = set_list(sql) if sql.verb == "update" and words[first] == "UPDATE" else None
    if found is None or words[first + 1] == "TOP" or sql.outputs:
        return None
    items, returned, start, end = found
    if not returned and not any(item.variable for item in items):
        return None
    target = Part(first + 1, last_of_name(sql, first + 1))
    where = Part(end, part.last) if end <= part.last and words[end] == "WHERE" else None
    source = shown = target
    if not any(item.variable for item in items):
        return Assigning(target, tuple(items), tuple(returned), where, source, shown)
    if target.last + 1 != start or sql.option:
        return None
    if end <= part.last and where is None:
        change = read_changing(sql.lexed, part)
        item = change.changed if change else None
        if change is None or item is None or len(change.items) > 1 or words[item.ref.first] == "(":
            return None  # a join or a query: its rows have no single place to be found at again
        source, shown = item.ref, item.shown
        where = Part(change.where_keyword.first, part.last) if change.where_keyword else None
    return Assigning(target, tuple(map(unqualified(sql), items)), tuple(returned), where, source, shown)


def unqualified(sql: TsqlSql) -> Callable[[Item], Item]:
    """`t.column = value` without what stands before the column."""
    words = sql.lexed.words

    def shorter(item: Item) -> Item:
        k = item.part.first
        while item.variable is None and words[k + 1] == ".":
            k += 2
        return Item(Part(k, item.part.last), item.variable)

    return shorter


def last_of_name(sql: TsqlSql, k: int) -> int:
    while sql.lexed.words[k + 1] == "." or sql.lexed.words[k] == ".":
        k += 1
    return k
