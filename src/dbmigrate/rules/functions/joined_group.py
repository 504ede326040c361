"""STRING_AGG: its order stands inside, and it joins texts only

PostgreSQL writes the ORDER BY of an aggregate inside of its parentheses, and takes no numbers.

```zh
STRING_AGG 的排序写在括号内，且只拼接文本
PostgreSQL 聚合函数的 ORDER BY 写在括号内，且不接受数字参数。
```
```setup
CREATE TABLE visit (id INT NOT NULL, name VARCHAR(10) NOT NULL);
INSERT INTO visit VALUES (1, 'b'), (2, 'a');
```
```sqlserver
SELECT STRING_AGG(v.name, ',') WITHIN GROUP (ORDER BY v.name DESC), STRING_AGG(v.id, '-') WITHIN GROUP (ORDER BY v.id) FROM visit v
```
```postgres
SELECT STRING_AGG(v.name, ',' ORDER BY v.name DESC), STRING_AGG(v.id::text, '-' ORDER BY v.id) FROM visit v
```
```rows
b,a | 1-2
```
```refused 42883
```
```quiet
SELECT STRING_AGG(v.name, ',') FROM visit v
```
"""

from typing import Any

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.functions.operands import operand, type_of


@rule("FN436", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=call("STRING_AGG"))
def check(found: Call, context: Context) -> Hit | None:
    if len(found.args) != 2:
        return None
    replace: list[tuple[Any, ...]] = []
    value = found.args[0]
    if type_of(value, context).is_number:
        replace.append((value, f"{operand(value)}::text", value))
    words, close, end = found.lexed.words, found.lexed.brackets.close, found.part.last
    if isinstance(found.parent, exp.WithinGroup) and words[end + 1 : end + 4] == ["WITHIN", "GROUP", "("]:
        order = Part(end + 4, close[end + 3] - 1)
        replace += [(found.args[1].part.after, " {}", order), (Part(end + 1, close[end + 3]), "")]
    return Hit(replace=replace) if replace else None
