"""STRING_SPLIT gives the pieces of a text as rows

The function dbmigrate.string_split does the same, with a column called value; the third argument, which numbers the
rows, it has not.

```zh
STRING_SPLIT 按分隔符拆成多行
由函数 dbmigrate.string_split 实现，列名同为 value；不支持给行编号的第三个参数。
```
```setup
CREATE TABLE visit (codes VARCHAR(20));
INSERT INTO visit VALUES ('a,b'), (''), (NULL);
```
```sqlserver
SELECT s.value FROM visit v CROSS APPLY STRING_SPLIT(v.codes, ',') s
```
```postgres
SELECT s.value FROM visit v CROSS JOIN LATERAL dbmigrate.string_split(v.codes, ',') s
```
```rows
a
b

```
```refused 42883
```
```sqlserver
SELECT value FROM STRING_SPLIT('x-y', '-') WHERE value <> 'x'
```
```postgres
SELECT value FROM dbmigrate.string_split('x-y', '-') WHERE value <> 'x'
```
```rows
y
```
```refused 42883
```
```sqlserver
SELECT s.value, s.ordinal FROM STRING_SPLIT('x-y', '-', 1) s
```
```refused 42883
```
```quiet
SELECT v.codes FROM visit v
```
"""

from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity


@rule("FN435", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=call("STRING_SPLIT"))
def check(found: Call) -> Hit | None:
    if len(found.args) != 2:
        return Hit(fix=Fix.NONE)
    return Hit(replace=[(found.name_part, "dbmigrate.string_split")], helpers=("string_split",))
