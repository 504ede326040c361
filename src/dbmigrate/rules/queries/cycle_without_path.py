"""CYCLE of a recursive query

PostgreSQL marks the rows of a cycle as Oracle does; it also wants a name for the column that holds the path.

```zh
递归查询的 CYCLE 子句
PostgreSQL 与 Oracle 同样标记循环行，但还须为保存路径的列命名。
```
```setup oracle
CREATE TABLE dept (id NUMBER(4), up NUMBER(4));
INSERT INTO dept VALUES (1, 2);
INSERT INTO dept VALUES (2, 1);
```
```oracle
WITH t (id, up) AS (SELECT id, up FROM dept WHERE id = 1 UNION ALL SELECT d.id, d.up FROM dept d JOIN t ON d.up = t.id) CYCLE id SET seen TO 'Y' DEFAULT 'N' SELECT id, seen FROM t ORDER BY seen, id
```
```postgres
WITH RECURSIVE t (id, up) AS (SELECT id, up FROM dept WHERE id = 1 UNION ALL SELECT d.id, d.up FROM dept d JOIN t ON d.up = t.id) CYCLE id SET seen TO 'Y' DEFAULT 'N' USING cycle_path SELECT id, seen FROM t ORDER BY seen, id
```
```rows
1 | N
2 | N
1 | Y
```
```refused 42601
```
```quiet
WITH t (id) AS (SELECT 1 FROM dual UNION ALL SELECT t.id + 1 FROM t WHERE t.id < 3) SELECT t.id AS cycle FROM t
```
"""

from dbmigrate.engine.contract import STATEMENT, rule
from dbmigrate.model import Hit, Part, Severity
from dbmigrate.syntax.ddl.nodes import Node


@rule("QY037", source="oracle", severity=Severity.REFUSED, on=STATEMENT)
def check(statement: Node) -> Hit | None:
    words, part = statement.lexed.words, statement.part
    found = [k for k in range(part.first + 1, part.last) if words[k] == "CYCLE" and words[k - 1] == ")"]
    replace = []
    for k in found:
        default = next((i for i in range(k, part.last) if words[i] == "DEFAULT"), None)
        if default is not None and words[default + 2] != "USING":
            replace.append((Part(default + 1, default + 1).after, " USING cycle_path"))
    return Hit(replace=replace, at=replace[0][0]) if replace else None
