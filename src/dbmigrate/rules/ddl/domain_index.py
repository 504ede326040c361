'''index of a kind that PostgreSQL does not have

Domain indexes (Oracle Text and others), indexes on clusters and bitmap join indexes have no counterpart. The
statement is left out; queries answer the same without it, but CONTAINS and its relatives need another design.

```zh
PostgreSQL 没有的索引类型
域索引（如 Oracle Text 全文索引）、簇索引、位图连接索引没有对应物，语句被注释掉。普通查询结果不变，但 CONTAINS 等全文检索需要重新设计。
```
```setup
CREATE TABLE visit (id INTEGER, memo VARCHAR(10))
```
```oracle
CREATE INDEX ix_memo ON visit (memo) INDEXTYPE IS CTXSYS.CONTEXT
```
```postgres
-- dbmigrate DD032 1: index of a kind that PostgreSQL does not have
-- CREATE INDEX ix_memo ON visit (memo) INDEXTYPE IS CTXSYS.CONTEXT
```
```refused 42601
```
```quiet
CREATE INDEX ix_memo ON visit (memo)
```
'''

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import COMMENT_OUT, Fix, Hit, Severity
from dbmigrate.rules.ddl.oracle_left_out import is_left_out
from dbmigrate.syntax.ddl.nodes import CreateIndex


@rule("DD032", source="oracle", severity=Severity.REFUSED, fix=Fix.REVIEW, on=node(CreateIndex))
def check(index: CreateIndex) -> Hit | None:
    return Hit(replace=[(index, COMMENT_OUT)]) if is_left_out(index) else None
