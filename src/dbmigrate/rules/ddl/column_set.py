"""the column set {column}

A column set shows all sparse columns of a row as one XML value and stores nothing. The target has no such thing: the column
is left out, and what reads or writes it has to name the columns themselves.

```zh
列集 {column}
列集把一行的所有稀疏列显示为一个 XML 值，本身不存储数据。目标库没有此机制，予以去除；读写列集的代码须直接使用各列。
```
```sqlserver
CREATE TABLE exam (id INT, height INT NULL, all_values XML COLUMN_SET FOR ALL_SPARSE_COLUMNS)
```
```postgres
-- dbmigrate DD241 1: the column set all_values
CREATE TABLE exam (id INT, height INT NULL)
```
```then
INSERT INTO exam VALUES (1, 170);
SELECT * FROM exam
```
```rows
1 | 170
```
```refused 42601
```
```quiet
CREATE TABLE exam (id INT, height INT NULL, all_values XML)
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import COMMENT_OUT, DROP, Fix, Hit, Item, Severity
from dbmigrate.syntax.ddl.nodes import AlterTable, Column, CreateTable, Phrase


@rule("DD241", source="sqlserver", severity=Severity.REFUSED, fix=Fix.REVIEW, on=node(Column))
def check(column: Column, context: Context) -> Hit | None:
    if not any(isinstance(item, Phrase) and item.kind == "column set" for item in column.items):
        return None
    values = {"column": column.name.value}
    made, altered = context.above(CreateTable), context.above(AlterTable)
    if made is not None:
        return Hit([(Item(column.part, made.chain), DROP)], values=values, at=column.name.part)
    if altered is not None and len(altered.actions) == 1 and len(altered.actions[0].columns) == 1:
        return Hit([(altered, COMMENT_OUT)], values=values, at=column.name.part)
    return Hit(values=values, at=column.name.part)
