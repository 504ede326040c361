'''external table

The rows of an external table lie in files that the server reads with each query. An ordinary table of the same columns
is written: it is empty until somebody fills it (COPY), or file_fdw takes its place.

```zh
外部表
外部表的数据在文件中，每次查询时由服务器读取。此处写成相同列的普通表：在用 COPY 装入数据或改用 file_fdw 之前是空表。
```
```oracle
CREATE TABLE charge (id VARCHAR(10)) ORGANIZATION EXTERNAL (TYPE ORACLE_LOADER DEFAULT DIRECTORY d LOCATION ('charge.csv')) REJECT LIMIT UNLIMITED
```
```postgres
-- dbmigrate DD049 1: external table
CREATE TABLE charge (id VARCHAR(10))
```
```then
INSERT INTO charge VALUES ('1');
SELECT id FROM charge
```
```rows
1
```
```refused 42601
```
```quiet
CREATE TABLE charge (id VARCHAR(10), external VARCHAR(10))
```
'''

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.syntax.ddl.nodes import CreateTable, Phrase


@rule("DD049", source="oracle", severity=Severity.REFUSED, fix=Fix.REVIEW, on=node(CreateTable))
def check(table: CreateTable) -> Hit | None:
    external = [p for p in table.tail if isinstance(p, Phrase) and p.kind == "external"]
    return Hit(replace=[(p, "") for p in external]) if external else None
