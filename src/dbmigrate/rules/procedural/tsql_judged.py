"""T-SQL units, judged by their form: which statements have a writing in PL/pgSQL, and which head none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.rules.procedural.judged_types import Unclear
from dbmigrate.rules.procedural.tsql_calls import problem, signature_of
from dbmigrate.rules.procedural.tsql_cursors import definition_of
from dbmigrate.rules.procedural.tsql_first_day import is_plain
from dbmigrate.rules.procedural.tsql_judged_results import Results
from dbmigrate.rules.procedural.tsql_jumps import jumps
from dbmigrate.rules.procedural.tsql_outputs import given_columns, is_writable
from dbmigrate.rules.procedural.tsql_rollbacks import ended_by_catch, undone
from dbmigrate.rules.procedural.tsql_row_limits import row_limits
from dbmigrate.rules.procedural.tsql_rows import row_columns
from dbmigrate.rules.procedural.tsql_select import CURSORS, DISCARDED, INTO, LOOP, MADE_TABLE, ROWS, selected
from dbmigrate.rules.procedural.tsql_settings import kind_of
from dbmigrate.rules.procedural.tsql_shapes import SHAPES, Judge, Shape
from dbmigrate.rules.procedural.tsql_tables import is_table
from dbmigrate.rules.procedural.tsql_text import only_block
from dbmigrate.rules.procedural.tsql_unreached import is_unreached
from dbmigrate.rules.procedural.tsql_updates import assigned_names, assigning
from dbmigrate.syntax.ddl.nodes import Name, Node, Piece, TypeName
from dbmigrate.syntax.procedural.statements import Goto, Leave, Return, Transaction
from dbmigrate.syntax.procedural.tsql_executed_cursors import executed_cursors
from dbmigrate.syntax.procedural.tsql_executed_rows import text_gives_rows
from dbmigrate.syntax.procedural.tsql_jobs import JOB, is_job_call, surrounds_jobs
from dbmigrate.syntax.procedural.tsql_nodes import (
    LocalVariable,
    TableVariable,
    TsqlBody,
    TsqlParameter,
    TsqlRoutine,
    TsqlTrigger,
    TsqlUnit,
)
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
from dbmigrate.types.values import Type

ROWCOUNT: Final = "@@ROWCOUNT"


class TsqlUnits(Results):
    """What of a unit has no writing in PL/pgSQL: the whole unit (Unclear is raised), or single statements.

    Only forms are looked at; what the expressions and queries within them mean is the matter of the rules on those.
    """

    def __init__(self, unit: TsqlUnit, context: Context, judge: Judge) -> None:
        super().__init__(unit, context)
        self.doubts: dict[int, str] = {}  # what a person must look at there
        self.looping = 0
        self.handling = 0  # CATCH blocks around the place
        self.undone = undone(unit)
        self.ended_by_catch = ended_by_catch(unit)
        self.limits = row_limits(unit)
        self.jumps = jumps(unit, self.undone)
        self.judge_called = judge

    def judge(self) -> None:
        """Raises Unclear where the unit's head or declarations cannot be written."""
        unit = self.unit
        self.head()
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
        if node.part.first not in self.limits.options and not kind_of(node) and not is_plain(node, self.unit):
            raise Unclear(node.part, "SET " + " ".join(node.option.words()[:1]))

    def if_(self, node: TsqlIf) -> None:
        if surrounds_jobs(node, self.unit):
            raise Unclear(node.part, JOB)
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
        if outside and (node.part.first in self.ended_by_catch or is_unreached(node, self.unit, self.context)):
            return
        outside = outside and not any(node is r.statement for one in self.undone for r in one.rollbacks)
        if outside or (node.kind == "rollback" and node.names and isinstance(self.unit, TsqlTrigger)):
            raise Unclear(node.part, " ".join(node.words(node.keyword)))

    def jump(self, node: Goto | TsqlLabel) -> None:
        """Forward, out of the statements before the label."""
        name = (node.label if isinstance(node, Goto) else node.name).value.lower()
        if name not in self.jumps:
            raise Unclear(node.part, "GOTO" if isinstance(node, Goto) else "label that GOTO goes back to")

    def cursor(self, node: CursorCommand) -> None:
        if node.kind != "deallocate":  # of one that is not there it is an error that changes nothing
            self.known_cursor(node, node.kind == "open")

    def known_cursor(self, node: CursorCommand | TsqlFetch, opened: bool = False) -> None:
        """A variable may hold a cursor that a called procedure made; what PL/pgSQL opens needs its query."""
        name = node.cursor.value.lower()
        if (not opened and name.startswith("@")) or definition_of(node, self.unit) is not None:
            return
        if name not in executed_cursors(self.unit):
            raise Unclear(node.part, f"{node.words(node.keyword)[0]} of a cursor from elsewhere")

    def fetch(self, node: TsqlFetch) -> None:
        self.known_cursor(node)
        if not node.targets:
            raise Unclear(node.part, "FETCH that gives a row")
        for target in node.targets:
            self.known(target)

    def execute(self, node: Execute) -> None:
        if is_job_call(node, self.unit):
            raise Unclear(node.part, JOB)
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
        late = node.call.procedure is not None and node.call.procedure.kind == "variable"
        if found or node.call.procedure is None or (node.call.result and not late):
            raise Unclear(node.part, found or "INSERT of what a text gives")

    def wait(self, node: WaitFor) -> None:
        if node.value is None or node.words()[1] not in ("DELAY", "TIME"):
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
        elif sql.verb == "update" and (names := assigned_names(sql)):
            if assigning(sql) is None:
                raise Unclear(node.part, "UPDATE that assigns")
            self.modes[sql.part.first] = LOOP
            self.written |= names

    def select(self, node: TsqlSqlStatement, tree: Tree, root: Any) -> None:
        """`SELECT @a = 1, @b = 2`: assignments, one after the other."""
        sql = node.sql
        if not sql.assigned:
            self.gives_rows(node, tree)
            return
        if not isinstance(root, exp.Select) or len(root.expressions) != len(sql.assigned):
            raise Unclear(node.part, "SELECT")
        self.assigned(sql, root)

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




def tree_of(query: Piece) -> Tree:
    """Raises Unclear where the query cannot be read."""
    tree = parse(query.lexed, query.part, query.into)
    if tree.root is None:
        raise Unclear(query.part, tree.error)
    return tree


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
