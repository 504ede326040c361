"""{function} of values that can be NULL

Oracle answers NULL where one of the values is NULL; the target leaves NULL out.

```zh
{function} 的参数可能为 NULL
任一参数为 NULL 时 Oracle 返回 NULL；目标库忽略 NULL 参数。
```
```setup oracle
CREATE TABLE visit (id NUMBER(4) NOT NULL, a NUMBER(4), b DATE);
INSERT INTO visit VALUES (7, NULL, DATE '2024-05-16');
```
```oracle
SELECT GREATEST(id, a), LEAST(id, 5), LEAST(b, SYSDATE) FROM visit
```
```postgres
SELECT CASE WHEN num_nulls(a) = 0 THEN GREATEST(id, a) END, LEAST(id, 5), CASE WHEN num_nulls(b) = 0 THEN LEAST(b, date_trunc('second', clock_timestamp())::timestamp) END FROM visit
```
```rows
NULL | 5 | 2024-05-16 00:00:00
```
```oracle
SELECT id FROM visit WHERE GREATEST(id, NVL(a, 0)) = 7 UNION ALL SELECT (SELECT LEAST( -- a
v.a, -- id
v.id) FROM visit v) FROM dual
```
```postgres
SELECT id FROM visit WHERE GREATEST(id, coalesce(a, 0)) = 7 UNION ALL SELECT (SELECT CASE WHEN num_nulls(-- a
v.a) = 0 THEN LEAST(v.a, -- id
v.id) END FROM visit v)
```
```rows
7
NULL
```
```quiet
SELECT GREATEST(v.id, 0, NVL(v.a, 1)) FROM visit v
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.functions.placing import as_key_only


@rule(
    "FN328",
    source="oracle",
    severity=Severity.DIFFERS,
    on=(call("GREATEST"), call("LEAST")),
    unless="greatest_null_if_any_null",
)
def check(found: Call, context: Context) -> Hit | None:
    args = found.args
    nullable = [a for a in args if context.types.of(a).nullable]
    if not nullable or len(args) < 2:
        return None
    name = found.lexed.source(found.name_part)
    tested, listed = ", ".join("{}" for _ in nullable), ", ".join("{}" for _ in args)
    if context.target.has_function("num_nulls"):
        complete = f"num_nulls({tested}) = 0"
    else:
        complete = " AND ".join("({}) IS NOT NULL" for _ in nullable)
    text = as_key_only(found, f"CASE WHEN {complete} THEN {name}({listed}) END", context)
    return Hit(replace=[(found, text, *nullable, *args)], values={"function": name.upper()})
