"""{name} asks whether a text can be converted

A function of the schema dbmigrate answers 1 or 0. ISDATE follows the session's language in SQL Server; here it is what
the target reads as a date from 1753 on. ISNUMERIC also takes signs and currencies ("ISNUMERIC").

```zh
{name} 判断文本能否转换
由 dbmigrate 模式中的函数返回 1 或 0。SQL Server 的 ISDATE 受会话语言影响，此处以目标库能识别且不早于 1753 年为准。ISNUMERIC 也接受正负号与货币符号。
```
```setup
CREATE TABLE visit (id INT NOT NULL, name VARCHAR(20));
INSERT INTO visit VALUES (1, '12.5'), (2, 'x'), (3, NULL);
```
```sqlserver
SELECT ISNUMERIC(v.name), ISNUMERIC(v.id), ISNUMERIC('$1,200') FROM visit v ORDER BY v.id
```
```postgres
SELECT dbmigrate.isnumeric(v.name), dbmigrate.isnumeric(v.id::text), dbmigrate.isnumeric('$1,200') FROM visit v ORDER BY v.id
```
```rows
1 | 1 | 1
0 | 1 | 1
0 | 1 | 1
```
```refused 42883
```
```sqlserver
SELECT ISDATE('2020-02-29') + ISDATE('2021-02-29')
```
```postgres
-- dbmigrate FN410 1: ISDATE asks whether a text can be converted (the session's language decides)
SELECT dbmigrate.isdate('2020-02-29') + dbmigrate.isdate('2021-02-29')
```
```rows
1
```
```refused 42883
```
```quiet
SELECT v.name FROM visit v
```
```notes
language | the session's language decides | 取决于会话语言
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.operands import constant, in_computed_column, operand, type_of


@rule("FN410", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=(call("ISNUMERIC"), call("ISDATE")))
def check(found: Call, context: Context) -> Hit | None:
    if in_computed_column(context):
        return None
    name = found.node.name.upper()
    values = {"name": name}
    if len(found.args) != 1:
        return Hit(values=values, fix=Fix.NONE)
    value, helper = found.args[0], name.lower()
    is_text = constant(value.node) is not None or type_of(value, context).is_text
    text = f"dbmigrate.{helper}({'{}' if is_text else operand(value) + '::text'})"
    if name == "ISDATE":
        return Hit(replace=[(found, text, value)], values=values, helpers=(helper,), note="language", fix=Fix.REVIEW)
    return Hit(replace=[(found, text, value)], values=values, helpers=(helper,))
