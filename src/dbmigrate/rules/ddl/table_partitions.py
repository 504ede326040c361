'''table with {count} partitions ({kind})

Each partition becomes a table of PostgreSQL behind the partitioned one. MAXVALUE becomes the DEFAULT partition, which
takes NULL as well, as Oracle's highest one does. INTERVAL and AUTOMATIC make partitions when rows ask for them: here a
DEFAULT partition takes those rows until somebody makes a partition for them.

```zh
有 {count} 个分区的表（{kind}）
每个分区写成 PostgreSQL 的一张子表。MAXVALUE 写成 DEFAULT 分区（与 Oracle 的最高分区一样也接收 NULL）。INTERVAL、AUTOMATIC
会按需自动建立分区；此处由 DEFAULT 分区接收这些行，直到另行建立相应分区。
```
```oracle
CREATE TABLE visit (id VARCHAR(10), day NUMBER(5,2))
  PARTITION BY RANGE (day)
  (PARTITION p1 VALUES LESS THAN (100) TABLESPACE his_data, PARTITION p2 VALUES LESS THAN (200), PARTITION pmax VALUES LESS THAN (MAXVALUE))
```
```postgres
CREATE TABLE visit (id VARCHAR(10), day numeric(5,2))
  PARTITION BY RANGE (day);
CREATE TABLE visit_p1 PARTITION OF visit FOR VALUES FROM (MINVALUE) TO (100);
CREATE TABLE visit_p2 PARTITION OF visit FOR VALUES FROM (100) TO (200);
CREATE TABLE visit_pmax PARTITION OF visit DEFAULT
```
```then
INSERT INTO visit VALUES ('1', 50), ('2', 100), ('3', NULL), ('4', 500);
SELECT id, tableoid::regclass FROM visit ORDER BY id
```
```rows
1 | visit_p1
2 | visit_p2
3 | visit_pmax
4 | visit_pmax
```
```refused 42601
```
```oracle
CREATE TABLE bill (id VARCHAR(10), ward VARCHAR(10)) PARTITION BY LIST (ward) (PARTITION inner VALUES ('n1', 'n2'), PARTITION rest VALUES (DEFAULT))
```
```postgres
CREATE TABLE bill (id VARCHAR(10), ward VARCHAR(10)) PARTITION BY LIST (ward);
CREATE TABLE bill_inner PARTITION OF bill FOR VALUES IN ('n1', 'n2');
CREATE TABLE bill_rest PARTITION OF bill DEFAULT
```
```then
INSERT INTO bill VALUES ('1', 'n2'), ('2', 'x');
SELECT id, tableoid::regclass FROM bill ORDER BY id
```
```rows
1 | bill_inner
2 | bill_rest
```
```oracle
CREATE TABLE log (id VARCHAR(10)) PARTITION BY HASH (id) PARTITIONS 2
```
```postgres
CREATE TABLE log (id VARCHAR(10)) PARTITION BY HASH (id);
CREATE TABLE log_p1 PARTITION OF log FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE log_p2 PARTITION OF log FOR VALUES WITH (MODULUS 2, REMAINDER 1)
```
```oracle
CREATE TABLE stay (id VARCHAR(10), day NUMBER(5,2)) PARTITION BY RANGE (day) INTERVAL (30) (PARTITION p1 VALUES LESS THAN (100))
```
```postgres
-- dbmigrate DD052 1: table with 2 partitions (range) (new partitions have to be made; until then the DEFAULT partition takes their rows)
CREATE TABLE stay (id VARCHAR(10), day numeric(5,2)) PARTITION BY RANGE (day);
CREATE TABLE stay_p1 PARTITION OF stay FOR VALUES FROM (MINVALUE) TO (100);
CREATE TABLE stay_default PARTITION OF stay DEFAULT
```
```quiet
CREATE TABLE visit (id VARCHAR(10), partition_no VARCHAR(10))
```
```notes
grows | new partitions have to be made; until then the DEFAULT partition takes their rows | 须另行建立新分区；此前由 DEFAULT 分区接收其数据
sub | the partitions are written without their sub-partitions | 各分区写成不再细分的表
```
'''

from dbmigrate.catalog.keys import path_of
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.ddl.oracle_partition_plan import children, obstacle, statements
from dbmigrate.syntax.ddl.nodes import CreateTable


@rule("DD052", source="oracle", severity=Severity.REFUSED, on=node(CreateTable))
def check(table: CreateTable, context: Context) -> Hit | None:
    found = table.partitioning
    if found is None or found.columns is None or obstacle(table, context):
        return None
    known = context.catalog.table(path_of(table.name), context.schema)
    automatic = any(e.kind == "automatic" for e in found.extras)
    grows = found.interval is not None or automatic or (known is not None and known.repartitioned)
    parts = list(children(found, grows))
    template, places = statements(table, parts, context)
    replace: list[tuple[object, ...]] = [(table.part.after, template, *places)]
    if found.columns.part.last < found.part.last:
        replace.insert(0, (Part(found.columns.part.last + 1, found.part.last), ""))
    has_subs = found.sub is not None or any(p.parts for p in found.partitions)
    note = "grows" if grows else "sub" if has_subs else ""
    values = {"count": str(len(parts)), "kind": found.kind}
    return Hit(replace=replace, note=note, values=values, fix=Fix.REVIEW if note else Fix.SAFE, at=found.part)
