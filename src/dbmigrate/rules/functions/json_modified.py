r"""JSON_MODIFY changes a value within JSON text

The target has no such function for texts. A function of the schema dbmigrate changes the value that a constant path
names, keeps the order of the others, and takes the key away where the new value is NULL ("JSON_MODIFY"). It writes no
blanks around what it passes through.

```zh
JSON_MODIFY 修改 JSON 文本中的值
目标库没有针对文本的此类函数。改用 dbmigrate 模式中的函数：修改常量路径所指的值，其余顺序不变，新值为 NULL 时删除该键；经过的层级不保留空白。
```
```setup
CREATE TABLE report (id INT NOT NULL, body VARCHAR(200), note VARCHAR(20));
INSERT INTO report VALUES (1, '{"name":"张三","tags":["a"],"age":{"y":3}}', 'x"y');
```
```sqlserver
SELECT JSON_MODIFY(r.body, '$.age.y', r.id), JSON_MODIFY(r.body, '$.name', r.note), JSON_MODIFY(r.body, '$.name', NULL) FROM report r
```
```postgres
SELECT dbmigrate.json_modify(r.body, '{age,y}', to_json(r.id)), dbmigrate.json_modify(r.body, '{name}', to_json(r.note::text)), dbmigrate.json_modify(r.body, '{name}', NULL) FROM report r
```
```rows
{"name":"张三","tags":["a"],"age":{"y":1}} | {"name":"x\"y","tags":["a"],"age":{"y":3}} | {"tags":["a"],"age":{"y":3}}
```
```sqlserver
SELECT JSON_MODIFY(r.body, 'append $.tags', 'b'), JSON_MODIFY(r.body, '$.new', JSON_QUERY('[1,2]')) -- added
 FROM report r UNION ALL SELECT (SELECT JSON_MODIFY('[1,2]', '$[1]', 5)), 'x'
```
```postgres
SELECT dbmigrate.json_modify(r.body, '{tags}', to_json('b'::text), true), dbmigrate.json_modify(r.body, '{new}', (dbmigrate.json_query('[1,2]'))::json) -- added
 FROM report r UNION ALL SELECT (SELECT dbmigrate.json_modify('[1,2]', '{1}', to_json(5))), 'x'
```
```rows
{"name":"张三","tags":["a","b"],"age":{"y":3}} | {"name":"张三","tags":["a"],"age":{"y":3},"new":[1,2]}
[1,5] | x
```
```sqlserver
SELECT JSON_MODIFY(r.body, 'strict $.no', 1) FROM report r
```
```quiet
SELECT JSON_VALUE(r.body, '$.name') FROM report r
```
```notes
path | the path is strict or no constant, or the type of the value is not known: {cause} | 路径为 strict 或不是常量，或值的类型未知：{cause}
```
"""

from typing import Final

from sqlglot import exp

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call, Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.json_paths import as_array, steps_of
from dbmigrate.rules.functions.operands import constant, operand
from dbmigrate.rules.functions.sqlserver_conversions import keyword_of
from dbmigrate.rules.scripts.existence import literal
from dbmigrate.types.values import Kind

APPEND: Final = "append "
DOCUMENTS: Final = frozenset({"JSON_QUERY", "JSON_MODIFY"})


@rule("FN460", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=call("JSON_MODIFY"))
def check(found: Call, context: Context) -> Hit | None:
    path = (constant(found.args[1].node) or "").strip() if len(found.args) == 3 else ""
    adds = path.lower().startswith(APPEND)
    steps = steps_of(path[len(APPEND) :] if adds else path) if path else None
    new = as_json(found.args[2], context) if steps else ""
    if not steps or not new:
        cause = context.types.of(found.args[2]).cause if len(found.args) == 3 else ""
        return Hit(note="path", fix=Fix.NONE, values={"cause": cause})
    asked = literal_template(literal(as_array(steps)))
    text = f"dbmigrate.json_modify({{}}, {asked}, {new}{', true' if adds else ''})"
    document, way, value = found.args
    return Hit(replace=[(found, text, document, value, way)], helpers=("json_modify",))


def as_json(value: Expr, context: Context) -> str:
    """The new value as JSON: numbers, bits as true and false, JSON from the functions that give it, else a text."""
    given = context.types.of(value)
    if given.kind is Kind.NULL:
        return "{}"
    if isinstance(value.node, exp.Anonymous) and value.node.name.upper() in DOCUMENTS:
        return "({})::json"
    if keyword_of(given) == "BIT":
        return f"to_json({operand(value)} <> 0)"
    if given.is_number:
        return "to_json({})"
    return f"to_json({operand(value)}::text)" if given.is_text else ""
