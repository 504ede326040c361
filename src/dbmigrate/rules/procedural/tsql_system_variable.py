"""{name} in code

PL/pgSQL has no such variable. @@ERROR becomes a variable that the statement before it sets (PL252), and 0 where no error
can come before it; @@TRANCOUNT and XACT_STATE() only guard statements that are left out; the status of FETCH is kept in
a variable.

```zh
代码中的 {name}
PL/pgSQL 没有该变量。@@ERROR 改为由前一语句赋值的变量（PL252），之前不可能出错时为 0；@@TRANCOUNT 与 XACT_STATE() 只用于保护已去掉的事务语句；FETCH 的状态保存在变量中。
```
```notes
batch | errors that end the whole batch in SQL Server, such as failed conversions, come to the check as well | 在 SQL Server 中终止整个批处理的错误（如转换失败）在此也会进入检查
error | an error ends the code before it is asked for: what the code does on an error is not run | 出错时代码在读取之前结束：针对错误的处理不会执行
number | errors have the numbers that SQL Server gives them, as far as they are known | 错误号按 SQL Server 的编号给出（限已知部分）
count | it is 1 here: whether the caller has begun a transaction is not known | 此处取 1：无法得知调用方是否已开启事务
none | the target has no counterpart | 目标库没有对应物
```
```setup
CREATE TABLE ward (id INTEGER PRIMARY KEY);
```
```sqlserver
CREATE PROCEDURE add_ward @n INTEGER, @failed INTEGER OUTPUT AS
BEGIN
  INSERT INTO ward (id) VALUES (@n)
  IF @@ERROR <> 0
    SET @failed = 1
  ELSE
    SET @failed = 0
END
```
```postgres
-- dbmigrate PL216 4: @@ERROR in code (errors that end the whole batch in SQL Server, such as failed conversions, come to the check as well)
CREATE PROCEDURE add_ward (n INTEGER, INOUT failed INTEGER) AS $$
DECLARE
  error_code integer;
BEGIN
  BEGIN
  INSERT INTO ward (id) VALUES (n);
  error_code := 0;
  EXCEPTION WHEN OTHERS THEN error_code := dbmigrate.caught(SQLSTATE, SQLERRM);
  END;
  IF error_code <> 0 THEN
    failed := 1;
  ELSE
    failed := 0;
  END IF;
END;
$$ LANGUAGE plpgsql
```
```then
CREATE TABLE said (n INTEGER);
DO $$ DECLARE f INTEGER; BEGIN CALL add_ward(1, f); INSERT INTO said VALUES (f); CALL add_ward(1, f); INSERT INTO said VALUES (f); END $$;
SELECT n FROM said
```
```rows
0
1
```
```refused 42703
```
```quiet
SELECT 1 AS error
```
"""

from typing import Any, Final

from sqlglot import exp

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import VARIABLE, call, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.global_variable import ANSWERS, LAST
from dbmigrate.rules.procedural.tsql_errors import ERROR
from dbmigrate.rules.procedural.tsql_judged import ROWCOUNT
from dbmigrate.rules.procedural.tsql_judgement import FETCHED, TsqlJudgement, understood
from dbmigrate.rules.procedural.tsql_unreached import open_before
from dbmigrate.syntax.ddl.nodes import Node
from dbmigrate.syntax.procedural.statements import Statement, Transaction
from dbmigrate.syntax.procedural.tsql_nodes import TsqlUnit
from dbmigrate.syntax.procedural.tsql_statements import BeginEnd, Declare, Nothing, TryCatch, TsqlIf, While

KNOWN: Final = frozenset({ROWCOUNT, *ANSWERS, *LAST})


@rule("PL216", source="sqlserver", severity=Severity.REFUSED, on=(VARIABLE, call("XACT_STATE")))
def check(found: Expr, context: Context) -> Hit | None:
    name = found.node.name.upper()
    asked = name == "XACT_STATE" or (name.startswith("@@") and name not in KNOWN)
    judgement = understood(context) if asked else None
    if judgement is None or (name == "@@PROCID" and is_named(found)):
        return None
    values = {"name": name}
    unit = context.above(TsqlUnit)
    if name == "@@PROCID" and unit is not None and unit.name is not None:
        own = unit.name.text().replace("'", "''")
        looked_up = literal_template(f"dbmigrate.object_id('{own}')")
        return Hit(replace=[(found, looked_up)], values=values, helpers=("catalogue", "catalogue_names"))
    if name == FETCHED:
        return Hit(replace=[(found, judgement.names[FETCHED.lower()])], values=values)
    if name == ERROR:
        return of_error(found, judgement, context)
    if name in ("@@TRANCOUNT", "XACT_STATE"):
        place = max((n.part.first for n in context.path), default=0)
        if unit is not None and (known := open_before(place, unit, context)) is not None:
            return Hit(replace=[(found, str(known if name == "@@TRANCOUNT" else min(known, 1)))], values=values)
        if any(isinstance(n, TsqlIf) and guards_transactions(n) for n in context.path):
            return Hit(replace=[(found, "1")], values=values)
        return Hit(replace=[(found, "1")], values=values, note="count", fix=Fix.REVIEW)
    return Hit(values=values, note="none", fix=Fix.NONE)


def is_named(found: Expr) -> bool:
    """OBJECT_NAME(@@PROCID): SE231."""
    above = found.parent
    return isinstance(above, exp.Anonymous) and above.name.upper() in ("OBJECT_NAME", "OBJECT_SCHEMA_NAME")


def of_error(found: Expr, judgement: TsqlJudgement, context: Context) -> Hit:
    """0 where no error can have come before; else the variable that the statement before it sets."""
    at = max((k for k, n in enumerate(context.path) if isinstance(n, Statement)), default=0)
    own, above, errors = context.path[at], context.path[at - 1] if at else None, judgement.errors
    values = {"name": ERROR}
    if isinstance(above, TryCatch) and next((n for n in above.handler if not isinstance(n, Nothing)), None) is own:
        number = "dbmigrate.error_number(SQLSTATE)"
        return Hit(replace=[(found, number)], values=values, note="number", fix=Fix.REVIEW, helpers=("error_number",))
    if own.part.first in errors.asking:
        first = own.part.first == min(errors.asking)
        more: dict[str, Any] = {"note": "batch", "fix": Fix.REVIEW} if first else {}
        return Hit(replace=[(found, judgement.names[ERROR.lower()])], values=values, **more)
    if errors.ends_code or own.part.first in errors.certain or is_first(own, above):
        return Hit(replace=[(found, "0")], values=values)
    return Hit(replace=[(found, "0")], values=values, note="error", fix=Fix.REVIEW)


def is_first(own: Node, above: Node | None) -> bool:
    """Of its list, or alone in its branch: what decides on the branch has set it to 0."""
    if isinstance(above, (TsqlIf, While)):
        return True
    statements = getattr(above, "statements", ())
    return next((n for n in statements if not isinstance(n, (Nothing, Declare)) or n is own), None) is own


def is_handled(context: Context, statement: Node | None = None) -> bool:
    """The place, or the statement, is in a CATCH block, which knows of an error."""
    places = [n.part.first for n in (*context.path[1:], *([statement] if statement is not None else []))]
    return any(
        isinstance(n, TryCatch) and n.begin_catch is not None and max(places) > n.begin_catch.first for n in context.path
    )


def guards_transactions(statement: TsqlIf) -> bool:
    return statement.otherwise is None and only_transactions(statement.then)


def only_transactions(node: Node) -> bool:
    if isinstance(node, BeginEnd):
        return all(only_transactions(n) for n in node.statements)
    return isinstance(node, (Transaction, Nothing))
