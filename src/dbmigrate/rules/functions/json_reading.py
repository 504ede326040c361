"""{name} reads JSON text (Oracle)

PostgreSQL 15 has no such functions; those of the schema dbmigrate take the path as the list of its steps and give NULL
where the text is no JSON, as Oracle does without a clause that says otherwise.

```zh
{name} 读取 JSON 文本（Oracle）
PostgreSQL 15 没有这些函数；dbmigrate 模式中的函数以步骤列表作为路径，文本不是 JSON 时返回空，与 Oracle 的默认行为相同。
```
```notes
form | the path is no plain list of steps, or a clause says what becomes of errors | 路径不是简单的步骤，或带有错误处理子句
layout | the target keeps the blanks of the text | 目标库保留原文中的空白
```
```setup oracle
CREATE TABLE report (id NUMBER(4), body CLOB);
INSERT INTO report VALUES (1, '{"no":7,"patient":{"name":"张三","ages":[30,31]}}');
INSERT INTO report VALUES (2, 'none');
```
```oracle
SELECT JSON_VALUE(r.body, '$.patient.name'), JSON_VALUE(r.body, '$.patient.ages[1]' RETURNING NUMBER) + 1, JSON_VALUE(r.body, '$.patient' NULL ON ERROR) FROM report r WHERE JSON_EXISTS(r.body, '$.patient."ages"')
```
```postgres
SELECT dbmigrate.json_value_lax(r.body, '{patient,name}'), dbmigrate.json_value_lax(r.body, '{patient,ages,1}')::numeric + 1, dbmigrate.json_value_lax(r.body, '{patient}') FROM report r WHERE dbmigrate.json_exists(r.body, '{patient,ages}')
```
```rows
张三 | 32 | NULL
```
```oracle
SELECT JSON_QUERY(r.body, '$.patient.ages') FROM report r WHERE r.id = 1 UNION SELECT MAX(x.n) FROM (SELECT JSON_VALUE(body, -- the number
'$.no') AS n FROM report) x ORDER BY 1
```
```postgres
-- dbmigrate FN351 1: JSON_QUERY reads JSON text (Oracle) (the target keeps the blanks of the text)
SELECT dbmigrate.json_query_lax(r.body, '{patient,ages}') FROM report r WHERE r.id = 1 UNION SELECT MAX(x.n) FROM (SELECT -- the number
dbmigrate.json_value_lax(body, '{no}') AS n FROM report) x ORDER BY 1
```
```rows
7
[30,31]
```
```oracle
SELECT JSON_VALUE(body, '$.a[*].b' ERROR ON ERROR) FROM report
```
```quiet
SELECT r.body AS json_value FROM report r WHERE r.id = 1
```
"""

from typing import Final

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.functions.json_paths import as_array, steps_of
from dbmigrate.rules.functions.operands import operand

FUNCTIONS: Final = {"JSON_VALUE": "json_value_lax", "JSON_QUERY": "json_query_lax", "JSON_EXISTS": "json_exists"}
IDLE: Final = (["NULL", "ON", "ERROR"], ["NULL", "ON", "EMPTY"])
CASTS: Final = {"NUMBER": "::numeric", "VARCHAR2": "", "CLOB": ""}


@rule(
    "FN351",
    source="oracle",
    severity=Severity.REFUSED,
    on=tuple(map(call, FUNCTIONS)),
    needs="pg15",
)
def check(found: Call, context: Context) -> Hit | None:
    lexed, part = found.lexed, found.part
    name = lexed.words[part.first]
    values = {"name": name}
    inside = range(part.first + 2, part.last)
    comma = next((k for k in inside if lexed.words[k] == "," and lexed.brackets.around[k] == part.first + 1), None)
    steps = steps_of(lexed.tokens[comma + 1].text) if comma and lexed.is_string(comma + 1) else None
    cast = cast_of(lexed.words[comma + 2 : part.last]) if comma else None
    if comma is None or steps is None or cast is None:
        return Hit(values=values, note="form", fix=Fix.NONE)
    value = found.args[0]
    text = "" if context.types.of(value).is_text else "::text"
    asked = literal_template(as_array(steps).replace("'", "''"))
    subject = (operand(value) if text else "{}") + text
    template = f"dbmigrate.{FUNCTIONS[name]}({subject}, '{asked}'){cast}"
    path = Part(comma + 1, part.last - 1)
    note, fix = ("layout", Fix.REVIEW) if name == "JSON_QUERY" else ("", Fix.SAFE)
    return Hit([(found, template, value, path)], note, values, fix, helpers=("json_lax",))


def cast_of(words: list[str]) -> str | None:
    """What stands behind the path: RETURNING a type, NULL ON ERROR; None for anything else."""
    cast = ""
    if words[:1] == ["RETURNING"] and len(words) > 1 and words[1] in CASTS:
        cast = CASTS[words[1]]
        words = words[2:]
        if words[:1] == ["("]:
            words = words[words.index(")") + 1 :]
    while words[:3] in IDLE:
        words = words[3:]
    return None if words else cast
