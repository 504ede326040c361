"""FETCH FIRST n PERCENT

The target takes a number of rows; the percentage becomes one by counting the rows of the query.

```zh
FETCH FIRST 按百分比取行
目标库只接受行数；百分比通过统计查询行数换算。
```
```notes
ties | WITH TIES, or an offset beside the percentage | 带 WITH TIES，或百分比与偏移并用
```
```setup
CREATE TABLE visit (id INTEGER);
INSERT INTO visit VALUES (1), (2), (3), (4), (5);
```
```oracle
SELECT id FROM visit ORDER BY id FETCH FIRST 50 PERCENT ROWS ONLY
```
```postgres
SELECT id FROM visit ORDER BY id FETCH FIRST (SELECT ceil(count(*) * 50 / 100.0) FROM (SELECT id FROM visit) AS counted) ROWS ONLY
```
```rows
1
2
3
```
```refused 42601
```
```oracle
SELECT COUNT(*) FROM (SELECT id FROM visit WHERE id > 1 -- some
FETCH NEXT 10 PERCENT ROWS ONLY) v
```
```postgres
SELECT COUNT(*) FROM (SELECT id FROM visit WHERE id > 1 -- some
FETCH NEXT (SELECT ceil(count(*) * 10 / 100.0) FROM (SELECT id FROM visit WHERE id > 1) AS counted) ROWS ONLY) v
```
```rows
1
```
```refused 42601
```
```quiet
SELECT v.id FROM visit v ORDER BY v.id OFFSET 1 ROWS FETCH NEXT 2 ROWS ONLY
```
"""

from dbmigrate.engine.contract import SELECT, rule
from dbmigrate.engine.views import Select
from dbmigrate.model import Fix, Hit, Part, Severity


@rule("QY018", source="oracle", severity=Severity.REFUSED, on=SELECT, unless="fetch_first_percent")
def check(select: Select) -> Hit | None:
    clause = select.clauses.get("FETCH")
    if clause is None:
        return None
    words = select.lexed.words
    percent = next((k for k in range(clause.first, clause.last + 1) if words[k] == "PERCENT"), None)
    if percent is None:
        return None
    if "OFFSET" in select.clauses or "TIES" in words[percent : clause.last + 1]:
        return Hit(note="ties", fix=Fix.NONE, at=clause)
    number = Part(clause.first + 2, percent - 1)
    tails = [p.first for word, p in select.clauses.items() if word in ("ORDER", "FETCH")]
    rows = Part(select.part.first, min(tails) - 1)
    text = "(SELECT ceil(count(*) * {} / 100.0) FROM ({}) AS counted)"
    return Hit(replace=[(Part(number.first, percent), text, number, rows)], at=clause)
