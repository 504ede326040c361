"""name is taken on the target: {old} becomes {new}

PostgreSQL keeps tables, views, sequences and indexes of a schema in one namespace, with the indexes of keys, and has
names of system columns (`xmin`, `ctid` ...) that no column may have. SQL Server names indexes per table; Oracle tells
names in quotes apart by case and has namespaces of their own for indexes and constraints. The later one gets a number.

```zh
名称在目标库中已被占用：{old} 改为 {new}
PostgreSQL 同一模式下的表、视图、序列、索引（含主键和唯一约束的索引）共用一个命名空间，并且列不能使用系统列名
（`xmin`、`ctid` 等）。SQL Server 的索引名只需在表内唯一；Oracle 的索引和约束各有命名空间。后出现者加编号。
```
```oracle
CREATE TABLE visit (id NUMERIC(9), xmin NUMERIC(9))
```
```postgres
-- dbmigrate ID005 1: name is taken on the target: xmin becomes xmin_2
CREATE TABLE visit (id NUMERIC(9), xmin_2 NUMERIC(9))
```
```then
INSERT INTO visit VALUES (1, 2);
SELECT * FROM visit
```
```rows
1 | 2
```
```refused 42701
```
```setup
CREATE TABLE visit (id INTEGER);
CREATE TABLE ward (id INTEGER);
CREATE INDEX ix_id ON visit (id);
```
```sqlserver
CREATE INDEX ix_id ON ward (id)
```
```then
SELECT count(*) FROM pg_indexes WHERE tablename = 'ward'
```
```rows
1
```
```refused 42P07
```
```quiet
CREATE INDEX ix_id ON visit (id)
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.identifiers.changes import Reason, hit
from dbmigrate.syntax.ddl.nodes import Name


@rule("ID005", severity=Severity.REFUSED, fix=Fix.REVIEW, on=node(Name))
def check(name: Name, context: Context) -> Hit | None:
    return hit(name, context, Reason.TAKEN, Fix.REVIEW)
