"""a comma behind the last element of a table

SQL Server overlooks it, the target does not.

```zh
表定义末尾多余的逗号
SQL Server 忽略最后一个元素后的逗号，目标库报错。
```
```sqlserver
CREATE TABLE visit (
  id INT NOT NULL,
  PRIMARY KEY (id),
)
```
```postgres
CREATE TABLE visit (
  id INT NOT NULL,
  PRIMARY KEY (id)
)
```
```then
INSERT INTO visit VALUES (1);
SELECT id FROM visit
```
```rows
1
```
```refused 42601
```
```quiet
CREATE TABLE visit (id INT NOT NULL, PRIMARY KEY (id))
```
"""

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.syntax.ddl.nodes import CreateTable


@rule("DD235", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(CreateTable))
def check(table: CreateTable) -> Hit | None:
    if table.brackets is None or not table.elements:
        return None
    comma = Part(table.brackets.last - 1, table.brackets.last - 1)
    return Hit(replace=[(comma, "")], at=comma) if table.words(comma) == (",",) else None
