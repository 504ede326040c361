"""T-SQL units, judged: whether every statement has a rule that writes it in PL/pgSQL with the same effect."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from sqlglot import exp

from dbmigrate.catalog.elements import sql_type
from dbmigrate.catalog.keys import path_of
from dbmigrate.engine.context import Context
from dbmigrate.rules.procedural.judged_types import Unclear
from dbmigrate.rules.procedural.tsql_changes import changed
from dbmigrate.rules.procedural.tsql_expressions import PSEUDO, TsqlExpressions, literal_in
from dbmigrate.rules.procedural.tsql_rows import RowColumn, row_columns
from dbmigrate.rules.procedural.tsql_select import INTO, ROWS, mode
from dbmigrate.rules.procedural.tsql_text import only_block
from dbmigrate.rules.procedural.tsql_type_text import type_text
from dbmigrate.rules.procedural.tsql_values import is_held, storable
from dbmigrate.syntax.ddl.nodes import Name, Node, Piece, TypeName, below
from dbmigrate.syntax.procedural.nodes import DataType
from dbmigrate.syntax.procedural.statements import Leave, Return
from dbmigrate.syntax.procedural.tsql_nodes import (
    LocalVariable,
    TsqlBody,
    TsqlParameter,
    TsqlRoutine,
    TsqlTrigger,
    TsqlUnit,
)
from dbmigrate.syntax.procedural.tsql_statements import (
    BeginEnd,
    Declare,
    Nothing,
    Print,
    Raiserror,
    SetOption,
    SetVariable,
    Throw,
    TryCatch,
    TsqlIf,
    TsqlSql,
    TsqlSqlStatement,
    While,
)
from dbmigrate.syntax.sql import Tree
from dbmigrate.types.values import Type

# Settings that do not matter on the target, or that it always has. Transact-SQL reference, "SET statements".
IDLE: Final = frozenset(
    """NOCOUNT XACT_ABORT ANSI_NULLS ANSI_PADDING ANSI_WARNINGS ARITHABORT CONCAT_NULL_YIELDS_NULL QUOTED_IDENTIFIER
    NUMERIC_ROUNDABORT""".split()
)
# NOT FOR REPLICATION, EXECUTE AS CALLER and the like. As whom a module runs is said by a note.
HARMLESS: Final = frozenset(
    """WITH RECOMPILE ENCRYPTION SCHEMABINDING , NOT FOR REPLICATION EXEC EXECUTE AS CALLER OWNER SELF INLINE = ON OFF
    CALLED ON NULL INPUT""".split()
)
ROWCOUNT: Final = "@@ROWCOUNT"
INFORMING: Final = 10  # RAISERROR up to this severity only informs


class TsqlUnits:
    def __init__(self, unit: TsqlUnit, context: Context) -> None:
        self.unit, self.context = unit, context
        self.expressions = TsqlExpressions(unit, context)
        self.result: Type | None = None  # of a function
        self.modes: dict[int, str] = {}  # how SELECT @v = .. FROM is written, by its first token
        self.written: set[str] = set()  # variables that may hold something by now
        self.looping = 0
        self.columns: tuple[RowColumn, ...] = ()  # of the rows that the routine gives

    def judge(self) -> None:
        """Raises Unclear where something of the unit is not understood."""
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
            tree = self.expressions.tree(unit.body.query)
            self.columns = row_columns(tree, unit.body.query, self.context)
            return
        if not isinstance(unit.body, TsqlBody):
            raise Unclear(unit.part, unit.kind.upper())
        block = only_block(unit.body)
        self.list(block.statements if block else unit.body.statements, isinstance(unit, TsqlTrigger))
        if self.result is not None and not always_returns(unit.body.statements):
            raise Unclear(unit.part, "END without RETURN")

    def routine(self, unit: TsqlRoutine) -> None:
        if unit.number:
            raise Unclear(unit.number.part, ";n")
        for item in unit.parameters.items if unit.parameters else ():
            if not isinstance(item, TsqlParameter) or item.read_only or item.extras:
                raise Unclear(item.part, "READONLY" if isinstance(item, TsqlParameter) else "parameter")
            self.declared(item.type)
            self.written.add(item.name.value.lower())
            if item.default:
                self.stored(self.of_variable(item.name), item.default)
        if unit.kind == "function":
            self.function(unit)

    def function(self, unit: TsqlRoutine) -> None:
        if unit.is_inline:
            return
        if unit.returns is None or unit.returns.type is None:
            raise Unclear(unit.part, "RETURNS TABLE")
        self.result = self.declared(unit.returns.type)

    def trigger(self, unit: TsqlTrigger) -> None:
        """A trigger behind the event on a table; its rows are those that every one of its events has."""
        timing = unit.timing.kind if unit.timing else ""
        kinds = {e.kind for e in unit.events}
        table = self.context.catalog.table(path_of(unit.table), self.context.schema) if unit.table else None
        if table is None or table.kind != "table" or timing not in ("for", "after") or not kinds <= EVENTS:
            raise Unclear(unit.timing.part if unit.timing else unit.part, "TRIGGER in this form")
        rows = set(PSEUDO)
        if "insert" in kinds:
            rows.discard("deleted")
        if "delete" in kinds:
            rows.discard("inserted")
        self.expressions.rows |= rows
        self.own_changes(unit, path_of(unit.table)[-1] if unit.table else "", kinds)

    def own_changes(self, unit: TsqlTrigger, table: str, kinds: set[str]) -> None:
        """SQL Server does not fire a trigger by its own changes (RECURSIVE_TRIGGERS OFF), PostgreSQL does."""
        for sql in below(unit, TsqlSql):
            assert isinstance(sql, TsqlSql)
            if sql.verb in kinds and table in {
                sql.lexed.tokens[k].text.lower() for k in range(sql.part.first, sql.part.last + 1)
            }:
                raise Unclear(sql.part, "TRIGGER that changes its own table")

    def declared(self, type_: DataType) -> Type:
        """The type of a variable. Raises Unclear for one that behaves otherwise there."""
        if not isinstance(type_, TypeName):
            raise Unclear(type_.part, "type")
        found = self.context.types.estate.declared(sql_type(type_), self.context.schema) if sql_type(type_) else None
        alias = type_.user is not None
        if found is None or not is_held(found) or (alias and not type_text(found, self.context)):
            raise Unclear(type_.part, f"type {' '.join(type_.text().split()).upper()}")
        return found

    def of_variable(self, name: Name) -> Type:
        node = self.unit.declared.get(name.value.lower())
        if not isinstance(node, (LocalVariable, TsqlParameter)) or not isinstance(node.type, TypeName):
            raise Unclear(name.part, name.value)
        return self.declared(node.type)

    def stored(self, target: Type, value: Piece) -> None:
        found = self.expressions.of(value)
        if not found.is_known:
            raise Unclear(value.part, f"type of {found.cause}")
        if not storable(target, found, literal_in(value)):
            raise Unclear(value.part, "conversion between types")

    def list(self, nodes: tuple[Node, ...], rows: bool = False) -> None:
        """`rows`: @@ROWCOUNT tells, at the beginning of a trigger, how many rows the event has."""
        before: Node | None = None
        for k, node in enumerate(nodes):
            rows = rows and (before is None or isinstance(before, (SetOption, Declare)))
            self.expressions.counted = rows or is_counted(before, self.modes)
            self.statement(node, nodes[k + 1 :])
            before = node if not isinstance(node, Nothing) else before

    def statement(self, node: Node, behind: tuple[Node, ...] = ()) -> None:
        read = STATEMENTS.get(type(node))
        if read is None or getattr(node, "problem", None):
            raise Unclear(node.part, first_words(node))
        if isinstance(node, Raiserror):
            self.ends(node, behind)
        read(self, node)
        self.expressions.counted = False

    def nothing(self, node: Node) -> None:
        """A semicolon, BREAK, CONTINUE."""

    def block(self, node: BeginEnd) -> None:
        if node.atomic:
            raise Unclear(node.atomic.part, "ATOMIC")
        self.list(node.statements)

    def try_(self, node: TryCatch) -> None:
        """A handler takes back all that its block has done, in T-SQL only the statement that failed: the same only
        where the change of data is the last statement of the block."""
        before = [n for n in node.statements if not isinstance(n, Nothing)]
        if before and isinstance(before[-1], TsqlSqlStatement):
            before.pop()
        if any(is_change(s) for n in before for s in below(n, TsqlSql)):
            raise Unclear(node.begin_try, "BEGIN TRY around changes of data")
        if isinstance(self.unit, TsqlTrigger):  # an error in a trigger lets nothing be committed any more
            raise Unclear(node.begin_try, "BEGIN TRY")
        self.list(node.statements)
        self.expressions.handling += 1
        self.expressions.allowed.add("ERROR_MESSAGE")
        self.list(node.handler)
        self.expressions.handling -= 1
        self.expressions.allowed.discard("ERROR_MESSAGE")

    def declare(self, node: Declare) -> None:
        for item in node.items:
            if not isinstance(item, LocalVariable) or not isinstance(item.type, TypeName) or item.extras:
                raise Unclear(item.part, "DECLARE TABLE" if not isinstance(item, LocalVariable) else "DECLARE")
            target = self.declared(item.type)
            if item.default:
                self.stored(target, item.default)
                self.written.add(item.name.value.lower())

    def set(self, node: SetVariable) -> None:
        if node.value is None or node.operator is None or node.path:
            raise Unclear(node.part, "SET of a cursor" if node.cursor else "SET")
        target = self.of_variable(node.target)
        self.stored(target, node.value)
        self.written.add(node.target.value.lower())
        if len(node.words(node.operator)) > 1:
            self.compound(node, target, node.words(node.operator)[0])

    def compound(self, node: Node, target: Type, sign: str) -> None:
        whole = target.is_whole or sign != "/"
        if (
            sign not in ("+", "-", "*", "/", "%")
            or not whole
            or (not target.is_number and not (sign == "+" and target.is_text))
        ):
            raise Unclear(node.part, f"{sign}=")

    def option(self, node: SetOption) -> None:
        words = node.option.words()
        if not set(words[:-1]) - {","} <= IDLE or words[-1] not in ("ON", "OFF"):
            raise Unclear(node.part, "SET " + " ".join(words[:1]))

    def if_(self, node: TsqlIf) -> None:
        self.expressions.condition(node.condition)
        self.expressions.counted = False
        self.statement(node.then)
        if node.otherwise:
            self.statement(node.otherwise)

    def while_(self, node: While) -> None:
        self.expressions.counted = False
        self.expressions.condition(node.condition)
        self.looping += 1
        self.statement(node.body)
        self.looping -= 1

    def return_(self, node: Return) -> None:
        if self.result is not None:
            if node.value is None:
                raise Unclear(node.part, "RETURN")
            self.stored(self.result, node.value)
        elif node.value is not None and (isinstance(self.unit, TsqlTrigger) or node.value.text() != "0"):
            raise Unclear(node.part, "RETURN of a status")

    def print_(self, node: Print) -> None:
        self.expressions.of(node.value)

    def raiserror(self, node: Raiserror) -> None:
        if node.old or node.options or len(node.arguments) < 3:
            raise Unclear(node.part, "RAISERROR in this form")
        severity, message = node.arguments[1].text(), literal_in(node.arguments[0])
        if not severity.isdigit() or int(severity) <= INFORMING or int(severity) > 18 or len(node.arguments) > 3:
            raise Unclear(node.arguments[1].part, "RAISERROR in this form")
        if (message is None and not self.expressions.of(node.arguments[0]).is_text) or (message and "%" in message):
            raise Unclear(node.arguments[0].part, "RAISERROR in this form")

    def throw(self, node: Throw) -> None:
        if not node.arguments and self.expressions.handling:
            return
        if len(node.arguments) != 3 or not self.expressions.of(node.arguments[1]).is_text:
            raise Unclear(node.part, "THROW")

    def ends(self, node: Raiserror, behind: tuple[Node, ...]) -> None:
        """RAISERROR lets the statement behind it run: only where that is RETURN, or nothing, an exception is the same."""
        following = next((n for n in behind if not isinstance(n, Nothing)), None)
        if isinstance(following, Return) and self.result is None:
            return
        raise Unclear(node.part, "RAISERROR without RETURN behind it")

    def sql(self, node: TsqlSqlStatement) -> None:
        sql = node.sql
        if sql.current_of or sql.outputs:
            raise Unclear(node.part, "OUTPUT" if sql.outputs else "WHERE CURRENT OF")
        tree = self.expressions.tree(sql.query)
        if sql.verb == "select":
            self.select(node, tree, tree.root)
        else:
            changed(self.expressions, tree, sql)

    def select(self, node: TsqlSqlStatement, tree: Tree, root: Any) -> None:
        """`SELECT @a = 1, @b = 2`: assignments, one after the other."""
        sql = node.sql
        if not sql.assigned:
            self.gives_rows(node, tree)
            return
        if not isinstance(root, exp.Select) or len(root.expressions) != len(sql.assigned):
            raise Unclear(node.part, "SELECT")
        self.assigned(sql, tree, root)

    def gives_rows(self, node: TsqlSqlStatement, tree: Tree) -> None:
        """All the results of a procedure have the same columns: then it can be a function that returns them."""
        unit = self.unit
        items = unit.parameters.items if isinstance(unit, TsqlRoutine) and unit.parameters else ()
        output = any(isinstance(p, TsqlParameter) and p.mode for p in items)
        if (
            not isinstance(unit, TsqlRoutine)
            or unit.kind != "procedure"
            or output
            or not isinstance(tree.root, exp.Select)
        ):
            raise Unclear(node.part, "SELECT that gives rows")
        columns = row_columns(tree, node.sql.query, self.context)
        if self.columns and self.columns != columns:
            raise Unclear(node.part, "SELECT of other columns than the one before")
        self.columns = self.columns or columns
        self.modes[node.sql.part.first] = ROWS

    def assigned(self, sql: TsqlSql, tree: Tree, root: exp.Select) -> None:
        for one, value in zip(sql.assigned, root.expressions, strict=True):
            target = self.of_variable(one.target)
            found = self.expressions.known(tree, value)
            text = value.name if isinstance(value, (exp.Literal, exp.National)) else None
            if not storable(target, found, text):
                raise Unclear(one.part, "conversion between types")
            if len(one.words(one.operator)) > 1:
                self.compound(one, target, one.words(one.operator)[0])
        if any(v for k, v in root.args.items() if k != "expressions"):
            kept = self.looping > 0 or any(a.target.value.lower() in self.written for a in sql.assigned)
            self.modes[sql.part.first] = mode(sql, root, self.context, kept)
        self.written |= {a.target.value.lower() for a in sql.assigned}


EVENTS: Final = frozenset({"insert", "update", "delete"})


def is_change(node: Node) -> bool:
    return isinstance(node, TsqlSql) and node.verb != "select"


def is_counted(node: Node | None, modes: Mapping[int, str]) -> bool:
    """@@ROWCOUNT behind it tells the rows of this statement."""
    if not isinstance(node, TsqlSqlStatement):
        return False
    return node.sql.verb != "select" or modes.get(node.sql.part.first) == INTO


def always_returns(nodes: tuple[Node, ...]) -> bool:
    """The last statement is RETURN, as T-SQL asks it of functions, or a block that ends so."""
    last = next((n for n in reversed(nodes) if not isinstance(n, Nothing)), None)
    if isinstance(last, BeginEnd):
        return always_returns(last.statements)
    return isinstance(last, Return)


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
    Return: TsqlUnits.return_,
    Print: TsqlUnits.print_,
    Raiserror: TsqlUnits.raiserror,
    Throw: TsqlUnits.throw,
    TsqlSqlStatement: TsqlUnits.sql,
}
