"""FOR BROWSE

The clause lets a client change rows while it reads them (DB-Library). PostgreSQL has none such; the rows are the same.

```zh
浏览模式 FOR BROWSE
该子句供客户端（DB-Library）在读取时修改行。PostgreSQL 没有对应子句，结果行相同。
```
```setup
CREATE TABLE visit (id INT NOT NULL);
INSERT INTO visit VALUES (1);
```
```sqlserver
SELECT v.id FROM visit v FOR BROWSE
```
```postgres
SELECT v.id FROM visit v
```
```rows
1
```
```refused 42601
```
```quiet
SELECT v.id FROM visit v
```
"""

from dbmigrate.engine.contract import SELECT, rule
from dbmigrate.engine.views import Select
from dbmigrate.model import Fix, Hit, Severity


@rule("QY226", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=SELECT)
def check(select: Select) -> Hit | None:
    clause = select.clauses.get("FOR")
    if clause is None or select.lexed.words[clause.first + 1] != "BROWSE":
        return None
    return Hit(replace=[(clause, "")])
