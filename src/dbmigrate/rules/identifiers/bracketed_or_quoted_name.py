"""name in brackets or quotes: {old} is written {new}

PostgreSQL knows no brackets. Oracle folds names without quotes to upper case and PostgreSQL to lower case, so that
`"VISIT"` and `visit`, one table in Oracle, would be two. Names are therefore written without marks, or in the quotes
that the target needs.

```zh
带方括号或引号的名称：{old} 写为 {new}
PostgreSQL 不支持方括号。不带引号的名称在 Oracle 中转为大写，在 PostgreSQL 中转为小写，因此 Oracle 中的同一张表
`"VISIT"` 与 `visit` 在目标库中会成为两张表。名称去掉标记，或改为目标库需要的引号。
```
```oracle
CREATE TABLE "VISIT" ("ID" NUMERIC(9), memo VARCHAR(10))
```
```postgres
CREATE TABLE visit (id NUMERIC(9), memo VARCHAR(10))
```
```then
INSERT INTO visit (id, memo) VALUES (1, 'a');
SELECT id, memo FROM visit
```
```rows
1 | a
```
```setup
CREATE TABLE visit (id INTEGER, memo VARCHAR(10));
INSERT INTO visit VALUES (1, 'a');
```
```sqlserver
SELECT [v].[id] AS [n o] FROM [visit] AS [v]
```
```postgres
SELECT v.id AS "n o" FROM visit AS v
```
```rows
1
```
```quiet
SELECT v.id AS no, '[id]', '"ID"' FROM visit v
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.identifiers.changes import Reason, hit
from dbmigrate.syntax.ddl.nodes import Name


@rule("ID001", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(Name))
def check(name: Name, context: Context) -> Hit | None:
    return hit(name, context, Reason.MARKS)
