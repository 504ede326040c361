"""HAVING before GROUP BY

Oracle takes the two clauses in either order, the target GROUP BY first only.

```zh
HAVING 写在 GROUP BY 之前
Oracle 允许两个子句任意先后，目标库要求 GROUP BY 在前。
```
```setup oracle
CREATE TABLE visit (dept NUMBER(4), fee NUMBER(8,2));
INSERT INTO visit VALUES (1, 5);
INSERT INTO visit VALUES (1, 6);
INSERT INTO visit VALUES (2, 7);
```
```oracle
SELECT dept, COUNT(*) FROM visit
HAVING COUNT(*) > 1
GROUP BY dept -- several
ORDER BY dept
```
```postgres
SELECT dept, COUNT(*) FROM visit
GROUP BY dept
HAVING COUNT(*) > 1 -- several
ORDER BY dept
```
```rows
1 | 2
```
```refused 42601
```
```oracle
SELECT COUNT(*) FROM visit v WHERE v.dept IN (SELECT dept FROM visit HAVING SUM(NVL(fee, 0)) > 5 GROUP BY dept) UNION ALL SELECT MAX(dept) FROM visit HAVING COUNT(*) < 2 GROUP BY dept
```
```postgres
SELECT COUNT(*) FROM visit v WHERE v.dept IN (SELECT dept FROM visit GROUP BY dept HAVING SUM(coalesce(fee, 0)) > 5) UNION ALL SELECT MAX(dept) FROM visit GROUP BY dept HAVING COUNT(*) < 2
```
```rows
3
2
```
```refused 42601
```
```quiet
SELECT v.dept FROM visit v GROUP BY v.dept HAVING COUNT(*) > 1
```
"""

from dbmigrate.engine.contract import SELECT, rule
from dbmigrate.engine.views import Select
from dbmigrate.model import Hit, Part, Severity
from dbmigrate.rules.queries.rownum_terms import line_start


@rule("QY036", source="oracle", severity=Severity.REFUSED, on=SELECT)
def check(select: Select) -> Hit | None:
    group, having = select.clauses.get("GROUP"), select.clauses.get("HAVING")
    if group is None or having is None or having.first > group.first:
        return None
    own_line = line_start(select, group)
    both = Part(having.first, group.last)
    return Hit(replace=[(both, f"{{}}{own_line}{{}}", group, having)], at=having)
