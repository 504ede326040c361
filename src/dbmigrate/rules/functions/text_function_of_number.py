"""{name} of a number

SQL Server makes a text of the number first; PostgreSQL's function takes texts only.

```zh
{name} 的参数为数字
SQL Server 先把数字转为文本；PostgreSQL 的函数只接受文本。
```
```setup
CREATE TABLE visit (id INT NOT NULL, name VARCHAR(10));
INSERT INTO visit VALUES (12345, 'x');
```
```sqlserver
SELECT LEFT(v.id, 2), RIGHT('00' + v.name, 2), REPLACE(v.id, '3', ''), LTRIM(v.id) FROM visit v
```
```postgres
SELECT LEFT(v.id::text, 2), RIGHT('00' || v.name, 2), REPLACE(v.id::text, '3', ''), LTRIM(v.id::text) FROM visit v
```
```rows
12 | 0x | 1245 | 12345
```
```refused 42883
```
```quiet
SELECT LEFT(v.name, 2), UPPER(v.name), REPLACE(v.name, 'x', '1') FROM visit v
```
```notes
form | the text of such a value is another one on the target | 目标库中该类值的文本形式不同
```
"""

from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.operands import in_computed_column, operand, type_of
from dbmigrate.types.values import Kind

FIRST: Final = ("LEFT", "RIGHT", "LTRIM", "RTRIM", "UPPER", "LOWER", "REPLACE", "REVERSE", "TRIM")


@rule(
    "FN406", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=tuple(call(name) for name in FIRST)
)
def check(found: Call, context: Context) -> Hit | None:
    if in_computed_column(context) or not found.args:
        return None
    value = found.args[0]
    given = type_of(value, context)
    values = {"name": found.node.name.upper()}
    if given.kind is Kind.NUMBER:
        return Hit(replace=[(value, f"{operand(value)}::text", value)], values=values)
    if given.is_moment or given.kind in (Kind.FLOAT, Kind.TIME):
        return Hit(replace=[(value, f"{operand(value)}::text", value)], values=values, note="form", fix=Fix.REVIEW)
    return None
