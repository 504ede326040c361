"""TABLESAMPLE reads a part of a table

The target wants the name of the method and a number of percents. So many rows can be asked for with an extension only
(`tsm_system_rows`), or by LIMIT.

```zh
TABLESAMPLE 抽样读取表的一部分
目标库须写明抽样方法和百分比。按行数抽样只能使用扩展 tsm_system_rows，或改用 LIMIT。
```
```setup
CREATE TABLE visit (id INT NOT NULL);
INSERT INTO visit VALUES (1), (2);
```
```sqlserver
SELECT count(*) FROM visit v TABLESAMPLE (100 PERCENT) REPEATABLE (5) WHERE v.id > 0
```
```postgres
SELECT count(*) FROM visit v TABLESAMPLE SYSTEM (100) REPEATABLE (5) WHERE v.id > 0
```
```rows
2
```
```refused 42601
```
```sqlserver
SELECT (SELECT count(*) FROM visit TABLESAMPLE SYSTEM (100 PERCENT)) -- all
 FROM visit WHERE id = 1 UNION ALL SELECT max(w.n) FROM (SELECT count(*) AS n FROM visit TABLESAMPLE (100)) w
```
```postgres
SELECT (SELECT count(*) FROM visit TABLESAMPLE SYSTEM (100)) -- all
 FROM visit WHERE id = 1 UNION ALL SELECT max(w.n) FROM (SELECT count(*) AS n FROM visit TABLESAMPLE SYSTEM (100)) w
```
```rows
2
2
```
```refused 42601
```
```sqlserver
SELECT count(*) FROM visit TABLESAMPLE (100 ROWS)
```
```refused 42601
```
```quiet
SELECT count(*) FROM visit
```
```notes
rows | a number of rows is asked for, not of percents | 按行数而非百分比抽样
```
"""

from typing import Any

from dbmigrate.engine.contract import TABLE, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Part, Severity


@rule("QY230", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=TABLE)
def check(found: Expr) -> Hit | None:
    if found.node.args.get("sample") is None:
        return None
    words, close = found.lexed.words, found.lexed.brackets.close
    k = next(i for i in range(found.part.first, len(words) - 2) if words[i] == "TABLESAMPLE")
    opening = k + 1 + (words[k + 1] == "SYSTEM")
    last = close[opening]
    if words[last - 1] == "ROWS":
        return Hit(note="rows", fix=Fix.NONE)
    replace: list[tuple[Any, ...]] = [] if opening > k + 1 else [(Part(k, k).after, " SYSTEM")]
    if words[last - 1] == "PERCENT":
        replace.append((Part(last - 1, last - 1), ""))
    return Hit(replace=replace) if replace else None
