"""column {column} is not in the target's table

The query reads a computed column whose value the target cannot store, so that it was left out of its table (DD202). Write
its expression into the query, or a column that a trigger fills.

```zh
目标表中没有列 {column}
该查询读取的计算列无法在目标库中存储，已从表中去除（DD202）。请把表达式写入查询，或改为由触发器填写的普通列。
```
```setup
CREATE TABLE patient (id INT, born DATE, age AS DATEDIFF(year, born, GETDATE()))
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

from sqlglot import exp

from dbmigrate.catalog.keys import fold
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import TABLE, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.ddl.computed_value import is_left_out


@rule("DD246", source="sqlserver", severity=Severity.REFUSED, fix=Fix.REVIEW, on=TABLE)
def check(found: Expr, context: Context) -> Hit | None:
    node = found.node
    parts = [p for p in (node.args.get("db"), node.this) if isinstance(p, exp.Identifier)]
    table = context.catalog.table(tuple(fold("sqlserver", p.this, True) for p in parts), context.schema)
    gone = {name for name, column in table.columns.items() if is_left_out(column)} if table else set()
    if not gone:
        return None
    alias = node.alias_or_name.lower()
    for column in node.root().find_all(exp.Column):
        if column.name.lower() in gone and column.table.lower() in ("", alias):
            return Hit(values={"column": column.name}, at=found.view(column).part)
    return None
