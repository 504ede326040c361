"""MOD whose divisor may be zero

Oracle answers the number itself; the target refuses to divide by zero. A constant divisor needs nothing.

```zh
MOD 的除数可能为零
除数为零时 Oracle 返回被除数本身，目标库报除零错误。除数为常量时无需改写。
```
```setup oracle
CREATE TABLE visit (id NUMBER(4), n NUMBER(4));
INSERT INTO visit VALUES (7, 0);
```
```oracle
SELECT MOD(id, n) FROM visit WHERE MOD(id, 2) = 1 UNION SELECT (SELECT MOD(v.id, -- by
v.n) FROM visit v) FROM dual
```
```postgres
SELECT dbmigrate.mod(id, n) FROM visit WHERE MOD(id, 2) = 1 UNION SELECT (SELECT dbmigrate.mod(v.id, -- by
v.n) FROM visit v)
```
```rows
7
```
```refused 22012
```
```quiet
SELECT MOD(v.id, 2), MOD(v.id, -3) FROM visit v
```
"""

from sqlglot import exp

from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Hit, Severity


@rule("FN329", source="oracle", severity=Severity.REFUSED, on=call("MOD"))
def check(found: Call) -> Hit | None:
    if len(found.args) != 2:
        return None
    divisor = found.args[1].node
    number = divisor.this if isinstance(divisor, exp.Neg) else divisor
    if isinstance(number, exp.Literal) and not number.is_string and number.this.strip("0."):
        return None
    return Hit(replace=[(found.name_part, "dbmigrate.mod")], helpers=("mod",))
