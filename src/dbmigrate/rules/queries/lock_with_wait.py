"""FOR UPDATE WAIT

Oracle gives up after so many seconds. The target waits as long as its setting `lock_timeout` says, without end by default.

```zh
FOR UPDATE WAIT 限时等待
Oracle 等待指定秒数后放弃；目标库按参数 `lock_timeout` 等待，默认无限等待。
```
```setup
CREATE TABLE visit (id INTEGER);
INSERT INTO visit VALUES (1);
```
```oracle
SELECT id FROM visit WHERE id = 1 FOR UPDATE WAIT 5
```
```postgres
-- dbmigrate QY017 1: FOR UPDATE WAIT
SELECT id FROM visit WHERE id = 1 FOR UPDATE
```
```rows
1
```
```refused 42601
```
```quiet
SELECT v.id FROM visit v FOR UPDATE NOWAIT
```
"""

from dbmigrate.engine.contract import SELECT, rule
from dbmigrate.engine.views import Select
from dbmigrate.model import Fix, Hit, Part, Severity


@rule("QY017", source="oracle", severity=Severity.REFUSED, fix=Fix.REVIEW, on=SELECT, unless="for_update_wait")
def check(select: Select) -> Hit | None:
    clause = select.clauses.get("FOR")
    if clause is None or select.lexed.words[clause.last - 1] != "WAIT":
        return None
    part = Part(clause.last - 1, clause.last)
    return Hit(replace=[(part, "")], at=part)
