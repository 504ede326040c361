"""OPENJSON makes rows of JSON text

Without WITH the rows are pairs of key and value, which a function of the schema dbmigrate gives as well; with WITH each
element of the array is a row, and each column is read at its path.

```zh
OPENJSON 把 JSON 文本转为行
没有 WITH 时每行为键、值、类型，由 dbmigrate 模式中的函数给出；有 WITH 时数组的每个元素为一行，各列按路径读取。
```
```notes
path | a path is no constant, or strict where it gives JSON | 路径不是常量，或为返回 JSON 的 strict 路径
type | nothing reads a text as one of the types | 其中某一类型无法由文本读取
```
```setup sqlserver
CREATE TABLE report (id INT NOT NULL, body NVARCHAR(200));
INSERT INTO report VALUES (1, N'{"items":[{"no":1,"name":"血常规","more":{"x":1}},{"no":2}]}');
```
```sqlserver
SELECT r.id, j.no, j.name, j.extra FROM report r CROSS APPLY OPENJSON(r.body, '$.items') WITH (no INT, name NVARCHAR(20) '$.name', extra NVARCHAR(MAX) '$.more' AS JSON) j ORDER BY j.no
```
```postgres
SELECT r.id, j.no, j.name, j.extra FROM report r CROSS JOIN LATERAL (SELECT dbmigrate.json_value(q1.item, '{no}')::integer AS no, dbmigrate.json_value(q1.item, '{name}')::varchar(20) AS name, dbmigrate.json_query(q1.item, '{more}') AS extra FROM dbmigrate.json_items(r.body, '{items}') AS q1 (item)) j ORDER BY j.no NULLS FIRST
```
```rows
1 | 1 | 血常规 | {"x":1}
1 | 2 | NULL | NULL
```
```refused 42601
```
```sqlserver
SELECT o.[key], o.value, o.type FROM OPENJSON('{"a":1,"b":"x"}') o UNION ALL SELECT 'n', (SELECT CAST(COUNT(*) AS VARCHAR(5)) FROM OPENJSON('[1, 2]') WITH (v INT '$')), 0 -- two
```
```postgres
SELECT o.key, o.value, o.type FROM dbmigrate.openjson('{"a":1,"b":"x"}') o UNION ALL SELECT 'n', (SELECT CAST(dbmigrate.fitted(COUNT(*)::text, 5, '*') AS VARCHAR(5)) FROM (SELECT dbmigrate.json_value(q1.item, '{}')::integer AS v FROM dbmigrate.json_items('[1, 2]') AS q1 (item)) AS q2), 0 -- two
```
```rows
a | 1 | 2
b | x | 1
n | 2 | 0
```
```refused 42601
```
```sqlserver
SELECT v.no, v.name FROM OPENJSON('[{"no":1,"name":null}]') WITH (no INT N'strict $.no', name VARCHAR(9) 'strict $.name') AS v UNION ALL SELECT 2, 'b' -- strict
```
```postgres
SELECT v.no, v.name FROM (SELECT dbmigrate.json_strict(q1.item, '{no}')::integer AS no, dbmigrate.json_strict(q1.item, '{name}')::varchar(9) AS name FROM dbmigrate.json_items('[{"no":1,"name":null}]') AS q1 (item)) AS v UNION ALL SELECT 2, 'b' -- strict
```
```rows
1 | NULL
2 | b
```
```refused 42601
```
```quiet
SELECT r.id FROM report r
```
"""

from __future__ import annotations

from typing import Any, Final

from sqlglot import exp

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import rule, syntax
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.functions.json_paths import as_array, steps_of
from dbmigrate.rules.functions.operands import constant
from dbmigrate.rules.functions.xml_method import cast_of
from dbmigrate.rules.queries.free_names import free_names
from dbmigrate.rules.scripts.existence import literal
from dbmigrate.syntax.lex import Lexed

# What stands behind a FROM item: the next clause, or in code the next statement.
ENDS: Final = frozenset(
    """ ) , ; WHERE ORDER GROUP HAVING JOIN INNER LEFT RIGHT FULL CROSS OUTER ON UNION EXCEPT INTERSECT OPTION FOR WITH END
    SELECT INSERT UPDATE DELETE MERGE IF ELSE BEGIN WHILE RETURN SET DECLARE EXEC EXECUTE COMMIT ROLLBACK PRINT RAISERROR
    THROW GOTO FETCH CLOSE OPEN DROP CREATE ALTER TRUNCATE""".split()
) | {"", "ORDER BY", "GROUP BY"}


@rule("QY223", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=syntax("openjson"))
def check(found: Expr, context: Context) -> Hit | None:
    lexed, node = found.lexed, found.node
    value = found.view(node.this)
    opening = lexed.brackets.around[value.part.first]
    while opening is not None and lexed.words[opening - 1] != "OPENJSON":
        opening = lexed.brackets.around[opening]
    if opening is None:
        return None
    first, last = opening - 1, lexed.brackets.close[opening]
    path = node.args.get("path")
    steps = steps_of(constant(path) or "") if isinstance(path, exp.Expr) else []
    if steps is None:
        return Hit(note="path", fix=Fix.NONE)
    at = f", {literal_template(literal(as_array(steps)))}" if steps else ""
    gone = [found.view(path)] if isinstance(path, exp.Expr) else []
    call, helpers = Part(first, last), ("json_value",)
    if lexed.words[last + 1] != "WITH" or last + 2 not in lexed.brackets.close:
        return Hit(replace=[(call, f"dbmigrate.openjson({{}}{at})", value, *gone)], helpers=helpers)
    end = lexed.brackets.close[last + 2]
    rows, alias = free_names(lexed, 2)
    columns = columns_of(lexed, Part(last + 3, end - 1), rows, context)
    if isinstance(columns, str):
        return Hit(note=columns, fix=Fix.NONE)
    items = f"dbmigrate.json_items({{}}{at}) AS {rows} (item)"
    named = f" AS {alias}" if not is_named(lexed, end + 1) else ""
    text = f"(SELECT {literal_template(', '.join(columns))} FROM {items}){named}"
    return Hit(replace=[(Part(first, end), text, value, *gone, Part(last + 3, end - 1))], helpers=helpers)


def is_named(lexed: Lexed, k: int) -> bool:
    """An alias stands there."""
    return k < len(lexed.tokens) and (lexed.words[k] not in ENDS or lexed.is_quoted(k))


def columns_of(lexed: Lexed, part: Part, rows: str, context: Context) -> list[str] | str:
    """The select list, or the note that says why there is none."""
    words, around = lexed.words, lexed.brackets.around
    depth, found, start = around[part.first], [], part.first
    ends = [k for k in range(part.first, part.last + 1) if words[k] == "," and around[k] == depth] + [part.last + 1]
    for end in ends:
        made = column_of(lexed, start, end - 1, rows, context)
        if made in ("path", "type"):
            return made
        found.append(made)
        start = end + 1
    return found


def column_of(lexed: Lexed, first: int, last: int, rows: str, context: Context) -> str:
    """`name TYPE ['$.path'] [AS JSON]`."""
    name: Any = lexed.tokens[first].text
    as_json = lexed.words[last - 1 : last + 1] == ["AS", "JSON"]
    last -= 2 if as_json else 0
    path = lexed.tokens[last].text if lexed.is_string(last) else f'$."{name}"'
    last -= lexed.is_string(last)
    strict = path.lower().startswith("strict ") and not as_json
    steps = steps_of(path[7:].lstrip() if strict else path)
    if steps is None:
        return "path"
    cast = "" if as_json else cast_of(lexed.source(Part(first + 1, last)))
    if cast is None:
        return "type"
    reader = "json_query" if as_json else "json_strict" if strict else "json_value"
    spelled = context.names.spell(name, lexed.is_quoted(first), "alias")
    return f"dbmigrate.{reader}({rows}.item, {literal(as_array(steps))}){cast} AS {spelled}"
