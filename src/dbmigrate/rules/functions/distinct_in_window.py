"""COUNT(DISTINCT ..) over a window

PostgreSQL has no DISTINCT in window functions: a helper counts the different values of the window.

```zh
窗口函数中的 COUNT(DISTINCT ..)
PostgreSQL 的窗口函数不支持 DISTINCT，由辅助函数统计窗口内的不同值。
```
```notes
function | of another function than COUNT | 函数不是 COUNT
```
```setup oracle
CREATE TABLE bill (ward VARCHAR2(4), fee NUMBER(8));
INSERT INTO bill VALUES ('a', 1);
INSERT INTO bill VALUES ('a', 1);
INSERT INTO bill VALUES ('b', 4);
INSERT INTO bill VALUES ('b', NULL);
```
```oracle
SELECT ward, COUNT(DISTINCT fee) OVER (PARTITION BY ward), COUNT(DISTINCT ward) OVER () FROM bill ORDER BY 1
```
```postgres
SELECT ward, dbmigrate.count_distinct(array_agg(fee) OVER (PARTITION BY ward)), dbmigrate.count_distinct(array_agg(ward) OVER ()) FROM bill ORDER BY 1
```
```rows
a | 1 | 2
a | 1 | 2
b | 1 | 2
b | 1 | 2
```
```refused 0A000
```
```oracle
SELECT MAX(x.n) FROM (SELECT COUNT(DISTINCT -- fees
b.fee) OVER () AS n FROM bill b) x UNION SELECT COUNT(DISTINCT fee) OVER () + 5 FROM bill
```
```postgres
SELECT MAX(x.n) FROM (SELECT dbmigrate.count_distinct(array_agg(-- fees
b.fee) OVER ()) AS n FROM bill b) x UNION SELECT dbmigrate.count_distinct(array_agg(fee) OVER ()) + 5 FROM bill
```
```rows
2
7
```
```refused 0A000
```
```oracle
SELECT SUM(DISTINCT fee) OVER (PARTITION BY ward) FROM bill
```
```refused 0A000
```
```quiet
SELECT COUNT(DISTINCT b.fee), SUM(COUNT(b.fee)) OVER () FROM bill b
```
"""

from sqlglot import exp

from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.functions.windows import window_of

FUNCTIONS = ("COUNT", "SUM", "AVG", "MAX", "MIN")


@rule("FN347", source="oracle", severity=Severity.REFUSED, on=tuple(map(call, FUNCTIONS)))
def check(found: Call) -> Hit | None:
    first = found.node.expressions[0] if found.node.expressions else None
    window = window_of(found) if isinstance(first, exp.Distinct) else None
    if window is None or not isinstance(first, exp.Distinct):
        return None
    if found.node.name.upper() != "COUNT" or len(first.expressions) != 1:
        return Hit(note="function", fix=Fix.NONE)
    text = f"dbmigrate.count_distinct(array_agg({{}}) {window.template})"
    whole, value = Part(found.part.first, window.last), found.view(first.expressions[0])
    return Hit(replace=[(whole, text, value, *window.places)], helpers=("count_distinct",))
