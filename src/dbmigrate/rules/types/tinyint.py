"""tinyint is smallint on the target

The target has no type of one byte. A check keeps the range from 0 to 255.

```zh
tinyint 在目标库中为 smallint
目标库没有单字节整数类型。用 CHECK 约束保持 0 至 255 的取值范围。
```
```sqlserver
CREATE TABLE triage (id INT, level TINYINT NOT NULL)
```
```postgres
CREATE TABLE triage (id INT, level smallint NOT NULL CHECK (level BETWEEN 0 AND 255))
```
```then
INSERT INTO triage VALUES (1, 255);
SELECT id, level FROM triage
```
```rows
1 | 255
```
```refused 42704
```
```sqlserver
SELECT CAST(7 AS tinyint) AS n
```
```postgres
SELECT CAST(7 AS smallint) AS n
```
```rows
7
```
```refused 42704
```
```quiet
CREATE TABLE triage (level SMALLINT, tinyint_no INT)
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.types.checks import checked_column
from dbmigrate.syntax.ddl.nodes import TypeName


@rule("TY023", source="sqlserver", severity=Severity.REFUSED, on=node(TypeName))
def check(found: TypeName, context: Context) -> Hit | None:
    if found.user or found.keyword != "TINYINT":
        return None
    column = checked_column(found, context)
    replace: list[tuple[object, ...]] = [(found.part, "smallint")]
    if column:
        replace.append((column.part.after, " CHECK ({} BETWEEN 0 AND 255)", column.name))
    return Hit(replace=replace)
