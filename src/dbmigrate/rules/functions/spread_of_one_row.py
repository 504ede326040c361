"""{function} of one row

Oracle answers 0, PostgreSQL NULL.

```zh
{function} 只有一行
Oracle 返回 0，PostgreSQL 返回空。
```
```setup oracle
CREATE TABLE bill (ward VARCHAR2(4), fee NUMBER(8));
INSERT INTO bill VALUES ('a', 1);
INSERT INTO bill VALUES ('a', 3);
INSERT INTO bill VALUES ('b', 4);
```
```oracle
SELECT ward, VARIANCE(fee) FROM bill GROUP BY ward ORDER BY 1
```
```postgres
SELECT ward, coalesce(VARIANCE(fee), CASE WHEN count(fee) = 1 THEN 0 END) FROM bill GROUP BY ward ORDER BY 1
```
```rows
a | 2.0000000000000000
b | 0
```
```oracle
SELECT COUNT(*) FROM bill WHERE 0 = (SELECT STDDEV( -- spread
DISTINCT b.fee) FROM bill b WHERE b.ward = 'b') UNION SELECT STDDEV(fee) OVER (PARTITION BY ward) FROM bill WHERE ward = 'b' ORDER BY 1 DESC
```
```postgres
SELECT COUNT(*) FROM bill WHERE 0 = (SELECT coalesce(STDDEV( -- spread
DISTINCT b.fee), CASE WHEN count(DISTINCT b.fee) = 1 THEN 0 END) FROM bill b WHERE b.ward = 'b') UNION SELECT coalesce(STDDEV(fee) OVER (PARTITION BY ward), CASE WHEN count(fee) OVER (PARTITION BY ward) = 1 THEN 0 END) FROM bill WHERE ward = 'b' ORDER BY 1 DESC
```
```rows
3
0
```
```quiet
SELECT STDDEV_SAMP(b.fee), VAR_POP(b.fee) FROM bill b
```
"""

from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Hit, Part, Severity
from dbmigrate.rules.functions.windows import window_of


@rule("FN346", source="oracle", severity=Severity.DIFFERS, on=(call("STDDEV"), call("VARIANCE")))
def check(found: Call) -> Hit | None:
    window, words = window_of(found), found.lexed.words
    if len(found.args) != 1 or words[found.part.last + 1] == "KEEP":
        return None
    whole = Part(found.part.first, window.last if window else found.part.last)
    over, places = (f" {window.template}", window.places) if window else ("", [])
    argument = Part(found.part.first + 2, found.part.last - 1)
    tail = f", CASE WHEN count({{}}){over} = 1 THEN 0 END)"
    values = {"function": found.node.name.upper()}
    return Hit(replace=[(whole.before, "coalesce("), (whole.after, tail, argument, *places)], values=values)
