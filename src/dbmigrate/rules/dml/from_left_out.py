"""DELETE leaves FROM out

Oracle lets the word FROM in front of the table out; PostgreSQL asks for it.

```zh
DELETE 省略 FROM
Oracle 允许省略表名前的 FROM，PostgreSQL 必须写出。
```
```setup oracle
CREATE TABLE visit (id NUMBER(4), ward VARCHAR2(4));
INSERT INTO visit VALUES (1, 'a');
INSERT INTO visit VALUES (2, 'b');
```
```oracle
DELETE visit v WHERE v.ward = NVL('a', 'b')
```
```postgres
DELETE FROM visit v WHERE v.ward = coalesce('a', 'b')
```
```then
SELECT id FROM visit
```
```rows
2
```
```refused 42601
```
```oracle
DELETE -- all of them
 visit
```
```postgres
DELETE FROM -- all of them
 visit
```
```then
SELECT COUNT(*) FROM visit
```
```rows
0
```
```refused 42601
```
```quiet
DELETE FROM visit WHERE id IN (SELECT v.id FROM visit v)
```
"""

from sqlglot import exp

from dbmigrate.engine.contract import change, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Hit, Part, Severity


@rule("DM101", source="oracle", severity=Severity.REFUSED, on=change("delete"), unless="delete_without_from")
def check(delete: Expr) -> Hit | None:
    table = delete.node.this
    if not isinstance(table, exp.Table) or delete.lexed.words[delete.tree.part.first] != "DELETE":
        return None
    verb = Part(delete.tree.part.first, delete.tree.part.first)
    k = verb.first + 1
    while delete.lexed.words[k].startswith("/*"):  # a hint
        k += 1
    return None if delete.lexed.words[k] == "FROM" else Hit(replace=[(Part(k - 1, k - 1).after, " FROM")], at=verb)
