'''table property without counterpart: {property}

READ ONLY tables, IMMUTABLE and BLOCKCHAIN tables, periods of validity and shards have no counterpart. An ordinary table
is written; what the property forbids or does has to be arranged by rights, triggers or the application.

```zh
没有对应写法的表属性：{property}
只读表、不可变表、区块链表、有效期（PERIOD FOR）和分片没有对应物，写成普通表；其限制或功能须用权限、触发器或应用实现。
```
```oracle
CREATE TABLE visit (id VARCHAR(10)) READ ONLY
```
```postgres
-- dbmigrate DD048 1: table property without counterpart: READ ONLY
CREATE TABLE visit (id VARCHAR(10))
```
```then
INSERT INTO visit VALUES ('1');
SELECT id FROM visit
```
```rows
1
```
```refused 42601
```
```oracle
CREATE IMMUTABLE TABLE visit (id VARCHAR(10), since VARCHAR(10), till VARCHAR(10), PERIOD FOR valid (since, till)) NO DROP UNTIL 1 DAYS IDLE NO DELETE
```
```postgres
-- dbmigrate DD048 1: table property without counterpart: IMMUTABLE
CREATE TABLE visit (id VARCHAR(10), since VARCHAR(10), till VARCHAR(10))
```
```quiet
CREATE TABLE visit (id VARCHAR(10), immutable VARCHAR(10))
```
'''

from typing import Final

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import DROP, Fix, Hit, Item, Severity
from dbmigrate.syntax.ddl.nodes import CreateTable, Phrase

DROPPED: Final = frozenset({"read only", "read write", "immutable", "blockchain", "sharded", "duplicated"})


@rule("DD048", source="oracle", severity=Severity.REFUSED, fix=Fix.REVIEW, on=node(CreateTable))
def check(table: CreateTable) -> Hit | None:
    tail = [p for p in table.tail if isinstance(p, Phrase)]
    gone = [p for p in (*table.options, *tail) if p.kind in DROPPED]
    periods = [e for e in table.elements if isinstance(e, Phrase) and e.kind == "period"]
    if not gone and not periods:
        return None
    replace: list[tuple[object, ...]] = [(p, "") for p in gone]
    replace += [(Item(p.part, table.chain), DROP) for p in periods]
    shown = (gone or periods)[0]
    return Hit(replace=replace, values={"property": " ".join(filter(None, shown.words()[:2]))})
