r"""STRING_ESCAPE writes a text so that it can stand in JSON

The target's own functions put quotes around the text and leave the solidus as it is ("STRING_ESCAPE").

```zh
STRING_ESCAPE 将文本转义以放入 JSON
目标库的函数会加上引号，且不转义斜杠；改用 dbmigrate 模式中的函数。
```
```setup
CREATE TABLE visit (note VARCHAR(30));
INSERT INTO visit VALUES (E'a"b\\c/d\n');
```
```sqlserver
SELECT STRING_ESCAPE(v.note, 'json') FROM visit v
```
```postgres
SELECT dbmigrate.string_escape(v.note) FROM visit v
```
```rows
a\"b\\c\/d\n
```
```refused 42883
```
```sqlserver
SELECT '{"n":"' + STRING_ESCAPE(v.note, N'json') -- text
 + '"}' FROM visit v UNION ALL SELECT (SELECT STRING_ESCAPE('患/', 'json'))
```
```postgres
SELECT '{"n":"' || dbmigrate.string_escape(v.note) -- text
 || '"}' FROM visit v UNION ALL SELECT (SELECT dbmigrate.string_escape('患/'))
```
```rows
{"n":"a\"b\\c\/d\n"}
患\/
```
```refused 42883
```
```quiet
SELECT v.note FROM visit v
```
"""

from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity


@rule("FN461", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=call("STRING_ESCAPE"))
def check(found: Call) -> Hit | None:
    if not found.args:
        return Hit(fix=Fix.NONE)
    return Hit(replace=[(found, "dbmigrate.string_escape({})", *found.args)], helpers=("string_escape",))
