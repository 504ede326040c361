"""LEN does not count the blanks at the end

LENGTH counts all characters of a text, and takes no numbers. The blanks are cut off first; a number is made a text.

```zh
LEN 不计尾部空格
LENGTH 统计文本的全部字符，且不接受数字。先去掉尾部空格，数字先转为文本。
```
```setup
CREATE TABLE visit (id INT NOT NULL, name VARCHAR(10));
INSERT INTO visit VALUES (123, 'ab  ');
```
```sqlserver
SELECT LEN(v.name), LEN(v.id), LEN('x') FROM visit v
```
```postgres
SELECT length(rtrim(v.name)), length(v.id::text), length('x') FROM visit v
```
```rows
2 | 3 | 1
```
```refused 42883
```
```sqlserver
SELECT LEN(CAST(v.id AS FLOAT)) FROM visit v
```
```refused 42883
```
```quiet
SELECT v.name FROM visit v
```
```notes
form | the text of such a value is another one on the target | 目标库中该类值的文本形式不同
```
"""

from typing import Any

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.operands import constant, in_computed_column, type_of
from dbmigrate.rules.functions.text_forms import text_form
from dbmigrate.types.values import Kind


@rule("FN401", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=call("LEN"))
def check(found: Call, context: Context) -> Hit | None:
    if in_computed_column(context):
        return None
    if len(found.args) != 1:
        return Hit(fix=Fix.NONE)
    value = found.args[0]
    given, text = type_of(value, context), constant(value.node)
    if text is not None and not text.endswith(" "):
        return Hit(replace=[(found.name_part, "length")])
    if given.kind is Kind.BINARY:
        return Hit(replace=[(found.name_part, "octet_length")])
    form = text_form(value, given)
    if form is not None:
        doubt: dict[str, Any] = {"note": "form", "fix": Fix.REVIEW} if form.note else {}
        return Hit(replace=[(found, f"length({form.template})", value)], helpers=form.helpers, **doubt)
    return Hit(replace=[(found, "length(rtrim({}))", value)])
