"""GROUPING_ID says which columns a row is not grouped by

PostgreSQL's GROUPING takes several columns and answers the same number.

```zh
GROUPING_ID 指出该行未按哪些列分组
PostgreSQL 的 GROUPING 可带多个列，返回相同的数。
```
```setup oracle
CREATE TABLE bill (ward VARCHAR2(4), kind NUMBER(2), fee NUMBER(8));
INSERT INTO bill VALUES ('a', 1, 5);
INSERT INTO bill VALUES ('b', 1, 7);
```
```oracle
SELECT GROUPING_ID(ward, kind) AS g, SUM(fee) FROM bill GROUP BY CUBE(ward, kind) HAVING GROUPING_ID(ward, -- two
kind) > 0 ORDER BY 1, 2
```
```postgres
SELECT GROUPING(ward, kind) AS g, SUM(fee) FROM bill GROUP BY CUBE(ward, kind) HAVING GROUPING(ward, -- two
kind) > 0 ORDER BY 1, 2
```
```rows
1 | 5
1 | 7
2 | 12
3 | 12
```
```refused 42883
```
```oracle
SELECT MAX(x.g) FROM (SELECT GROUPING_ID(b.ward) AS g FROM bill b GROUP BY ROLLUP(b.ward)) x UNION SELECT GROUPING_ID(ward) FROM bill GROUP BY ward
```
```postgres
SELECT MAX(x.g) FROM (SELECT GROUPING(b.ward) AS g FROM bill b GROUP BY ROLLUP(b.ward)) x UNION SELECT GROUPING(ward) FROM bill GROUP BY ward
```
```rows
0
1
```
```refused 42883
```
```quiet
SELECT GROUPING(b.ward) AS grouping_id FROM bill b GROUP BY ROLLUP(b.ward)
```
"""

from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Hit, Severity


@rule("FN348", source="oracle", severity=Severity.REFUSED, on=call("GROUPING_ID"))
def check(found: Call) -> Hit | None:
    return Hit(replace=[(found.name_part, "GROUPING")])
