"""OPTION clause: {hint}

Advice for SQL Server's optimiser at the end of a statement. PostgreSQL has no such clause; results stay the same.
MAXRECURSION only ends a recursion with an error.

```zh
OPTION 子句：{hint}
语句末尾给 SQL Server 优化器的提示。PostgreSQL 没有此子句，结果不变。MAXRECURSION 只是让过深的递归报错。
```
```setup
CREATE TABLE visit (id INT NOT NULL);
INSERT INTO visit VALUES (1), (2);
```
```sqlserver
SELECT v.id FROM visit v WHERE v.id = 2 OPTION (RECOMPILE, MAXDOP 1)
```
```postgres
SELECT v.id FROM visit v WHERE v.id = 2
```
```rows
2
```
```refused 42601
```
```sqlserver
DELETE FROM visit WHERE id = 2 OPTION (HASH JOIN)
```
```postgres
DELETE FROM visit WHERE id = 2
```
```then
SELECT count(*) FROM visit
```
```rows
1
```
```refused 42601
```
```quiet
CREATE VIEW late AS SELECT v.id FROM visit v WHERE v.id > 1 WITH CHECK OPTION
```
"""

from typing import Final

from dbmigrate.engine.contract import STATEMENT, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.syntax.ddl.nodes import Node

# Transact-SQL Reference, "Hints (Transact-SQL) - Query".
HINTS: Final = frozenset(
    """HASH ORDER CONCAT MERGE LOOP EXPAND FAST FORCE IGNORE_NONCLUSTERED_COLUMNSTORE_INDEX KEEP KEEPFIXED LABEL MAXDOP
    MAXRECURSION MAX_GRANT_PERCENT MIN_GRANT_PERCENT NO_PERFORMANCE_SPOOL OPTIMIZE PARAMETERIZATION QUERYTRACEON
    RECOMPILE ROBUST TABLE USE DISABLE DISABLE_OPTIMIZED_PLAN_FORCING""".split()
)


@rule("QY202", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=STATEMENT)
def check(statement: Node) -> Hit | None:
    lexed = statement.lexed
    words, close = lexed.words, lexed.brackets.close
    first, last = statement.part.first, min(statement.part.last, len(lexed.tokens) - 1)
    found = [k for k in range(first, last) if words[k] == "OPTION" and k + 1 in close and words[k + 2] in HINTS]
    if not found:
        return None
    gone = [Part(k, close[k + 1]) for k in found]
    hint = " ".join(lexed.source(Part(found[0] + 2, close[found[0] + 1] - 1)).split())
    return Hit(replace=[(part, "") for part in gone], values={"hint": hint}, at=gone[0])
