"""The parts of T-SQL's OUTPUT clause, and what beside RETURNING says the same."""

from __future__ import annotations

from typing import Any, Final

from dbmigrate.catalog.keys import fold
from dbmigrate.engine.context import Context
from dbmigrate.model import Part
from dbmigrate.records import dataclass
from dbmigrate.syntax.ddl.nodes import Dml
from dbmigrate.syntax.lex import Lexed

STATE: Final = {"INSERT": "INSERTED", "UPDATE": "INSERTED", "DELETE": "DELETED"}
BEHIND: Final = frozenset({"VALUES", "SELECT", "FROM", "WHERE", "DEFAULT", "EXEC", "EXECUTE", "OPTION", "WITH", ";"})


@dataclass(frozen=True)
class Output:
    """`own`: the tokens at the statement's own depth; `target`: INTO's table with its columns; `state`: "" for MERGE."""

    lexed: Lexed
    own: list[int]
    clause: Part
    items: Part
    target: Part | None
    end: Part
    state: str


def output_of(statement: Dml) -> Output | None:
    """The clause, from OUTPUT to the word of the next one."""
    lexed, part = statement.lexed, statement.part
    words, around = lexed.words, lexed.brackets.around
    own = [k for k in range(part.first, part.last + 1) if around[k] == around[part.first]]
    first = next((k for k in own if words[k] == "OUTPUT"), None)
    if first is None:
        return None
    last = next((k for k in own if k > first and words[k] in BEHIND), own[-1] + 1) - 1
    into = next((k for k in own if first < k < last and words[k] == "INTO"), None)
    if into is not None and "OUTPUT" in (words[k] for k in own if into < k <= last):
        return Output(lexed, own, Part(first, last), Part(first + 1, last), None, part, "")  # two of them
    end = Part(own[0], next((k for k in own if words[k] == "OPTION"), own[-1] + 1) - 1)
    items = Part(first + 1, (into or last + 1) - 1)
    target = Part(into + 1, last) if into is not None else None
    return Output(lexed, own, Part(first, last), items, target, end, STATE.get(words[part.first], ""))


def stored_rows(output: Output) -> tuple[list[tuple[Any, ...]], str, list[Part]]:
    """OUTPUT .. INTO: the change stands in a WITH, what it gives is inserted."""
    if output.target is None:
        return [], "", []
    before = [(Part(output.own[0], output.own[-1]).before, "WITH changed AS (")]
    return before, ") INSERT INTO {} SELECT * FROM changed", [output.target]


def old_rows(output: Output, context: Context) -> tuple[str, tuple[Part, ...], list[tuple[Any, ...]]] | None:
    """The rows as they were, beside an UPDATE: the text behind it with its places, and the edits of the items."""
    words = output.lexed.words
    table = target_of(output)
    if table is None:
        return None
    edits, names = named_columns(output, table, context)
    if not names:
        return None
    columns = ", ".join(f"{shown} AS {old(shown)}" for shown in dict.fromkeys(names))
    query = f"FROM (SELECT {{}}.ctid AS row_id, {columns} FROM {{}}"
    found = " FOR UPDATE) AS deleted WHERE {}.ctid = deleted.row_id"
    where = next((k for k in output.own if k > output.clause.last and words[k] == "WHERE"), None)
    if where is None:
        return f" {query}{found}", (table, table, table), edits
    edits.append((Part(where, output.own[-1]).before, f"{query} ", table, table))
    return found, (table,), edits


def target_of(output: Output) -> Part | None:
    """`UPDATE t SET ..`: the table's name; None where TOP stands before it."""
    lexed, first = output.lexed, output.own[0] + 1
    last = first
    while lexed.words[last + 1] == ".":
        last += 2
    plain = lexed.is_name(first) and lexed.words[first] != "TOP"
    return Part(first, last) if plain else None


def named_columns(output: Output, table: Part, context: Context) -> tuple[list[tuple[Any, ...]], list[str]]:
    """The edits of the items, and the columns whose old values they want; none where `deleted.*` cannot be told."""
    lexed, words = output.lexed, output.lexed.words
    edits: list[tuple[Any, ...]] = []
    names: list[str] = []
    for k in range(output.items.first, output.items.last):
        if words[k] not in ("INSERTED", "DELETED") or words[k + 1] != ".":
            continue
        column = Part(k, k + 2)
        if words[k] == "INSERTED":
            edits.append((column, "{}.*", table) if words[k + 2] == "*" else (Part(k, k + 1), ""))
        elif words[k + 2] == "*":
            every = columns_of(output, table, context)
            if not every:
                return [], []
            names += every
            edits.append((column, ", ".join(f"deleted.{old(name)} AS {name}" for name in every)))
        else:
            shown = context.names.spell(lexed.tokens[k + 2].text, lexed.is_quoted(k + 2), kind="column")
            names.append(shown)
            alone = (k == output.items.first or words[k - 1] == ",") and (words[k + 3] == "," or k + 2 == output.items.last)
            edits.append((column, f"deleted.{old(shown)}" + (f" AS {shown}" if alone else "")))
    return edits, names


def columns_of(output: Output, table: Part, context: Context) -> list[str]:
    """The table's columns as they are written, none where it is not known."""
    lexed = output.lexed
    tokens = [k for k in range(table.first, table.last + 1) if lexed.words[k] != "."]
    path = tuple(fold(lexed.dialect, lexed.tokens[k].text, lexed.is_quoted(k)) for k in tokens)
    found = context.catalog.table(path[-2:], context.schema)
    if found is None or not found.complete:
        return []
    return [context.names.spell(column.name, True, kind="column") for column in found.columns.values()]


def old(shown: str) -> str:
    """The name of a column's old value."""
    return f'"old_{shown[1:]}' if shown.startswith('"') else f"old_{shown}"
