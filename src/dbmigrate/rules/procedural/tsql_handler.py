"""{what} of an error handler

TRY and CATCH are one block with an EXCEPTION section. It takes back all that its block has done, where SQL Server keeps
it unless the CATCH block rolls back. ERROR_MESSAGE() is SQLERRM there, with the words of PostgreSQL, and errors have
the numbers that SQL Server gives them.

```zh
错误处理：{what}
TRY 和 CATCH 改为带 EXCEPTION 部分的一个块。出错时该块所做的修改全部撤销，而 SQL Server 会保留，除非 CATCH 中回滚。ERROR_MESSAGE() 对应 SQLERRM，错误文本为 PostgreSQL 的文本，错误号为 SQL Server 的编号。
```
```notes
kept | SQL Server keeps what the block did before the error | SQL Server 保留出错前该块所做的修改
alike | it is not the same on the target | 目标库中的值不同
outside | only the handler itself, and a procedure that it calls, know of the error | 只有异常处理部分及其调用的过程知道该错误
```
```setup
CREATE TABLE ward (id INTEGER PRIMARY KEY);
CREATE TABLE seen (what VARCHAR(200));
```
```sqlserver
CREATE PROCEDURE add_ward @n INTEGER AS
BEGIN
  BEGIN TRY
    IF @n < 0
      THROW 51000, 'negative', 1;
    INSERT INTO ward (id) VALUES (@n)
  END TRY
  BEGIN CATCH
    PRINT ERROR_MESSAGE()
    INSERT INTO seen (what) VALUES ('failed')
  END CATCH
END
```
```postgres
CREATE PROCEDURE add_ward (n INTEGER) AS $$
BEGIN
  BEGIN
    IF n < 0 THEN
      RAISE EXCEPTION USING MESSAGE = 'negative';
    END IF;
    INSERT INTO ward (id) VALUES (n);
  EXCEPTION WHEN OTHERS THEN
    RAISE NOTICE '%', SQLERRM;
    INSERT INTO seen (what) VALUES ('failed');
  END;
END;
$$ LANGUAGE plpgsql
```
```then
CALL add_ward(1);
CALL add_ward(1);
CALL add_ward(-1);
SELECT what FROM seen
```
```rows
failed
failed
```
```refused 42601
```
```quiet
CREATE TABLE try_catch (id INTEGER)
```
"""

from typing import Any, Final

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, node, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.procedural.tsql_judgement import is_written, judge_tsql, understood
from dbmigrate.rules.procedural.tsql_rollbacks import STATE, goes_through
from dbmigrate.rules.procedural.tsql_system_variable import is_handled
from dbmigrate.rules.procedural.tsql_text import is_change_of_data, is_closed
from dbmigrate.syntax.ddl.nodes import Node, below
from dbmigrate.syntax.procedural.statements import Transaction
from dbmigrate.syntax.procedural.tsql_nodes import TsqlUnit
from dbmigrate.syntax.procedural.tsql_statements import Execute, Nothing, Throw, TryCatch, TsqlSql

# Functions on the error in hand: what says the same, and whether it may differ.
ANSWERS: Final = {
    "ERROR_MESSAGE": ("SQLERRM", False),
    "ERROR_NUMBER": ("dbmigrate.error_number(SQLSTATE)", True),
    "ERROR_SEVERITY": ("16", True),
    "ERROR_STATE": ("1", True),
    "ERROR_LINE": ("NULL::integer", True),
}
# The same of the error that the CATCH block of a caller has in hand (PL320); NULL without one.
KEPT: Final = {
    "ERROR_MESSAGE": "dbmigrate.kept_error(2)",
    "ERROR_NUMBER": "dbmigrate.kept_error_as(dbmigrate.error_number(dbmigrate.kept_error(1)))",
    "ERROR_SEVERITY": "dbmigrate.kept_error_as(16)",
    "ERROR_STATE": "dbmigrate.kept_error_as(1)",
    "ERROR_LINE": "NULL::integer",
    "ERROR_PROCEDURE": "dbmigrate.kept_error(3)",
}


@rule(
    "PL214",
    source="sqlserver",
    severity=Severity.REFUSED,
    on=(node(TryCatch), *map(call, (*ANSWERS, "ERROR_PROCEDURE"))),
)
def check(found: TryCatch | Call, context: Context) -> Hit | None:
    if understood(context) is None:
        return None
    if isinstance(found, Call):
        return of_error(found, context)
    if not is_written(found, context) or found.end_try is None:
        return None
    if found.begin_catch is None or found.end_catch is None:
        return None
    between = Part(found.end_try.first, found.begin_catch.last)
    more: dict[str, Any] = {"note": "kept", "fix": Fix.REVIEW} if keeps(found) else {}
    unit = context.above(TsqlUnit)
    through = unit is not None and goes_through(found, judge_tsql(unit, context).undone)
    passed = f"WHEN SQLSTATE '{STATE}' THEN RAISE; " if through else ""
    nothing = "" if any(not isinstance(n, (Nothing, Transaction)) for n in found.handler) else " NULL;"
    return Hit(
        replace=[
            (found.begin_try, "BEGIN"),
            (between, f"EXCEPTION {passed}WHEN OTHERS THEN{nothing}"),
            (found.end_catch, "END" if is_closed(found) else "END;"),
        ],
        values={"what": "TRY, CATCH"},
        **more,
    )


def of_error(found: Call, context: Context) -> Hit:
    name = found.node.name.upper()
    values = {"what": f"{name}()"}
    unit = context.above(TsqlUnit)
    helpers = ("error_number",) if name == "ERROR_NUMBER" else ()
    text, differs = ANSWERS.get(name, ("", False))
    if not is_handled(context):
        if unit is None or unit.kind != "procedure":
            return Hit(values=values, note="outside", fix=Fix.NONE)
        text, helpers = KEPT[name], (*helpers, "kept_error")
    elif name == "ERROR_PROCEDURE":
        text, differs = literal_template(routine_text(unit)), calls_others(context)
    more: dict[str, Any] = {"note": "alike", "fix": Fix.REVIEW} if differs else {}
    return Hit(replace=[(found, text)], values=values, helpers=helpers, **more)


def routine_text(unit: TsqlUnit | None) -> str:
    """The name of the code as a constant; a batch has none."""
    if unit is None or unit.name is None:
        return "NULL::text"
    return "'" + unit.name.value.replace("'", "''") + "'"


def calls_others(context: Context) -> bool:
    """The error may be one of a procedure that the TRY block calls."""
    tried = [n for n in context.path if isinstance(n, TryCatch)]
    return any(True for n in tried for s in n.statements for _ in below(s, Execute))


def keeps(found: TryCatch) -> bool:
    """Several changes, of which SQL Server would keep the first ones: nothing in the handler takes them back."""
    if any(isinstance(n, Throw) and not n.arguments for h in found.handler for n in below(h, Throw)):
        return False
    if any(isinstance(n, Transaction) and n.kind == "rollback" for h in found.handler for n in below(h, Transaction)):
        return False
    before: list[Node] = [n for n in found.statements if not isinstance(n, Nothing)]
    changed = [any(is_change_of_data(s) for s in below(n, (TsqlSql, Execute))) for n in before]
    return sum(changed) > 1 or (any(changed) and not changed[-1])
