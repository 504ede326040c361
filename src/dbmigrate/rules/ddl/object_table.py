'''table of {type} objects

Each row of an XMLTYPE table is a document; it becomes a table with the one column `object_value`, as Oracle calls it.
Tables of the estate's own object types stay typed tables; of other types nobody knows the columns.

```zh
{type} 对象表
XMLTYPE 表的每一行是一个文档，写成只有一列 object_value（Oracle 的名称）的表。本次输入中对象类型的表仍写成类型表；其他类型的列无从得知。
```
```oracle
CREATE TABLE report OF XMLTYPE XMLTYPE STORE AS SECUREFILE BINARY XML
```
```postgres
-- dbmigrate DD029 1: table of XMLTYPE objects (the rows are in the column object_value)
CREATE TABLE report (object_value xml)
```
```refused 42704
```
```oracle
CREATE TABLE report OF his.report_t
```
```quiet
CREATE TABLE report (xmltype VARCHAR(10))
```
```notes
xml | the rows are in the column object_value | 数据在列 object_value 中
```
'''

from dbmigrate.catalog.keys import path_of
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.syntax.ddl.nodes import CreateTable


@rule("DD029", source="oracle", severity=Severity.REFUSED, fix=Fix.REVIEW, on=node(CreateTable), needs="xml")
def check(table: CreateTable, context: Context) -> Hit | None:
    if table.of_type is None:
        return None
    values = {"type": table.of_type.text()}
    if table.of_type.value.upper() == "XMLTYPE" and table.brackets is None:
        whole = Part(table.name.part.last + 1, table.of_type.part.last)
        return Hit(replace=[(whole, "(object_value xml)")], note="xml", values=values)
    known = context.catalog.user_type(path_of(table.of_type), context.schema)
    return Hit(values=values) if known is None else None
