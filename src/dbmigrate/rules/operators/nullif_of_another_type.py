"""NULLIF compares values of different types

SQL Server converts one side to the other's type for the comparison and gives the first ("NULLIF", "Data type precedence").
The target refuses a text beside a number or a date, also an empty one.

```zh
NULLIF 比较不同类型的值
SQL Server 为比较转换其中一侧的类型，结果仍为第一个参数；目标库拒绝文本与数值或日期比较，空串也不行。
```
```notes
session | the text of a date is read by the session's settings | 日期文本按会话设置解释
```
```setup sqlserver
CREATE TABLE bill (id INT NOT NULL, qty INT, code VARCHAR(10), at DATETIME);
INSERT INTO bill VALUES (1, 0, '00', '1900-01-01'), (2, 5, '5', '2024-05-16');
```
```sqlserver
SELECT b.id, NULLIF(b.qty, ''), NULLIF(b.code, 0), NULLIF(b.qty, b.code), NULLIF(b.at, '') FROM bill b ORDER BY b.id
```
```postgres
SELECT b.id, NULLIF(b.qty, 0), CASE WHEN b.code::integer = 0 THEN NULL ELSE b.code END, NULLIF(b.qty, b.code::integer), NULLIF(b.at, timestamp '1900-01-01') FROM bill b ORDER BY b.id
```
```rows
1 | NULL | NULL | NULL | NULL
2 | 5 | 5 | NULL | 2024-05-16 00:00:00
```
```refused 22P02
```
```sqlserver
SELECT NULLIF(b.qty, '') FROM bill b UNION ALL SELECT (SELECT MAX(NULLIF(c.qty, -- none
 '')) FROM bill c)
```
```postgres
SELECT NULLIF(b.qty, 0) FROM bill b UNION ALL SELECT (SELECT MAX(NULLIF(c.qty, -- none
 0)) FROM bill c)
```
```rows
NULL
5
5
```
```refused 22P02
```
```quiet
SELECT NULLIF(b.qty, 0), NULLIF(b.code, ''), NULLIF(b.code, 'x'), NULLIF(b.at, b.at) FROM bill b
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.operands import in_computed_column, operand
from dbmigrate.rules.functions.placing import WRITTEN_BEFORE
from dbmigrate.rules.functions.sqlserver_implicit import converted, leading, target_name


@rule("OP241", source="sqlserver", severity=Severity.REFUSED, on=call("NULLIF"), after=WRITTEN_BEFORE)
def check(found: Call, context: Context) -> Hit | None:
    if in_computed_column(context) or len(found.args) != 2:
        return None
    first, other = found.args
    a, b = context.types.of(first), context.types.of(other)
    to = leading([a, b]) if a.is_text != b.is_text else None
    if to is None:
        return None
    if b.is_text:
        replace, note = converted(other, b, to)
    else:
        name, note = target_name(to)
        template = f"CASE WHEN {operand(first)}::{name} = {{}} THEN NULL ELSE {{}} END"
        replace = [(found, template, first, other, first)] if name else []
    if not replace and not note:
        return None
    return Hit(replace, note="session", fix=Fix.REVIEW) if note else Hit(replace)
