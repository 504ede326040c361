"""{name} reads JSON text

PostgreSQL 15 has no such functions; those of the schema dbmigrate take the path as the list of its steps. JSON_VALUE gives
NULL for objects and arrays, JSON_QUERY for anything else.

```zh
{name} 读取 JSON 文本
PostgreSQL 15 没有这些函数；dbmigrate 模式中的函数以步骤列表作为路径。JSON_VALUE 对对象和数组返回 NULL，JSON_QUERY 对其他值返回 NULL。
```
```notes
path | the path is no constant, or strict | 路径不是常量，或为 strict
```
```setup sqlserver
CREATE TABLE report (id INT NOT NULL, body NVARCHAR(200));
INSERT INTO report VALUES (1, N'{"no":7,"patient":{"name":"张三","ages":[30, 31]}}'), (2, N'none'), (3, NULL);
```
```sqlserver
SELECT JSON_VALUE(r.body, '$.patient.name'), JSON_VALUE(r.body, 'lax $.patient.ages[1]') + 1, JSON_VALUE(r.body, '$.patient'), JSON_QUERY(r.body, '$.patient."ages"'), JSON_QUERY(r.body, '$.no') FROM report r WHERE r.id = 1
```
```postgres
SELECT dbmigrate.json_value(r.body, '{patient,name}'), dbmigrate.json_value(r.body, '{patient,ages,1}')::integer + 1, dbmigrate.json_value(r.body, '{patient}'), dbmigrate.json_query(r.body, '{patient,ages}'), dbmigrate.json_query(r.body, '{no}') FROM report r WHERE r.id = 1
```
```rows
张三 | 32 | NULL | [30, 31] | NULL
```
```sqlserver
SELECT r.id, ISJSON(r.body) -- is it
 FROM report r WHERE ISNULL(ISJSON(r.body), 0) = 0 UNION SELECT 9, (SELECT COUNT(*) FROM report r WHERE JSON_QUERY(r.body) IS NOT NULL AND r.id = 1) ORDER BY 1
```
```postgres
SELECT r.id, dbmigrate.is_json(r.body) -- is it
 FROM report r WHERE coalesce(dbmigrate.is_json(r.body), 0) = 0 UNION SELECT 9, (SELECT COUNT(*) FROM report r WHERE dbmigrate.json_query(r.body) IS NOT NULL AND r.id = 1) ORDER BY 1
```
```rows
2 | 0
3 | NULL
9 | 1
```
```sqlserver
SELECT JSON_VALUE(r.body, 'strict $.no') FROM report r
```
```quiet
SELECT r.body FROM report r WHERE r.id = 1
```
"""

from typing import Final

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.json_paths import as_array, steps_of
from dbmigrate.rules.functions.operands import constant
from dbmigrate.rules.scripts.existence import literal

FUNCTIONS: Final = {"JSON_VALUE": "json_value", "JSON_QUERY": "json_query", "ISJSON": "is_json"}


@rule(
    "FN439",
    source="sqlserver",
    severity=Severity.REFUSED,
    fix=Fix.SAFE,
    on=tuple(call(n) for n in FUNCTIONS),
    needs="pg15",
)
def check(found: Call) -> Hit | None:
    name = found.node.name.upper()
    values, count = {"name": name}, len(found.args)
    if count == 1 and name != "JSON_VALUE":
        return Hit(replace=[(found.name_part, f"dbmigrate.{FUNCTIONS[name]}")], values=values, helpers=("json_value",))
    path = constant(found.args[1].node) if count == 2 and name != "ISJSON" else None
    steps = steps_of(path) if path is not None else None
    if steps is None:
        return Hit(values=values, note="path", fix=Fix.NONE)
    asked = literal_template(literal(as_array(steps)))
    replace = [(found, f"dbmigrate.{FUNCTIONS[name]}({{}}, {asked})", found.args[0], found.args[1])]
    return Hit(replace=replace, values=values, helpers=("json_value",))
