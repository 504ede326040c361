"""{name} in code

PL/pgSQL has no such variable. An error ends the routine before @@ERROR could be asked for it, so it is always 0 there;
@@TRANCOUNT and XACT_STATE() only guard statements that are left out; the status of FETCH is kept in a variable.

```zh
代码中的 {name}
PL/pgSQL 没有该变量。出错时例程在读取 @@ERROR 之前就已结束，因此其值总是 0；@@TRANCOUNT 与 XACT_STATE() 只用于保护已去掉的事务语句；FETCH 的状态保存在变量中。
```
```notes
error | an error ends the code before it is asked for: what the code does on an error is not run | 出错时代码在读取之前结束：针对错误的处理不会执行
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
-- dbmigrate PL216 4: @@ERROR in code (an error ends the code before it is asked for: what the code does on an error is not run)
CREATE PROCEDURE add_ward (n INTEGER, INOUT failed INTEGER) AS $$
BEGIN
  INSERT INTO ward (id) VALUES (n);
  IF 0 <> 0 THEN
    failed := 1;
  ELSE
    failed := 0;
  END IF;
END;
$$ LANGUAGE plpgsql
```
```then
CALL add_ward(1, NULL)
```
```rows
0
```
```refused 42703
```
```quiet
SELECT 1 AS error
```
"""

from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import VARIABLE, call, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.global_variable import ANSWERS, LAST
from dbmigrate.rules.procedural.tsql_judged import ROWCOUNT
from dbmigrate.rules.procedural.tsql_judgement import FETCHED, understood
from dbmigrate.syntax.ddl.nodes import Node
from dbmigrate.syntax.procedural.statements import Transaction
from dbmigrate.syntax.procedural.tsql_statements import BeginEnd, Nothing, TryCatch, TsqlIf

KNOWN: Final = frozenset({ROWCOUNT, *ANSWERS, *LAST})


@rule("PL216", source="sqlserver", severity=Severity.REFUSED, on=(VARIABLE, call("XACT_STATE")))
def check(found: Expr, context: Context) -> Hit | None:
    name = found.node.name.upper()
    asked = name == "XACT_STATE" or (name.startswith("@@") and name not in KNOWN)
    judgement = understood(context) if asked else None
    if judgement is None:
        return None
    values = {"name": name}
    if name == FETCHED:
        return Hit(replace=[(found, judgement.names[FETCHED.lower()])], values=values)
    if name == "@@ERROR" and not is_handled(context):
        return Hit(replace=[(found, "0")], values=values, note="error", fix=Fix.REVIEW)
    if name in ("@@TRANCOUNT", "XACT_STATE"):
        if any(isinstance(n, TsqlIf) and guards_transactions(n) for n in context.path):
            return Hit(replace=[(found, "1")], values=values)
        return Hit(replace=[(found, "1")], values=values, note="count", fix=Fix.REVIEW)
    return Hit(values=values, note="none", fix=Fix.NONE)


def is_handled(context: Context) -> bool:
    """The place is in a CATCH block, which knows of an error."""
    places = [n.part.first for n in context.path[1:]]
    return any(
        isinstance(n, TryCatch) and n.begin_catch is not None and max(places) > n.begin_catch.first for n in context.path
    )


def guards_transactions(statement: TsqlIf) -> bool:
    return statement.otherwise is None and only_transactions(statement.then)


def only_transactions(node: Node) -> bool:
    if isinstance(node, BeginEnd):
        return all(only_transactions(n) for n in node.statements)
    return isinstance(node, (Transaction, Nothing))
