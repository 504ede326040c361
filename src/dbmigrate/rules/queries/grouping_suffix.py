"""GROUP BY .. {suffix}

WITH ROLLUP and WITH CUBE behind the list say the same as ROLLUP (..) and CUBE (..) ("GROUP BY"). GROUP BY ALL also shows the
groups of which WHERE leaves no row, which the target does not.

```zh
分组子句的 {suffix}
列表后的 WITH ROLLUP、WITH CUBE 等同于 ROLLUP (..)、CUBE (..)。GROUP BY ALL 还会显示被 WHERE 全部过滤掉的分组，目标库不会。
```
```setup
CREATE TABLE bill (ward INT NOT NULL, kind INT NOT NULL, fee INT);
INSERT INTO bill VALUES (1, 1, 5), (1, 2, 6), (2, 1, 7);
```
```sqlserver
SELECT b.ward, SUM(b.fee) FROM bill b GROUP BY b.ward WITH ROLLUP ORDER BY 2
```
```postgres
SELECT b.ward, SUM(b.fee) FROM bill b GROUP BY ROLLUP (b.ward) ORDER BY 2 NULLS FIRST
```
```rows
2 | 7
1 | 11
NULL | 18
```
```refused 42601
```
```sqlserver
SELECT COUNT(*) FROM (SELECT b.ward, b.kind FROM bill b GROUP BY b.ward, b.kind -- both
 WITH CUBE HAVING COUNT(*) > 0) c
```
```postgres
SELECT COUNT(*) FROM (SELECT b.ward, b.kind FROM bill b GROUP BY CUBE (b.ward, b.kind) -- both
  HAVING COUNT(*) > 0) c
```
```rows
8
```
```refused 42601
```
```quiet
SELECT b.ward, SUM(b.fee) FROM bill b GROUP BY ROLLUP (b.ward)
```
```notes
all | the groups of which WHERE leaves no row do not show | 被 WHERE 全部过滤掉的分组不会显示
```
"""

from dbmigrate.engine.contract import SELECT, rule
from dbmigrate.engine.views import Select
from dbmigrate.model import Fix, Hit, Part, Severity


@rule("QY208", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=SELECT)
def check(select: Select) -> Hit | None:
    clause = select.clauses.get("GROUP")
    if clause is None:
        return None
    words = select.lexed.words
    if words[clause.first + 1] == "ALL":
        return Hit(note="all", fix=Fix.REVIEW, severity=Severity.DIFFERS, values={"suffix": "ALL"}, at=clause)
    kind = words[clause.last]
    if kind not in ("ROLLUP", "CUBE") or words[clause.last - 1] != "WITH":
        return None
    items = Part(clause.first + 1, clause.last - 2)
    suffix = Part(clause.last - 1, clause.last)
    replace = [(items.before, f"{kind} ("), (items.after, ")"), (suffix, "")]
    return Hit(replace=replace, values={"suffix": f"WITH {kind}"})
