"""the index {name} on the computed column {column}, which the target's table does not have

The column cannot be stored there and was left out of its table, so its index goes as well. A unique one also kept rows from
being added twice.

```zh
计算列 {column} 已从目标表中去除，其上的索引 {name} 随之去除
该列无法在目标库中存储，索引也无法建立；若为唯一索引，则不再阻止重复数据。
```
```sqlserver
CREATE TABLE patient (id INT, born DATE, age AS datediff(year, born, getdate()))
GO
CREATE INDEX ix_age ON patient (age, id)
```
```postgres
-- dbmigrate DD202 1: the computed column age (the target cannot store it: a function of the row gives it, SELECT * does not)
CREATE TABLE patient (id INT, born DATE);
CREATE FUNCTION public.age(public.patient) RETURNS integer AS $computed$
BEGIN RETURN (SELECT dbmigrate.datediff('year', born, clock_timestamp()::timestamp(3)) FROM (SELECT ($1).*) AS computed_row); END;
$computed$ LANGUAGE plpgsql STRICT;

-- dbmigrate DD245 3: the index ix_age on the computed column age, which the target's table does not have
-- CREATE INDEX ix_age ON patient (age, id)
```
```refused 42703
```
```setup
CREATE TABLE patient (id INT, price INT, twice INT);
```
```quiet
CREATE INDEX ix_twice ON patient (twice)
```
"""

from dbmigrate.catalog.elements import key_of
from dbmigrate.catalog.keys import path_of
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.ddl import idle_statement
from dbmigrate.rules.ddl.stored_calls import is_left_out
from dbmigrate.syntax.ddl.nodes import CreateIndex, Name


@rule("DD245", source="sqlserver", severity=Severity.REFUSED, fix=Fix.REVIEW, on=node(CreateIndex))
def check(index: CreateIndex, context: Context) -> Hit | None:
    if idle_statement.is_left_out(index) or idle_statement.is_on_view(index, context):
        return None
    table = context.catalog.table(path_of(index.table), context.schema)
    named: list[Name] = [c.name for c in index.columns if c.name] + list(index.include.names if index.include else ())
    gone = [n for n in named if table and is_left_out(table.columns.get(key_of(n)))]
    if not gone:
        return None
    values = {"name": index.name.value, "column": gone[0].value}
    return Hit(replace=idle_statement.comment_marks(index, context), values=values)
