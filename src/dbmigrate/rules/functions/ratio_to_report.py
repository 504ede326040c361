"""RATIO_TO_REPORT is a value's share of the sum of its window

The target divides by the sum; where the sum is 0 the share is NULL as in Oracle.

```zh
RATIO_TO_REPORT 求值在窗口合计中的占比
目标库用值除以窗口合计；合计为 0 时结果为空，与 Oracle 相同。
```
```setup oracle
CREATE TABLE bill (ward VARCHAR2(4), fee NUMBER(8));
INSERT INTO bill VALUES ('a', 1);
INSERT INTO bill VALUES ('a', 3);
INSERT INTO bill VALUES ('b', 4);
```
```oracle
SELECT ward, fee, ROUND(100 * RATIO_TO_REPORT(fee) OVER (PARTITION BY ward), 1), ROUND(RATIO_TO_REPORT(fee) OVER (), 3) FROM bill ORDER BY 1, 2
```
```postgres
SELECT ward, fee, ROUND(100 * (fee::numeric / nullif(sum(fee) OVER (PARTITION BY ward), 0)), 1), ROUND(fee::numeric / nullif(sum(fee) OVER (), 0), 3) FROM bill ORDER BY 1, 2
```
```rows
a | 1 | 25.0 | 0.125
a | 3 | 75.0 | 0.375
b | 4 | 100.0 | 0.500
```
```refused 42883
```
```oracle
SELECT MAX(r) FROM (SELECT RATIO_TO_REPORT(SUM(b.fee)) OVER ( -- all
ORDER BY 1) AS r FROM bill b GROUP BY b.ward) x UNION SELECT RATIO_TO_REPORT(fee) OVER (PARTITION BY ward) FROM bill WHERE ward = 'b'
```
```refused 42883
```
```quiet
SELECT fee / SUM(fee) OVER (PARTITION BY ward) AS ratio FROM bill
```
"""

from sqlglot import exp

from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Hit, Part, Severity
from dbmigrate.rules.functions.operands import operand
from dbmigrate.rules.functions.windows import window_of


@rule("FN343", source="oracle", severity=Severity.REFUSED, on=call("RATIO_TO_REPORT"))
def check(found: Call) -> Hit | None:
    window = window_of(found)
    if window is None or len(found.args) != 1:
        return None
    value, node = found.args[0], found.parent
    text = f"{operand(value)}::numeric / nullif(sum({{}}) {window.template}, 0)"
    if node is not None and isinstance(node.parent, (exp.Binary, exp.Unary)):
        text = f"({text})"
    whole = Part(found.part.first, window.last)
    return Hit(replace=[(whole, text, value, value, *window.places)])
