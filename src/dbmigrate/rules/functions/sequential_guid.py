"""NEWSEQUENTIALID gives ascending GUIDs

The target's gen_random_uuid() gives random ones. They are as unique; an index on them fills in no order.

```zh
NEWSEQUENTIALID 生成递增 GUID
目标库的 gen_random_uuid() 生成随机值，同样唯一，但索引的写入顺序是随机的。
```
```setup
CREATE TABLE visit (id INT, code TEXT);
```
```sqlserver
INSERT INTO visit (id, code) SELECT 1, NEWSEQUENTIALID()
```
```postgres
INSERT INTO visit (id, code) SELECT 1, upper(gen_random_uuid()::text)
```
```then
SELECT id, length(code) FROM visit
```
```rows
1 | 36
```
```refused 42883
```
```quiet
SELECT id, code FROM visit
```
"""

from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity


@rule("FN202", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=call("NEWSEQUENTIALID"))
def check(found: Call) -> Hit | None:
    return None if found.args else Hit(replace=[(found, "gen_random_uuid()")])
