"""STUFF puts a text in the place of another

OVERLAY does the same where the place lies inside of the text. Where it does not, STUFF answers NULL; with a place that
is only known at run time the function dbmigrate.stuff is called. A new text that is NULL takes the old one out.

```zh
STUFF 以新文本替换指定位置的文本
位置在文本之内时 OVERLAY 与其相同；位置超出时 STUFF 返回 NULL，位置在运行时才确定的改调函数 dbmigrate.stuff。新文本为 NULL 时删除原文本。
```
```setup
CREATE TABLE visit (id INT NOT NULL, code VARCHAR(10) NOT NULL);
INSERT INTO visit VALUES (2, 'abcd'), (9, '');
```
```sqlserver
SELECT STUFF(v.code, 1, 1, ''), STUFF(v.code, v.id, 2, 'xyz') FROM visit v ORDER BY v.id
```
```postgres
SELECT overlay(nullif(v.code, '') PLACING '' FROM 1 FOR 1), dbmigrate.stuff(v.code, v.id, 2, 'xyz') FROM visit v ORDER BY v.id
```
```rows
bcd | axyzd
NULL | NULL
```
```refused 42883
```
```quiet
SELECT REPLACE(v.code, 'a', '') FROM visit v
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.operands import constant, in_computed_column, whole


@rule("FN404", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=call("STUFF"))
def check(found: Call, context: Context) -> Hit | None:
    if in_computed_column(context):
        return None
    if len(found.args) != 4:
        return Hit(fix=Fix.NONE)
    text, start, length, new = found.args
    first = whole(start.node) == 1 and (whole(length.node) or 0) > 0 and constant(new.node) is not None
    if first:
        return Hit(replace=[(found, "overlay(nullif({}, '') PLACING {} FROM 1 FOR {})", text, new, length)])
    return Hit(replace=[(found.name_part, "dbmigrate.stuff")], helpers=("stuff",))
