'''upkeep of storage in ALTER TABLE

Moving, shrinking, logging, caching, parallel degree and supplemental logs have no counterpart and do not change what
the table means. The action is removed; a statement with nothing else in it is left out.

```zh
ALTER TABLE 中的存储维护
MOVE、SHRINK、LOGGING、CACHE、PARALLEL、附加日志等没有对应写法，也不改变表的含义。该动作被删除；没有其他动作的语句被注释掉。
```
```setup
CREATE TABLE visit (id INTEGER);
INSERT INTO visit VALUES (1)
```
```oracle
ALTER TABLE visit MOVE TABLESPACE his_data
```
```postgres
-- ALTER TABLE visit MOVE TABLESPACE his_data
```
```then
SELECT * FROM visit
```
```rows
1
```
```refused 42601
```
```oracle
ALTER TABLE visit NOLOGGING ADD kind NUMERIC(9)
```
```postgres
ALTER TABLE visit ADD kind NUMERIC(9)
```
```then
SELECT * FROM visit
```
```rows
1 | NULL
```
```quiet
ALTER TABLE visit ADD storage INTEGER
```
'''

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import COMMENT_OUT, Hit, Severity
from dbmigrate.rules.ddl.oracle_left_out import STORAGE_ACTIONS, is_left_out
from dbmigrate.syntax.ddl.nodes import AlterTable


@rule("DD042", source="oracle", severity=Severity.REFUSED, on=node(AlterTable))
def check(alter: AlterTable) -> Hit | None:
    idle = [a for a in alter.actions if a.kind in STORAGE_ACTIONS]
    if len(idle) == len(alter.actions):
        return Hit(replace=[(alter, COMMENT_OUT)])
    if not idle or is_left_out(alter):
        return None
    return Hit(replace=[(a, "") for a in idle])
