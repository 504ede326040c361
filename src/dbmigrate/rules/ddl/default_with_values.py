"""WITH VALUES behind a default

SQL Server fills a new nullable column with the default only where WITH VALUES stands. The target always does.

```zh
默认值后的 WITH VALUES
SQL Server 仅在写明 WITH VALUES 时用默认值填充新增的可空列；目标库总是填充。
```
```setup
CREATE TABLE visit (id INT);
INSERT INTO visit VALUES (1);
```
```sqlserver
ALTER TABLE visit ADD state INT CONSTRAINT df_state DEFAULT (7) WITH VALUES
```
```postgres
ALTER TABLE visit ADD state INT CONSTRAINT df_state DEFAULT (7)
```
```then
SELECT state FROM visit
```
```rows
7
```
```refused 42601
```
```quiet
CREATE TABLE visit (id INT, state INT CONSTRAINT df_state DEFAULT (7))
```
"""

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.syntax.ddl.nodes import Default


@rule("DD212", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(Default))
def check(default: Default) -> Hit | None:
    if default.column is not None or default.with_values is None:
        return None
    return Hit(replace=[(default.with_values, "")], at=default.with_values)
