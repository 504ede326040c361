'''partitioned table ({kind})

The table is written without partitions: it answers the same and takes every row, but dropping or scanning one
partition alone is no longer possible. PostgreSQL wants the columns of the partition key in each primary key and unique
constraint and has no partitions by reference, by system or by several listed columns.

```zh
分区表（{kind}）
写成不分区的普通表：查询结果相同，任何行都能写入，但不能再单独删除或扫描一个分区。PostgreSQL 要求主键和唯一约束包含分区列，
也没有引用分区、系统分区和多列的列表分区。
```
```oracle
CREATE TABLE visit (id VARCHAR(10), day NUMBER(5,2), CONSTRAINT pk_visit PRIMARY KEY (id))
  PARTITION BY RANGE (day) INTERVAL (30)
  (PARTITION p1 VALUES LESS THAN (100) TABLESPACE his_data, PARTITION p2 VALUES LESS THAN (MAXVALUE))
```
```postgres
-- dbmigrate DD051 2: partitioned table (range) (a primary key or unique index does not hold the partition key)
CREATE TABLE visit (id VARCHAR(10), day numeric(5,2), CONSTRAINT pk_visit PRIMARY KEY (id))
```
```then
INSERT INTO visit VALUES ('1', 500);
SELECT id, day FROM visit
```
```rows
1 | 500.00
```
```quiet
CREATE TABLE visit (id VARCHAR(10), day NUMBER(5,2)) PARTITION BY RANGE (day) (PARTITION p1 VALUES LESS THAN (100))
```
```notes
key | a primary key or unique index does not hold the partition key | 主键或唯一索引不包含分区列
computed | the partition key is a virtual column | 分区列是虚拟列
kind | the target has no such partitions | 目标库没有这种分区
```
'''

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.ddl.oracle_partition_plan import obstacle
from dbmigrate.syntax.ddl.nodes import CreateTable


@rule("DD051", source="oracle", severity=Severity.SLOWER, fix=Fix.REVIEW, on=node(CreateTable))
def check(table: CreateTable, context: Context) -> Hit | None:
    found = table.partitioning
    note = obstacle(table, context) if found is not None else ""
    if found is None or not note:
        return None
    return Hit(replace=[(found, "")], values={"kind": found.kind}, at=found.part, note=note)
