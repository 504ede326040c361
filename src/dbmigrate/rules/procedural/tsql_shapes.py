"""How a procedure of the estate that gives rows is called: as the judgement on it says it will be written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field, replace
from typing import Final

from dbmigrate.catalog.catalog import Catalog
from dbmigrate.catalog.keys import Path, path_of
from dbmigrate.catalog.values import Signature
from dbmigrate.engine.context import Context
from dbmigrate.records import dataclass
from dbmigrate.rules.procedural.tsql_calls import gives, signature_at
from dbmigrate.rules.procedural.tsql_rows import RowColumn
from dbmigrate.syntax.ddl.read import read
from dbmigrate.syntax.lex import Lexed
from dbmigrate.syntax.procedural.read import read_code
from dbmigrate.syntax.procedural.tsql_nodes import TsqlRoutine
from dbmigrate.syntax.procedural.tsql_statements import Execute


@dataclass(frozen=True)
class Shape:
    """`kind`: rows (a function that returns them), cursors (one that returns a cursor for each result), parameter (a
    procedure with its cursors in result_sets); "" where it gives no rows."""

    kind: str = ""
    columns: tuple[RowColumn, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)  # of its parameters on the target, with the @

    @property
    def is_function(self) -> bool:
        return self.kind in ("rows", "cursors")


NONE: Final = Shape()
# The columns of its rows, () for cursors, and what its variables are called.
Judge = Callable[[TsqlRoutine, Context], tuple[tuple[RowColumn, ...], Mapping[str, str]]]


class Shapes:
    """Of the procedures of one catalog, each worked out once. One that calls itself hands out cursors."""

    def __init__(self) -> None:
        self.catalog: Catalog | None = None
        self.known: dict[Path, Shape] = {}

    def of(self, call: Execute, context: Context, judge: Judge) -> Shape:
        if call.procedure is None or call.procedure.kind == "variable":
            return NONE
        return self.at(path_of(call.procedure), context, judge)

    def at(self, path: Path, context: Context, judge: Judge) -> Shape:
        signature = signature_at(path, context)
        if signature is None or not gives(signature, context):
            return NONE
        if any(a.mode != "in" for a in signature.arguments):
            return Shape("parameter")
        if self.catalog is not context.catalog:
            self.catalog, self.known = context.catalog, {}
        if path not in self.known:
            self.known[path] = Shape("cursors")
            self.known[path] = shape(signature, context, judge)
        return self.known[path]


SHAPES: Final = Shapes()


def shape(signature: Signature, context: Context, judge: Judge) -> Shape:
    lexed = Lexed(signature.text, "sqlserver", quoted_strings=signature.quoted_strings)
    unit = read_code(read(lexed))
    if not isinstance(unit, TsqlRoutine):
        return Shape("cursors")
    columns, names = judge(unit, replace(context, lexed=lexed, path=[unit], unwritten={}))
    return Shape("rows" if columns else "cursors", columns, names)
