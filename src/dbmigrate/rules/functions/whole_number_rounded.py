"""{function} of a whole number

The target has `{function}` for numeric and for floats, and computes an integer as a float: digits behind the 15th
are lost. A cast keeps them, as Oracle does.

```zh
整数的 {function}
目标库的 `{function}` 只有 numeric 和浮点两种，整数按浮点计算，第 15 位之后的数字会丢失。转换为 numeric 后与 Oracle 一样保留全部数字。
```
```setup oracle
CREATE TABLE bill (id NUMBER(18) PRIMARY KEY, n NUMBER(4));
INSERT INTO bill VALUES (900719925474099311, 3);
```
```oracle
SELECT ROUND(id), TRUNC(id), CEIL(id + 1) FROM bill
```
```postgres
SELECT ROUND(id::numeric), TRUNC(id::numeric), CEIL((id + 1)::numeric) FROM bill
```
```rows
900719925474099311 | 900719925474099311 | 900719925474099312
```
```oracle
SELECT FLOOR(POWER(3, 40)) FROM bill
```
```postgres
SELECT FLOOR(POWER(3::numeric, 40)) FROM bill
```
```rows
12157665459056928801
```
```quiet
SELECT ROUND(n), ROUND(id, -2), POWER(n, 2), ROUND(2.5), CEIL(1.5) FROM bill
```
"""

from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.functions.operands import operand
from dbmigrate.rules.functions.placing import around

ROUNDED: Final = ("ROUND", "TRUNC", "CEIL", "FLOOR")


@rule("FN303", source="oracle", severity=Severity.DIFFERS, on=tuple(map(call, (*ROUNDED, "POWER"))))
def check(found: Call, context: Context) -> Hit | None:
    name = found.node.name.upper()
    if len(found.args) != (2 if name == "POWER" else 1):
        return None
    if not all(context.types.of(a).is_whole for a in found.args):
        return None
    first = found.args[0]
    return Hit(replace=around(first, operand(first) + "::numeric"), values={"function": name})
