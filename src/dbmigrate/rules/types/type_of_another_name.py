"""type {source} is called {target} on the target

The target has a type with the same values under another name. A length that says nothing there goes (`RAW(16)`),
and so do brackets, quotes and a schema around the name of a built-in type.

```zh
数据类型 {source} 在目标库中为 {target}
目标库有取值相同、名称不同的类型。无意义的长度（如 `RAW(16)`）以及内置类型名上的方括号、引号和模式名一并去掉。
```
```oracle
CREATE TABLE emr_doc (body CLOB, photo BLOB, hash RAW(16), score BINARY_DOUBLE)
```
```postgres
CREATE TABLE emr_doc (body text, photo bytea, hash bytea, score double precision)
```
```then
INSERT INTO emr_doc (body, score) VALUES ('入院记录', 1.5);
SELECT body, score FROM emr_doc
```
```rows
入院记录 | 1.5
```
```refused 42704
```
```oracle
CREATE TABLE emr_note (body LONG, extra LONG RAW)
```
```postgres
CREATE TABLE emr_note (body text, extra bytea)
```
```then
INSERT INTO emr_note (body) VALUES ('a');
SELECT body, extra IS NULL FROM emr_note
```
```rows
a | t
```
```sqlserver
CREATE TABLE lis_result (id [int], memo NTEXT, image IMAGE, raw VARBINARY(MAX), kind [sys].[sysname])
```
```postgres
CREATE TABLE lis_result (id int, memo text, image bytea, raw bytea, kind varchar(128))
```
```then
INSERT INTO lis_result (id, memo, kind) VALUES (1, '血常规', 'u');
SELECT id, memo, kind FROM lis_result
```
```rows
1 | 血常规 | u
```
```refused 42601
```
```sqlserver
SELECT CAST('0e984725-c51c-4bf4-9960-e1c80e27aba0' AS UNIQUEIDENTIFIER) AS id
```
```postgres
SELECT CAST('0e984725-c51c-4bf4-9960-e1c80e27aba0' AS uuid) AS id
```
```refused 42704
```
```quiet
CREATE TABLE visit (no INTEGER, name VARCHAR(10), price DECIMAL(8, 2), weight DOUBLE PRECISION)
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.types.spelling import renamed, stays
from dbmigrate.rules.types.typed_xml import is_typed_xml
from dbmigrate.syntax.ddl.nodes import TypeName


@rule("TY001", severity=Severity.REFUSED, on=node(TypeName))
def check(found: TypeName, context: Context) -> Hit | None:
    row = context.source.types.get(found.keyword)
    if found.user or stays(found, context) or found.tail or row is None or row.rule or is_typed_xml(found):
        return None
    return renamed(found, context, row.to, keep=row.keep)
