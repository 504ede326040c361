"""column {column} is not in the target's table

The query reads a computed column whose value the target cannot store (DD202): it calls the function that gives it. Where
there is none, write the column's expression into the query, or make it a column that a trigger fills.

```zh
目标表中没有列 {column}
该查询读取的计算列无法在目标库中存储（DD202）：改为调用给出该值的函数。没有该函数时，请把表达式写入查询，或改为由触发器填写的普通列。
```
```setup sqlserver
CREATE TABLE patient (id INT, born DATE, age AS YEAR(GETDATE()) - YEAR(born), room INT)
GO
INSERT INTO patient (id, born, room) VALUES (1, DATEADD(year, -30, GETDATE()), 5)
```
```sqlserver
SELECT p.id, p.age, room FROM patient p WHERE age > 20 ORDER BY p.age
```
```postgres
SELECT p.id, public.age(p), room FROM patient p WHERE public.age(p) > 20 ORDER BY public.age(p) NULLS FIRST
```
```rows
1 | 30 | 5
```
```refused 42703
```
```setup
CREATE TABLE patient (id INT, born DATE, age AS dbo.age_of(born, GETDATE()))
```
```sqlserver
SELECT p.id, p.age FROM patient p
```
```refused 42703
```
```quiet
SELECT p.id, p.born FROM patient p
```
"""

from typing import Any

from sqlglot import exp

from dbmigrate.catalog.keys import fold
from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import TABLE, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.ddl.column_function import function_name, function_type
from dbmigrate.rules.ddl.stored_calls import is_left_out


@rule("DD246", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=TABLE)
def check(found: Expr, context: Context) -> Hit | None:
    node = found.node
    parts = [p for p in (node.args.get("db"), node.this) if isinstance(p, exp.Identifier)]
    table = context.catalog.table(tuple(fold("sqlserver", p.this, True) for p in parts), context.schema)
    gone = {name for name, column in table.columns.items() if is_left_out(column)} if table else set()
    if table is None or not gone:
        return None
    alias = node.alias_or_name
    replace: list[tuple[Any, ...]] = []
    used = [c for c in node.root().find_all(exp.Column) if c.name.lower() in gone and is_of(c, alias)]
    for column in used:
        if not function_type(table.columns[column.name.lower()], table, context):
            return Hit(values={"column": column.name}, at=found.view(column).part, fix=Fix.REVIEW)
        name = function_name((table.schema, table.name.lower()), column.name, context)
        row = context.names.spell(alias, False, "alias")
        replace.append((found.view(column), literal_template(f"{name}({row})")))
    return Hit(replace=replace, values={"column": used[0].name}) if used else None


def is_of(column: exp.Column, alias: str) -> bool:
    return column.table.lower() in ("", alias.lower())
