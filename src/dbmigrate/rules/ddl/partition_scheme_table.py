"""the table is partitioned by scheme {scheme}

PostgreSQL declares partitions with the table, and each needs a table of its own; its primary key must hold the partition
column. The table is written in one piece, which answers the same and may be slower.

```zh
按分区方案 {scheme} 分区的表
PostgreSQL 的分区随表声明，每个分区是一张表，且主键须含分区列。此处生成为一张整表，结果相同，可能变慢。
```
```sqlserver
CREATE TABLE visit (id INT NOT NULL) ON ps_visit(id)
```
```postgres
-- dbmigrate DD207 1: the table is partitioned by scheme ps_visit
CREATE TABLE visit (id INT NOT NULL)
```
```quiet
CREATE TABLE visit (id INT NOT NULL)
```
"""

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.syntax.ddl.nodes import CreateTable


@rule("DD207", source="sqlserver", severity=Severity.SLOWER, fix=Fix.REVIEW, on=node(CreateTable))
def check(table: CreateTable) -> Hit | None:
    found = table.partitioning
    if found is None or found.kind != "scheme":
        return None
    scheme = found.scheme.value if found.scheme else ""
    return Hit(replace=[(found, "")], values={"scheme": scheme}, at=found.part)
