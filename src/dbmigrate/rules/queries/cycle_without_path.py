"""{word} of a recursive query

PostgreSQL marks the rows of a cycle and numbers the rows of a search as Oracle does; for a cycle it also wants a name for
the column that holds the path. Before version 14, and on its relatives that do not say that they have them, there is
neither SEARCH nor CYCLE: the path has to be kept by a person, as an array that each step adds to.

```zh
递归查询的 {word} 子句
PostgreSQL 与 Oracle 同样标记循环行、为搜索次序编号，但 CYCLE 还须为保存路径的列命名。14 版以前以及没有说明支持的同族产品既无 SEARCH 也无 CYCLE：须由人用逐步累加的数组保存路径。
```
```notes
lacking | the target is not known to have it | 没有资料说明目标库支持
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
```quiet
SELECT COUNT(*) cycle FROM dual
```
"""

from collections.abc import Sequence

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import STATEMENT, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.syntax.ddl.nodes import Node


@rule("QY037", source="oracle", severity=Severity.REFUSED, on=STATEMENT)
def check(statement: Node, context: Context) -> Hit | None:
    words, part = statement.lexed.words, statement.part
    found = [k for k in range(part.first + 1, part.last) if is_clause(words, k)]
    if found and not context.has("cte_search_cycle"):
        return Hit(values={"word": words[found[0]]}, note="lacking", fix=Fix.NONE, at=Part(found[0], found[0]))
    replace = []
    for k in found:
        default = next((i for i in range(k, part.last) if words[i] == "DEFAULT"), None)
        if words[k] == "CYCLE" and default is not None and words[default + 2] != "USING":
            replace.append((Part(default + 1, default + 1).after, " USING cycle_path"))
    return Hit(replace=replace, values={"word": "CYCLE"}, at=replace[0][0]) if replace else None


def is_clause(words: Sequence[str], k: int) -> bool:
    """SEARCH or CYCLE behind a common table expression. CYCLE may also follow the column that SEARCH sets."""
    if words[k] == "SEARCH":
        return words[k - 1] == ")" and words[k + 1] in ("BREADTH", "DEPTH")
    return words[k] == "CYCLE" and (words[k - 1] == ")" or words[k - 2] == "SET") and words[k + 2] in (",", "SET")
