"""join hint {hint}

SQL Server lets a statement choose how a join is computed. PostgreSQL chooses by itself; the rows are the same.

```zh
连接提示 {hint}
SQL Server 可在语句中指定连接算法。PostgreSQL 自行选择，结果行相同。
```
```setup
CREATE TABLE visit (id INT NOT NULL, ward INT);
CREATE TABLE ward (id INT NOT NULL, name VARCHAR(10));
INSERT INTO visit VALUES (1, 7), (2, 8);
INSERT INTO ward VALUES (7, 'a');
```
```sqlserver
SELECT v.id, w.name FROM visit v INNER HASH JOIN ward w ON w.id = v.ward
```
```postgres
SELECT v.id, w.name FROM visit v INNER JOIN ward w ON w.id = v.ward
```
```rows
1 | a
```
```refused 42601
```
```sqlserver
SELECT v.id, (SELECT COUNT(*) FROM ward a INNER -- how
 MERGE JOIN ward b ON a.id = b.id) FROM visit v LEFT OUTER LOOP JOIN ward w ON w.id = v.ward UNION SELECT 3, 4 ORDER BY 1
```
```postgres
SELECT v.id, (SELECT COUNT(*) FROM ward a INNER -- how
  JOIN ward b ON a.id = b.id) FROM visit v LEFT OUTER JOIN ward w ON w.id = v.ward UNION SELECT 3, 4 ORDER BY 1
```
```rows
1 | 1
2 | 1
3 | 4
```
```refused 42601
```
```quiet
SELECT v.id FROM visit v INNER JOIN ward loop ON loop.id = v.ward
```
"""

from typing import Final

from dbmigrate.engine.contract import STATEMENT, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.syntax.ddl.nodes import Node

# Transact-SQL Reference, "Join hints".
HINTS: Final = frozenset({"LOOP", "HASH", "MERGE", "REMOTE"})
SIDES: Final = frozenset({"INNER", "LEFT", "RIGHT", "FULL", "OUTER", "LEFT OUTER", "RIGHT OUTER", "FULL OUTER"})


@rule("QY207", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=STATEMENT)
def check(statement: Node) -> Hit | None:
    words, part = statement.lexed.words, statement.part
    found = [
        Part(k, k)
        for k in range(part.first + 1, part.last)
        if words[k] in HINTS and words[k + 1] == "JOIN" and words[k - 1] in SIDES
    ]
    if not found:
        return None
    return Hit(replace=[(hint, "") for hint in found], values={"hint": words[found[0].first]}, at=found[0])
