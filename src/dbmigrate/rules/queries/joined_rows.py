"""FOR XML PATH('') joins the rows of a query to one text

STRING_AGG does this in PostgreSQL. Without TYPE and .value() SQL Server writes `&`, `<` and `>` as XML does; STRING_AGG
leaves them as they are.

```zh
FOR XML PATH('') 把查询各行拼成一个文本
PostgreSQL 用 STRING_AGG。未用 TYPE 和 .value() 时 SQL Server 会把 &、<、> 写成 XML 转义，STRING_AGG 保持原样。
```
```setup
CREATE TABLE visit (id INT NOT NULL, name VARCHAR(10));
INSERT INTO visit VALUES (2, 'b'), (1, 'a'), (3, NULL);
```
```sqlserver
SELECT STUFF((SELECT ',' + v.name FROM visit v ORDER BY v.id DESC FOR XML PATH(''), TYPE).value('.', 'NVARCHAR(MAX)'), 1, 1, '')
```
```postgres
SELECT overlay(nullif((SELECT string_agg(piece.text, '') FROM (SELECT ',' || v.name AS text FROM visit v ORDER BY v.id DESC) AS piece), '') PLACING '' FROM 1 FOR 1)
```
```rows
b,a
```
```sqlserver
SELECT u.id, (SELECT v.id AS [text()] FROM visit v WHERE v.id < u.id FOR XML PATH('')) AS ids FROM visit u ORDER BY u.id
```
```postgres
-- dbmigrate QY205 1: FOR XML PATH('') joins the rows of a query to one text (signs of XML stay as they are)
SELECT u.id, (SELECT string_agg(piece.text, '') FROM (SELECT v.id::text AS text FROM visit v WHERE v.id < u.id) AS piece) AS ids FROM visit u ORDER BY u.id
```
```refused 42601
```
```quiet
SELECT STRING_AGG(v.name, ',') FROM visit v
```
```notes
signs | signs of XML stay as they are | XML 特殊字符保持原样
```
"""

from typing import Any

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import SELECT, rule
from dbmigrate.engine.views import Select
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.functions.operands import operand, type_of


@rule("QY205", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=SELECT, after=("QY200",))
def check(select: Select, context: Context) -> Hit | None:
    clause = select.clauses.get("FOR")
    if clause is None or not joins_texts(select, clause):
        return None
    item = select.node.expressions[0]
    value = select.view(item.unalias())
    end = next(select.split(value.part.first, last_of_list(select), ",")).last
    cast = "" if type_of(value, context).is_text or isinstance(value.node, exp.Add) else "::text"
    replace: list[tuple[Any, ...]] = [
        (select.part.before, "SELECT string_agg(piece.text, '') FROM ("),
        (Part(value.part.first, end), f"{operand(value) if cast else '{}'}{cast} AS text", value, Part(end, end)),
        (Part(select.part.first, clause.first - 1).after, ") AS piece"),
        (clause, ""),
    ]
    method = value_method(select)
    if method is not None:
        return Hit(replace=[*replace, (method, "")])
    return Hit(replace=replace, note="signs", fix=Fix.REVIEW)


def joins_texts(select: Select, clause: Part) -> bool:
    """`FOR XML PATH('')` of one column that has no name, or the name text()."""
    words, tokens = select.lexed.words, select.lexed.tokens
    k = clause.first
    empty = words[k + 1 : k + 4] == ["XML", "PATH", "("] and select.lexed.is_string(k + 4) and not tokens[k + 4].text
    rest = [w for w in words[k + 6 : clause.last + 1] if w != ","]
    items = select.node.expressions
    if not empty or rest not in ([], ["TYPE"]) or len(items) != 1 or isinstance(items[0], exp.Column):
        return False
    return not isinstance(items[0], exp.Alias) or items[0].alias.lower() == "text()"


def last_of_list(select: Select) -> int:
    return select.clauses["SELECT"].last


def value_method(select: Select) -> Part | None:
    """`.value('.', 'nvarchar(max)')` behind the query's parenthesis."""
    lexed = select.lexed
    words, close = lexed.words, lexed.brackets.close
    around = lexed.brackets.around[select.part.first]
    k = close.get(around, -1) if around is not None else -1
    if k < 0 or words[k + 1 : k + 3] != [".", "VALUE"] or k + 3 not in close:
        return None
    return Part(k + 1, close[k + 3])
