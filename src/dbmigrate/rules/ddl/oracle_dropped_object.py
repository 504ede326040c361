'''DROP of a {kind}

CASCADE CONSTRAINTS and FORCE are CASCADE on the target; PURGE, ONLINE and the like go. What the target never had
(synonyms, links, users, package bodies ...) need not be dropped; triggers are dropped on their table.

```zh
删除 {kind}
CASCADE CONSTRAINTS、FORCE 在目标库写成 CASCADE；PURGE、ONLINE 等被删除。目标库没有的对象（同义词、链接、用户、包体等）无须删除；触发器须在其所属表上删除。
```
```setup
CREATE TABLE visit (id INTEGER);
```
```oracle
DROP TABLE visit CASCADE CONSTRAINTS PURGE
```
```postgres
DROP TABLE visit CASCADE
```
```then
SELECT to_regclass('visit') IS NULL
```
```rows
t
```
```refused 42601
```
```oracle
DROP PUBLIC SYNONYM visit FORCE
```
```postgres
-- DROP PUBLIC SYNONYM visit FORCE
```
```oracle
DROP TRIGGER tr_visit
```
```postgres
-- dbmigrate DD036 1: DROP of a trigger (the target drops it on its table)
-- DROP TRIGGER tr_visit
```
```quiet
DROP TABLE visit;
DROP SEQUENCE seq_visit
```
```notes
trigger | the target drops it on its table | 目标库须在其所属表上删除
package | what became of the package has to be dropped | 须删除该包转换后的对象
```
'''

from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import COMMENT_OUT, Fix, Hit, Severity
from dbmigrate.rules.ddl.oracle_left_out import is_left_out, known_trigger
from dbmigrate.syntax.ddl.nodes import Drop

NOTES: Final = {"trigger": "trigger", "package": "package"}
CASCADES: Final = (("CASCADE", "CONSTRAINTS"), ("FORCE",))


@rule("DD036", source="oracle", severity=Severity.REFUSED, on=node(Drop))
def check(drop: Drop, context: Context) -> Hit | None:
    if known_trigger(drop, context):
        return None
    values = {"kind": drop.on}
    if is_left_out(drop):
        note = NOTES.get(drop.on, "")
        fix = Fix.REVIEW if note else Fix.SAFE
        return Hit(replace=[(drop, COMMENT_OUT)], values=values, note=note, fix=fix)
    replace: list[tuple[object, ...]] = []
    for extra in drop.extras:
        if extra.words() in CASCADES:
            replace.append((extra, "CASCADE"))
        elif extra.kind not in ("if exists", "cascade", "unknown"):
            replace.append((extra, ""))
    return Hit(replace=replace, values=values) if replace else None
