"""JSON_TABLE reads JSON text as rows

PostgreSQL has JSON_TABLE from version 17 on. A sub-query over functions of the schema dbmigrate gives the same rows.

```zh
JSON_TABLE 把 JSON 文本展开为行
PostgreSQL 从 17 版起才有 JSON_TABLE；改用 dbmigrate 模式函数的子查询得到相同的行。
```
```notes
form | a path or column of JSON_TABLE that has to be written by hand | JSON_TABLE 中须人工改写的路径或列
date | dates are read by their form | 日期按其文本格式读取
```
```setup oracle
CREATE TABLE report (id NUMBER(4), body CLOB);
INSERT INTO report VALUES (1, '{"name":"张三","items":[{"code":"WBC","val":5.6},{"code":"RBC","val":"x","ref":[1,2]}]}');
INSERT INTO report VALUES (2, 'none');
INSERT INTO report VALUES (3, '{"name":"b"}');
```
```oracle
SELECT r.id, j.name, j.n, j.code, j.val FROM report r, JSON_TABLE(r.body, '$' COLUMNS (name VARCHAR2(20) PATH '$.name', NESTED PATH '$.items[*]' COLUMNS (n FOR ORDINALITY, code VARCHAR2(10) PATH '$.code', val NUMBER(8,2) PATH '$.val' NULL ON ERROR))) j ORDER BY r.id, j.n
```
```postgres
SELECT r.id, j.name, j.n, j.code, j.val FROM report r, LATERAL (SELECT dbmigrate.json_value_lax(j1.item, '{name}') AS name, j2.n AS n, dbmigrate.json_value_lax(j2.item, '{code}') AS code, dbmigrate.json_number(j2.item, '{val}')::numeric(8,2) AS val FROM dbmigrate.json_rows(r.body, '{}', false) WITH ORDINALITY AS j1 (item, n) LEFT JOIN LATERAL dbmigrate.json_rows(j1.item, '{items}', true) WITH ORDINALITY AS j2 (item, n) ON true) j ORDER BY r.id, j.n
```
```rows
1 | 张三 | 1 | WBC | 5.60
1 | 张三 | 2 | RBC | NULL
3 | b | NULL | NULL | NULL
```
```oracle
SELECT COUNT(*) FROM report r -- reports
, JSON_TABLE(r.body, '$.items[*]' COLUMNS (ref VARCHAR2(20) FORMAT JSON PATH '$.ref')) WHERE ref IS NOT NULL
UNION ALL SELECT (SELECT MAX(x.n) FROM JSON_TABLE('[3,4]', '$[*]' COLUMNS (n INTEGER PATH '$')) x) FROM dual
```
```postgres
SELECT COUNT(*) FROM report r -- reports
, LATERAL (SELECT dbmigrate.json_query_lax(j1.item, '{ref}') AS ref FROM dbmigrate.json_rows(r.body, '{items}', true) WITH ORDINALITY AS j1 (item, n)) AS q1 WHERE ref IS NOT NULL
UNION ALL SELECT (SELECT MAX(x.n) FROM LATERAL (SELECT round(dbmigrate.json_number(j1.item, '{}')) AS n FROM dbmigrate.json_rows('[3,4]', '{}', true) WITH ORDINALITY AS j1 (item, n)) x)
```
```rows
1
4
```
```oracle
SELECT j.a FROM report r, JSON_TABLE(r.body, '$.a[0 to 2]' COLUMNS (a VARCHAR2(5) PATH '$')) j
```
```quiet
SELECT r.body AS json_table FROM report r
```
"""

from typing import Any

from sqlglot import exp

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import rule, syntax
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.functions.operands import operand
from dbmigrate.rules.queries.free_names import free_names
from dbmigrate.rules.queries.json_columns import Rows, Unclear
from dbmigrate.syntax.lex import Lexed

VALUE = "\0"


@rule("QY038", source="oracle", severity=Severity.REFUSED, on=syntax("jsontable"), needs="pg15")
def check(found: Expr, context: Context) -> Hit | None:
    lexed, value = found.lexed, found.view(found.node.this)
    opening = opening_of(lexed, value.part)
    if opening is None:
        return None
    whole = Part(opening - 1, lexed.brackets.close[opening])
    inside = [k for k in range(opening + 1, whole.last) if lexed.brackets.around[k] == opening]
    columns = next((k for k in inside if lexed.words[k] == "COLUMNS"), None)
    path = found.node.args.get("path")
    if columns is None or not isinstance(path, exp.Literal) or columns + 1 not in lexed.brackets.close:
        return Hit(note="form", fix=Fix.NONE, at=whole)
    rows = Rows(lexed, context)
    end = lexed.brackets.close[columns + 1]
    try:
        if end != whole.last - 1:
            raise Unclear
        rows.read(path.this, Part(columns + 2, end - 1), VALUE)
    except Unclear:
        return Hit(note="form", fix=Fix.NONE, at=whole)
    text = "" if context.types.of(value).is_text else "::text"
    subject = (operand(value) if text else "{}") + text
    query = f"LATERAL (SELECT {', '.join(rows.columns)} FROM {' '.join(rows.sources)})"
    template = literal_template(query).replace(VALUE, subject) + alias(found.node, lexed)
    places: list[Any] = [value, Part(value.part.last + 1, whole.last - 1)]
    note, fix = ("date", Fix.REVIEW) if rows.review else ("", Fix.SAFE)
    return Hit([(whole, template, *places)], note, fix=fix, at=whole, helpers=("json_lax", "json_rows"))


def alias(node: Any, lexed: Lexed) -> str:
    given = node.parent is not None and bool(node.parent.alias)
    return "" if given else f" AS {free_names(lexed, 1)[0]}"


def opening_of(lexed: Lexed, value: Part) -> int | None:
    """The bracket behind JSON_TABLE."""
    opening = lexed.brackets.around[value.first]
    while opening is not None and lexed.words[opening - 1] != "JSON_TABLE":
        opening = lexed.brackets.around[opening]
    return opening
