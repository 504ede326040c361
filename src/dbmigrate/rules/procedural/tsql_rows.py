"""What a query in T-SQL code gives, as the columns of a function: their names and types on the target."""

from __future__ import annotations

from typing import Final

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.records import dataclass
from dbmigrate.rules.procedural.judged_types import Unclear
from dbmigrate.rules.procedural.tsql_type_text import type_text
from dbmigrate.syntax.ddl.nodes import Piece
from dbmigrate.syntax.sql import Tree


@dataclass(frozen=True)
class RowColumn:
    name: str  # spelled for the target
    type: str


def row_columns(tree: Tree, query: Piece, context: Context) -> tuple[RowColumn, ...]:
    """Raises Unclear where a type is not known, or two columns have the same name."""
    found = columns_found(tree, context)
    if not is_listed(found):
        unknown = next((c.name for c in found if not c.type), "*")
        raise Unclear(query.part, f"type of {unknown}")
    return found


def is_listed(columns: tuple[RowColumn, ...]) -> bool:
    """They can be the columns of a function: types are known, and names differ."""
    return bool(columns) and all(c.type for c in columns) and len({c.name for c in columns}) == len(columns)


def columns_found(tree: Tree, context: Context) -> tuple[RowColumn, ...]:
    """Without a type where it is not known; () where a star stands for columns that are not known."""
    outputs = context.types.reader(tree).scopes.outputs(tree.root)
    if outputs.missing:
        return ()
    found: list[RowColumn] = []
    written = written_names(tree)
    for k, (given, lazy) in enumerate(outputs.items, 1):
        name = given if given and not given.startswith("@") else f"column{k}"  # clients read those by their position
        spelled = context.names.spell(written.get(name, name), False, "param")  # they are parameters of the function
        found.append(RowColumn(spelled, without_length(type_text(lazy(), context))))
    return tuple(found)


def alike(found: set[tuple[RowColumn, ...]]) -> tuple[RowColumn, ...]:
    """The columns of all results, where they have the same names: a text where one of them is; () where they differ."""
    if len({tuple(c.name for c in columns) for columns in found}) != 1:
        return ()
    columns: list[RowColumn] = []
    for same in zip(*found, strict=True):
        types = {c.type for c in same}
        if len(types) > 1 and not types & TEXTS:
            return ()
        columns.append(RowColumn(same[0].name, same[0].type if len(types) == 1 else "text"))
    return tuple(columns)


TEXTS: Final = frozenset({"text", "varchar", "bpchar"})


def without_length(text: str) -> str:
    """PostgreSQL forgets it here, and a cast to it would cut the text of another result."""
    word = text.partition("(")[0]
    return "bpchar" if word == "char" else word


def written_names(tree: Tree) -> dict[str, str]:
    """The names of the list as the user wrote them, by folded name."""
    root = tree.root
    while isinstance(root, exp.SetOperation):
        root = root.this
    names = [e.alias_or_name for e in root.expressions] if isinstance(root, exp.Select) else []
    return {n.lower(): n for n in names if n}


def columns_text(columns: tuple[RowColumn, ...]) -> str:
    return ", ".join(f"{c.name} {c.type}" for c in columns)
