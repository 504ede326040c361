"""Results of a T-SQL procedure: whether it can be a function that returns them, or hands out a cursor for each."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import Final

from dbmigrate.catalog.keys import path_of
from dbmigrate.engine.context import Context
from dbmigrate.rules.procedural.judged_types import Unclear
from dbmigrate.rules.procedural.tsql_judged_heads import Heads
from dbmigrate.rules.procedural.tsql_outputs import given_columns
from dbmigrate.rules.procedural.tsql_rows import RowColumn, alike, columns_found, is_listed
from dbmigrate.rules.procedural.tsql_select import CURSORS, MADE_TABLE, ROWS
from dbmigrate.rules.procedural.tsql_shapes import Shape
from dbmigrate.syntax.procedural.tsql_nodes import TsqlParameter, TsqlRoutine, TsqlUnit
from dbmigrate.syntax.procedural.tsql_results import gives_rows
from dbmigrate.syntax.procedural.tsql_statements import TsqlSqlStatement
from dbmigrate.syntax.sql import Tree

TABLE: Final = "table"  # of the option result-sets


class Results(Heads):
    def __init__(self, unit: TsqlUnit, context: Context) -> None:
        super().__init__(unit, context)
        self.unwritten: dict[tuple[int, int], str] = {}  # statements that no rule writes, by first and last token
        self.modes: dict[int, str] = {}  # how SELECT @v = .. FROM and results are written, by first token
        self.columns: tuple[RowColumn, ...] = ()  # of the rows that the routine gives
        self.results: list[tuple[TsqlSqlStatement, Tree | None]] = []  # its queries that give rows
        self.sets: dict[int, tuple[RowColumn, ...]] = {}  # what each query gives, by first token; see columns_found
        self.shapes: dict[int, Shape] = {}  # of the calls that give rows, by first token

    def gives_rows(self, node: TsqlSqlStatement, tree: Tree) -> None:
        if not gives_rows(node.sql):
            self.modes[node.sql.part.first] = MADE_TABLE
        elif not isinstance(self.unit, TsqlRoutine) or self.unit.kind != "procedure":
            raise Unclear(node.part, "SELECT that gives rows")
        else:
            self.results.append((node, tree))

    def given(self) -> None:
        """Where all the results of a procedure have the same columns it can be a function that returns them; else it
        hands out a cursor for each."""
        unit = self.unit
        items = unit.parameters.items if isinstance(unit, TsqlRoutine) and unit.parameters else ()
        output = any(isinstance(p, TsqlParameter) and p.mode for p in items)
        self.sets = {node.sql.part.first: self.columns_of(node, tree) for node, tree in self.results}
        found = {columns if is_listed(columns) else () for columns in self.sets.values()}
        found |= {s.columns for k, s in self.shapes.items() if self.modes[k] == CURSORS}
        changing = any(tree is None for _, tree in self.results)  # rows of OUTPUT: a cursor has none
        wanted = changing or form_of(unit, self.context) == TABLE
        common = alike(found) if wanted and not output else ()
        self.columns = common
        self.modes |= {node.sql.part.first: ROWS if common else CURSORS for node, _ in self.results}
        self.modes |= {k: ROWS for k in self.shapes if common and self.modes[k] == CURSORS}
        if not common:
            for node, tree in self.results:
                if tree is None:  # a cursor changes no rows
                    self.unwritten[node.part.first, node.part.last] = "OUTPUT"

    def columns_of(self, node: TsqlSqlStatement, tree: Tree | None) -> tuple[RowColumn, ...]:
        if tree is None:
            return given_columns(node.sql, self.context)
        return columns_found(tree, self.context)


def form_of(unit: TsqlUnit, context: Context) -> str:
    """What the user wants a procedure's rows to be handed out as: `--result-sets`, or what the config says of it."""
    path = path_of(unit.name) if unit.name else ("",)
    names = (path[-1], f"{context.catalog.owner(path[:-1], context.schema)}.{path[-1]}")
    said = [form for key, form in context.options.result_sets_of if any(fnmatchcase(n, key.lower()) for n in names)]
    return said[-1] if said else context.options.result_sets
