"""T-SQL units, judged by their form: which statements have a writing in PL/pgSQL, and which head none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from sqlglot import exp

from dbmigrate.catalog.elements import sql_type
from dbmigrate.catalog.keys import path_of
from dbmigrate.engine.context import Context
from dbmigrate.rules.procedural.judged_types import MOST_PARAMETERS, TOO_MANY, Unclear
from dbmigrate.rules.procedural.tsql_calls import problem, signature_of
from dbmigrate.rules.procedural.tsql_cursors import definition_of
from dbmigrate.rules.procedural.tsql_jumps import jumps
from dbmigrate.rules.procedural.tsql_outputs import given_columns, is_writable
from dbmigrate.rules.procedural.tsql_rollbacks import undone
from dbmigrate.rules.procedural.tsql_row_limits import row_limits
from dbmigrate.rules.procedural.tsql_rows import RowColumn, alike, row_columns
from dbmigrate.rules.procedural.tsql_select import CURSORS, DISCARDED, INTO, LOOP, MADE_TABLE, ROWS, selected
from dbmigrate.rules.procedural.tsql_settings import kind_of
from dbmigrate.rules.procedural.tsql_shapes import SHAPES, Judge, Shape
from dbmigrate.rules.procedural.tsql_tables import is_table, returned_columns, returned_table, table_type
from dbmigrate.rules.procedural.tsql_text import only_block
from dbmigrate.rules.procedural.tsql_type_text import is_not_given, type_text
from dbmigrate.rules.procedural.tsql_updates import assigning
from dbmigrate.syntax.ddl.nodes import Name, Node, Piece, TypeName
from dbmigrate.syntax.procedural.nodes import DataType
from dbmigrate.syntax.procedural.statements import Goto, Leave, Return, Transaction
from dbmigrate.syntax.procedural.tsql_executed_rows import text_gives_rows
from dbmigrate.syntax.procedural.tsql_nodes import (
    LocalVariable,
    TableVariable,
    TsqlBody,
    TsqlParameter,
    TsqlRoutine,
    TsqlTrigger,
    TsqlUnit,
)
from dbmigrate.syntax.procedural.tsql_results import gives_rows
from dbmigrate.syntax.procedural.tsql_statements import (
    BeginEnd,
    CursorCommand,
    Declare,
    DeclareCursor,
    Embedded,
    Execute,
    InsertExecute,
    Nothing,
    Print,
    Raiserror,
    SetOption,
    SetVariable,
    Throw,
    TryCatch,
    TsqlFetch,
    TsqlIf,
    TsqlLabel,
    TsqlSql,
    TsqlSqlStatement,
    WaitFor,
    While,
)
from dbmigrate.syntax.sql import Tree, parse
from dbmigrate.types.values import Type, unknown

# NOT FOR REPLICATION, EXECUTE AS CALLER and the like. As whom a module runs is said by a note.
HARMLESS: Final = frozenset(
    """WITH RECOMPILE ENCRYPTION SCHEMABINDING , NOT FOR REPLICATION EXEC EXECUTE AS CALLER OWNER SELF INLINE = ON OFF
    CALLED ON NULL INPUT NATIVE_COMPILATION RETURNS""".split()
)
ROWCOUNT: Final = "@@ROWCOUNT"


class TsqlUnits:
    """What of a unit has no writing in PL/pgSQL: the whole unit (Unclear is raised), or single statements.

    Only forms are looked at; what the expressions and queries within them mean is the matter of the rules on those.
    """

    def __init__(self, unit: TsqlUnit, context: Context, judge: Judge) -> None:
        self.unit, self.context = unit, context
        self.unwritten: dict[tuple[int, int], str] = {}  # statements that no rule writes, by first and last token
        self.modes: dict[int, str] = {}  # how SELECT @v = .. FROM is written, by its first token
        self.doubts: dict[int, str] = {}  # what a person must look at there
        self.written: set[str] = set()  # variables that may hold something by now
        self.looping = 0
        self.handling = 0  # CATCH blocks around the place
        self.columns: tuple[RowColumn, ...] = ()  # of the rows that the routine gives
        self.undone = undone(unit)
        self.limits = row_limits(unit)
        self.jumps = jumps(unit, self.undone)
        self.results: list[tuple[TsqlSqlStatement, Tree | None]] = []  # its queries that give rows
        self.shapes: dict[int, Shape] = {}  # of the calls that give rows, by first token
        self.judge_called = judge

    def judge(self) -> None:
        """Raises Unclear where the unit's head or declarations cannot be written."""
        unit = self.unit
        for option in unit.options:
            if not set(option.words()) <= HARMLESS or option.words() == ("FOR", "REPLICATION"):
                raise Unclear(option.part, " ".join(option.words()))
        if unit.rest:
            raise Unclear(unit.rest.part, "END")
        if isinstance(unit, TsqlTrigger):
            self.trigger(unit)
        elif isinstance(unit, TsqlRoutine):
            self.routine(unit)
        if isinstance(unit, TsqlRoutine) and unit.is_inline and isinstance(unit.body, TsqlSql):
            self.columns = row_columns(tree_of(unit.body.query), unit.body.query, self.context)
            return
        if not isinstance(unit.body, TsqlBody):
            raise Unclear(unit.part, unit.kind.upper())
        block = only_block(unit.body)
        self.list(block.statements if block else unit.body.statements)
        self.given()
        for node in unit.declared.values():
            if isinstance(node, LocalVariable) and not is_table(node, self.context):
                self.declared(node.type)

    def routine(self, unit: TsqlRoutine) -> None:
        if unit.number:
            raise Unclear(unit.number.part, ";n")
        if unit.parameters and len(unit.parameters.items) > MOST_PARAMETERS:
            raise Unclear(unit.parameters.part, TOO_MANY)
        for item in unit.parameters.items if unit.parameters else ():
            if not isinstance(item, TsqlParameter) or any(e.kind != "nullability" for e in item.extras):
                raise Unclear(item.part, "parameter")
            if item.read_only and table_type(item.type, self.context) is None:
                raise Unclear(item.part, "READONLY")
            if not item.read_only:
                self.declared(item.type)
            self.written.add(item.name.value.lower())
        if unit.kind == "function" and not unit.is_inline:
            table = returned_table(unit)
            if table is not None and returned_columns(table) is not None:
                return
            if unit.returns is None or unit.returns.type is None:
                raise Unclear(unit.part, "RETURNS TABLE")
            self.declared(unit.returns.type)

    def trigger(self, unit: TsqlTrigger) -> None:
        """A trigger behind the event on a table; its rows are those that every one of its events has."""
        timing = unit.timing.kind if unit.timing else ""
        kinds = {e.kind for e in unit.events}
        path, catalog, schema = path_of(unit.table) if unit.table else (), self.context.catalog, self.context.schema
        table = catalog.table(path, schema) if path else None
        known = table is not None and table.kind == "table"
        if timing == "instead of":
            known = known or (bool(path) and catalog.view(path, schema) is not None)
        if not known or timing not in ("for", "after", "instead of") or not kinds <= EVENTS:
            raise Unclear(unit.timing.part if unit.timing else unit.part, "TRIGGER in this form")

    def declared(self, type_: DataType) -> Type:
        """The type of a variable. Raises Unclear for one that the target has no name for; one that is not in the estate
        keeps its name (TY032)."""
        if isinstance(type_, TypeName) and type_.keyword == "CURSOR":
            return unknown("CURSOR")
        if not isinstance(type_, TypeName):
            raise Unclear(type_.part, "type")
        found = self.context.types.estate.declared(sql_type(type_), self.context.schema) if sql_type(type_) else None
        if is_not_given(type_, self.context):
            return unknown(type_.text())
        if type_.user is not None and (found is None or not type_text(found, self.context)):
            raise Unclear(type_.part, f"type {' '.join(type_.text().split()).upper()}")
        return found if found is not None else unknown(type_.text())

    def list(self, nodes: tuple[Node, ...]) -> None:
        for node in nodes:
            self.statement(node)

    def statement(self, node: Node) -> None:
        read = STATEMENTS.get(type(node))
        try:
            if read is None or getattr(node, "problem", None):
                raise Unclear(node.part, first_words(node))
            read(self, node)
        except Unclear as unclear:
            self.unwritten[node.part.first, node.part.last] = unclear.what

    def nothing(self, node: Node) -> None:
        """A semicolon, BREAK, CONTINUE, PRINT, RAISERROR."""

    def block(self, node: BeginEnd) -> None:
        """ATOMIC is what every block of PL/pgSQL is that ends in an error."""
        self.list(node.statements)

    def try_(self, node: TryCatch) -> None:
        self.list(node.statements)
        self.handling += 1
        self.list(node.handler)
        self.handling -= 1

    def declare(self, node: Declare) -> None:
        for item in node.items:
            if isinstance(item, TableVariable):
                continue
            if not isinstance(item, LocalVariable) or not isinstance(item.type, TypeName) or item.extras:
                raise Unclear(item.part, "DECLARE")
            if item.default:
                self.written.add(item.name.value.lower())

    def set(self, node: SetVariable) -> None:
        if node.cursor is not None:
            return
        if node.value is None or node.operator is None or node.path:
            raise Unclear(node.part, "SET")
        self.known(node.target)
        self.written.add(node.target.value.lower())
        if len(node.words(node.operator)) > 1:
            self.compound(node, node.target, node.words(node.operator)[0])

    def known(self, name: Name) -> Type:
        """The type of a variable that the unit declares."""
        node = self.unit.declared.get(name.value.lower())
        if not isinstance(node, (LocalVariable, TsqlParameter)) or not isinstance(node.type, TypeName):
            raise Unclear(name.part, name.value)
        return self.declared(node.type)

    def compound(self, node: Node, target: Name, sign: str) -> None:
        type_ = self.known(target)
        if sign not in ("+", "-", "*", "/", "%") or (not type_.is_number and not (sign == "+" and type_.is_text)):
            raise Unclear(node.part, f"{sign}=")

    def option(self, node: SetOption) -> None:
        if node.part.first not in self.limits.options and not kind_of(node):
            raise Unclear(node.part, "SET " + " ".join(node.option.words()[:1]))

    def if_(self, node: TsqlIf) -> None:
        self.statement(node.then)
        if node.otherwise:
            self.statement(node.otherwise)

    def while_(self, node: While) -> None:
        self.looping += 1
        self.statement(node.body)
        self.looping -= 1

    def transaction(self, node: Transaction) -> None:
        """ROLLBACK takes effect where a handler has done it already, where an error of the trigger does it, or where it
        leaves a block."""
        outside = node.kind == "rollback" and not self.handling and not isinstance(self.unit, TsqlTrigger)
        outside = outside and not any(node is r.statement for one in self.undone for r in one.rollbacks)
        if outside or (node.kind == "rollback" and node.names and isinstance(self.unit, TsqlTrigger)):
            raise Unclear(node.part, " ".join(node.words(node.keyword)))

    def jump(self, node: Goto | TsqlLabel) -> None:
        """Forward, out of the statements before the label."""
        name = (node.label if isinstance(node, Goto) else node.name).value.lower()
        if name not in self.jumps:
            raise Unclear(node.part, "GOTO" if isinstance(node, Goto) else "label that GOTO goes back to")

    def cursor(self, node: CursorCommand) -> None:
        if node.kind == "open" and definition_of(node, self.unit) is None:
            raise Unclear(node.part, "OPEN of a cursor from elsewhere")

    def fetch(self, node: TsqlFetch) -> None:
        if not node.targets:
            raise Unclear(node.part, "FETCH that gives a row")
        for target in node.targets:
            self.known(target)

    def execute(self, node: Execute) -> None:
        found = problem(node, self.unit, self.context)
        if found:
            raise Unclear(node.part, found)
        shape = SHAPES.of(node, self.context, self.judge_called)
        handed = isinstance(self.unit, TsqlRoutine) and self.unit.kind == "procedure"
        if handed and text_gives_rows(node, self.unit):
            shape = Shape("text")
        if shape.kind:
            self.shapes[node.part.first] = shape
            self.modes[node.part.first] = CURSORS if handed else DISCARDED
        if node.result is not None:
            self.known(node.result)

    def insert_execute(self, node: InsertExecute) -> None:
        if node.call.texts and node.call.tail is None and node.call.result is None:
            return
        found = problem(node.call, self.unit, self.context)
        shape = SHAPES.of(node.call, self.context, self.judge_called)
        if shape.kind not in ("rows", "cursors") and signature_of(node.call, self.context) is not None:
            found = found or "INSERT of results of several kinds"
        self.shapes[node.call.part.first] = shape
        self.modes[node.call.part.first] = MADE_TABLE
        if found or node.call.procedure is None or node.call.result:
            raise Unclear(node.part, found or "INSERT of what a text gives")

    def wait(self, node: WaitFor) -> None:
        if node.value is None or node.words()[1] != "DELAY":
            raise Unclear(node.part, "WAITFOR")

    def raiserror(self, node: Raiserror) -> None:
        if node.old or len(node.arguments) < 3 or node.arguments[0].text().isdigit():
            raise Unclear(node.part, "RAISERROR in this form")

    def throw(self, node: Throw) -> None:
        if (node.arguments or not self.handling) and len(node.arguments) != 3:
            raise Unclear(node.part, "THROW")

    def sql(self, node: TsqlSqlStatement) -> None:
        sql = node.sql
        if sql.outputs and not is_writable(sql):
            raise Unclear(node.part, "OUTPUT")
        tree = parse(sql.query.lexed, sql.query.part, sql.query.into)
        if tree.root is None:
            return  # reported as such
        if any(output.target is None for output in sql.outputs):
            if not isinstance(self.unit, TsqlRoutine) or not given_columns(sql, self.context):
                raise Unclear(node.part, "OUTPUT")
            self.results.append((node, None))
        elif sql.verb == "select":
            self.select(node, tree, tree.root)
        elif sql.verb == "update" and (sql.assigned or assigning(sql) is not None):
            if assigning(sql) is None:
                raise Unclear(node.part, "UPDATE that assigns")
            self.modes[sql.part.first] = LOOP
            self.written |= {a.target.value.lower() for a in sql.assigned}

    def select(self, node: TsqlSqlStatement, tree: Tree, root: Any) -> None:
        """`SELECT @a = 1, @b = 2`: assignments, one after the other."""
        sql = node.sql
        if not sql.assigned:
            self.gives_rows(node, tree)
            return
        if not isinstance(root, exp.Select) or len(root.expressions) != len(sql.assigned):
            raise Unclear(node.part, "SELECT")
        self.assigned(sql, root)

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
        try:
            found = {self.columns_of(node, tree) for node, tree in self.results}
            found |= {s.columns for k, s in self.shapes.items() if self.modes[k] == CURSORS}
        except Unclear:
            found = set()
        common = alike(found) if not output else ()
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
        return row_columns(tree, node.sql.query, self.context)

    def assigned(self, sql: TsqlSql, root: exp.Select) -> None:
        for one in sql.assigned:
            self.known(one.target)
            if len(one.words(one.operator)) > 1:
                self.compound(one, one.target, one.words(one.operator)[0])
        if any(v for k, v in root.args.items() if k != "expressions"):
            kept = self.looping > 0 or any(a.target.value.lower() in self.written for a in sql.assigned)
            found = selected(sql, root, self.context, kept)
            self.modes[sql.part.first] = found.mode
            if found.doubt:
                self.doubts[sql.part.first] = found.doubt
        self.written |= {a.target.value.lower() for a in sql.assigned}


EVENTS: Final = frozenset({"insert", "update", "delete"})


def tree_of(query: Piece) -> Tree:
    """Raises Unclear where the query cannot be read."""
    tree = parse(query.lexed, query.part, query.into)
    if tree.root is None:
        raise Unclear(query.part, tree.error)
    return tree


def is_change(node: Node) -> bool:
    return isinstance(node, TsqlSql) and node.verb != "select"


def is_counted(node: Node | None, modes: Mapping[int, str]) -> bool:
    """@@ROWCOUNT behind it tells the rows of this statement."""
    if isinstance(node, InsertExecute):
        return True
    if not isinstance(node, TsqlSqlStatement):
        return False
    mode = modes.get(node.sql.part.first)
    return mode != LOOP if node.sql.verb != "select" else mode in (INTO, ROWS, MADE_TABLE)


def first_words(node: Node) -> str:
    return " ".join(w for w in node.words()[:2] if w.isalpha()) or type(node).__name__


STATEMENTS: Final[Mapping[type, Callable[[TsqlUnits, Any], None]]] = {
    Nothing: TsqlUnits.nothing,
    Leave: TsqlUnits.nothing,
    BeginEnd: TsqlUnits.block,
    TryCatch: TsqlUnits.try_,
    Declare: TsqlUnits.declare,
    SetVariable: TsqlUnits.set,
    SetOption: TsqlUnits.option,
    TsqlIf: TsqlUnits.if_,
    While: TsqlUnits.while_,
    Return: TsqlUnits.nothing,
    Print: TsqlUnits.nothing,
    Raiserror: TsqlUnits.raiserror,
    Throw: TsqlUnits.throw,
    TsqlSqlStatement: TsqlUnits.sql,
    Embedded: TsqlUnits.nothing,
    Transaction: TsqlUnits.transaction,
    DeclareCursor: TsqlUnits.nothing,
    Goto: TsqlUnits.jump,
    TsqlLabel: TsqlUnits.jump,
    CursorCommand: TsqlUnits.cursor,
    TsqlFetch: TsqlUnits.fetch,
    Execute: TsqlUnits.execute,
    InsertExecute: TsqlUnits.insert_execute,
    WaitFor: TsqlUnits.wait,
}
