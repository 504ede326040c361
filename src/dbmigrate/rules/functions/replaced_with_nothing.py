"""REPLACE that removes, or that is given NULL

Without a third argument, or where it is NULL, Oracle takes the text out; where the second is NULL the text stays. The
target wants all three arguments and answers NULL where one is NULL.

```zh
REPLACE 用于删除，或参数为 NULL
Oracle 省略第三个参数或其为 NULL 时删除匹配文本，第二个参数为 NULL 时原样返回。目标库必须写三个参数，任一为 NULL 则结果为 NULL。
```
```setup oracle
CREATE TABLE visit (code VARCHAR2(10), cut VARCHAR2(4), put VARCHAR2(4));
INSERT INTO visit VALUES ('a-b', NULL, NULL);
```
```oracle
SELECT REPLACE(code, '-'), REPLACE(code, '-', ''), REPLACE(code, 'b', put), REPLACE(code, cut, 'x') FROM visit
```
```postgres
SELECT nullif(REPLACE(code, '-', ''), ''), nullif(REPLACE(code, '-', ''), ''), nullif(REPLACE(code, 'b', coalesce(put, '')), ''), REPLACE(code, coalesce(cut, ''), 'x') FROM visit
```
```rows
ab | ab | a- | a-b
```
```oracle
SELECT code FROM visit WHERE REPLACE(code, '-') = 'ab' UNION SELECT (SELECT REPLACE(v.code, -- what
'-' -- all
) FROM visit v) FROM dual
```
```postgres
SELECT code FROM visit WHERE REPLACE(code, '-', '') = 'ab' UNION SELECT (SELECT nullif(REPLACE(v.code, -- what
'-', '' -- all
), '') FROM visit v)
```
```rows
a-b
ab
```
```refused 42883
```
```quiet
SELECT REPLACE(v.code, '-', '_') FROM visit v
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.functions.placing import around
from dbmigrate.types.values import Kind


@rule("FN324", source="oracle", severity=Severity.DIFFERS, on=call("REPLACE"), after=("FN330", "FN337", "PL076"))
def check(found: Call, context: Context) -> Hit | None:
    if len(found.args) not in (2, 3):
        return None
    replace: list[tuple[object, ...]] = []
    for argument in found.args[1:]:
        type_ = context.types.of(argument)
        if type_.nullable and not argument.is_literal(""):
            replace += [(argument, "''")] if type_.kind is Kind.NULL else around(argument, "coalesce({}, '')")
    if len(found.args) == 2:
        replace.append((found.args[1].part.after, ", ''"))
        return Hit(replace=replace, severity=Severity.REFUSED)
    return Hit(replace=replace) if replace else None
