'''partitioned table ({kind})

The table is written without partitions: it answers the same and takes every row, but dropping or scanning one
partition alone is no longer possible. Where its size asks for partitions, PostgreSQL's PARTITION BY is set up by hand.

```zh
分区表（{kind}）
写成不分区的普通表：查询结果相同，任何行都能写入，但不能再单独删除或扫描一个分区。数据量需要分区时，请用 PostgreSQL 的 PARTITION BY 手工建立。
```
```oracle
CREATE TABLE visit (id NUMERIC(9), day NUMERIC(9))
  PARTITION BY RANGE (day) INTERVAL (30)
  (PARTITION p1 VALUES LESS THAN (100) TABLESPACE his_data, PARTITION p2 VALUES LESS THAN (MAXVALUE))
```
```postgres
-- dbmigrate DD051 2: partitioned table (range)
CREATE TABLE visit (id NUMERIC(9), day NUMERIC(9))
```
```then
INSERT INTO visit VALUES (1, 500);
SELECT id, day FROM visit
```
```rows
1 | 500
```
```quiet
CREATE TABLE visit (id INTEGER, partition_no INTEGER)
```
'''

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.syntax.ddl.nodes import Partitioning


@rule("DD051", source="oracle", severity=Severity.SLOWER, fix=Fix.REVIEW, on=node(Partitioning))
def check(partitioning: Partitioning) -> Hit | None:
    return Hit(replace=[(partitioning, "")], values={"kind": partitioning.kind}, at=partitioning.part)
