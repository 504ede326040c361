'''state of a table that PostgreSQL does not have: {action}

A constraint of PostgreSQL cannot be switched off, a table cannot be made read only, and partitions are kept by other
statements. The action is left out.

```zh
PostgreSQL 没有的表状态：{action}
PostgreSQL 的约束不能停用，表不能设为只读，分区用其他语句维护。该动作被注释掉。
```
```setup
CREATE TABLE visit (id INTEGER, CONSTRAINT pk_visit PRIMARY KEY (id));
INSERT INTO visit VALUES (1)
```
```oracle
ALTER TABLE visit DISABLE CONSTRAINT pk_visit
```
```postgres
-- dbmigrate DD043 1: state of a table that PostgreSQL does not have: DISABLE CONSTRAINT (rows that break the constraint are refused)
-- ALTER TABLE visit DISABLE CONSTRAINT pk_visit
```
```refused 42601
```
```oracle
ALTER TABLE visit ENABLE CONSTRAINT pk_visit
```
```postgres
-- ALTER TABLE visit ENABLE CONSTRAINT pk_visit
```
```refused 42601
```
```quiet
ALTER TABLE visit ADD enable INTEGER
```
```notes
disable | rows that break the constraint are refused | 违反该约束的数据会被拒绝
partition | partitions of the target are tables of their own: CREATE TABLE .. PARTITION OF, DROP TABLE, ATTACH | 目标库的分区是独立的表：用 CREATE TABLE .. PARTITION OF、DROP TABLE、ATTACH 维护
read-only | rights have to keep writers away | 需通过权限禁止写入
```
'''

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import COMMENT_OUT, Fix, Hit, Severity
from dbmigrate.rules.ddl.oracle_left_out import STATE_ACTIONS, is_left_out
from dbmigrate.syntax.ddl.nodes import AlterTable

NOTES = {"disable constraint": "disable", "partition": "partition", "read only": "read-only"}


@rule("DD043", source="oracle", severity=Severity.REFUSED, fix=Fix.REVIEW, on=node(AlterTable))
def check(alter: AlterTable) -> Hit | None:
    states = [a for a in alter.actions if a.kind in STATE_ACTIONS]
    if not states:
        return None
    note = next((NOTES[a.kind] for a in states if a.kind in NOTES), "")
    values = {"action": " ".join(w for w in states[0].words(states[0].keyword) if w)}
    fix = Fix.REVIEW if note else Fix.SAFE  # constraints are always enabled and tables always take rows
    if is_left_out(alter):
        return Hit(replace=[(alter, COMMENT_OUT)], values=values, note=note, fix=fix)
    return Hit(replace=[(a, "") for a in states], values=values, note=note, fix=fix)
