r"""FOR JSON {kind} makes a JSON text of a query's rows

`json_build_object` makes the object of a row, with the names as they are written; what is NULL is left out unless
INCLUDE_NULL_VALUES stands there, a bit is true or false, and `a.b` makes an object in an object.

```zh
FOR JSON {kind} 把查询结果生成 JSON 文本
每行由 json_build_object 生成对象，名称保持原样；未写 INCLUDE_NULL_VALUES 时省略 NULL，bit 为 true 或 false，a.b 形式的名称生成嵌套对象。
```
```notes
null | the text has more blanks than SQL Server's | 文本中的空格比 SQL Server 多
float | a binary number has another text | 浮点数的文本形式不同
form | the columns have no names, or the rows of several tables are nested | 列没有名称，或多表的行相互嵌套
```
```setup sqlserver
CREATE TABLE ward (Id INT NOT NULL, Name NVARCHAR(20), Closed BIT, Area NUMERIC(6,2));
INSERT INTO ward VALUES (1, N'内科', 0, 12.50), (2, N'a"b', NULL, NULL);
```
```sqlserver
SELECT w.Id, Name AS 'info.name', w.Area AS [info.area], w.Closed FROM ward w ORDER BY w.Id FOR JSON PATH
```
```postgres
SELECT '[' || string_agg(q1.item, ',') || ']' FROM (SELECT json_strip_nulls(json_build_object('Id', w.Id, 'info', json_build_object('name', Name, 'area', w.Area), 'Closed', (w.Closed <> 0)))::text AS item FROM ward w ORDER BY w.Id) AS q1
```
```rows
[{"Id":1,"info":{"name":"内科","area":12.50},"Closed":false},{"Id":2,"info":{"name":"a\"b"}}]
```
```refused 42601
```
```sqlserver
SELECT w.Id, (SELECT TOP 1 n = v.Name, v.Area -- inner
 FROM ward v WHERE v.Id = w.Id FOR JSON PATH, WITHOUT_ARRAY_WRAPPER) AS v FROM ward w WHERE w.Id = 1 UNION ALL SELECT 2, (SELECT COUNT(*) AS n FROM ward FOR JSON AUTO, ROOT('r'))
```
```postgres
SELECT w.Id, (SELECT string_agg(q2.item, ',') FROM (SELECT json_strip_nulls(json_build_object('n', v.Name, 'Area', v.Area))::text AS item -- inner
 FROM ward v WHERE v.Id = w.Id LIMIT 1) AS q2) AS v FROM ward w WHERE w.Id = 1 UNION ALL SELECT 2, (SELECT '{"r":[' || string_agg(q1.item, ',') || ']}' FROM (SELECT json_strip_nulls(json_build_object('n', COUNT(*)))::text AS item FROM ward) AS q1)
```
```rows
1 | {"n":"内科","Area":12.50}
2 | {"r":[{"n":2}]}
```
```refused 42601
```
```sqlserver
SELECT * FROM ward FOR JSON AUTO
```
```refused 42601
```
```quiet
SELECT w.Id FROM ward w
```
"""

from __future__ import annotations

from typing import Any, Final

from sqlglot import exp

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import SELECT, rule
from dbmigrate.engine.views import Expr, Select
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.functions.operands import operand, type_of
from dbmigrate.rules.queries.documents import Item, document_items, option_value, options_of, unused_name
from dbmigrate.rules.scripts.existence import literal
from dbmigrate.types.values import Kind

MOST_COLUMNS: Final = 50  # a function takes 100 arguments
Tree = dict[str, Any]


@rule("QY209", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=SELECT, after=("QY200",))
def check(select: Select, context: Context) -> Hit | None:
    clause = select.clauses.get("FOR")
    if clause is None or select.lexed.words[clause.first + 1] != "JSON":
        return None
    options = options_of(select, clause)
    values = {"kind": options[0] if options else ""}
    items = document_items(select)
    joined = bool(select.node.args.get("joins")) and options[:1] == ["AUTO"]
    if not items or joined or len(items) > MOST_COLUMNS or isinstance(select.parent, exp.SetOperation):
        return Hit(values=values, note="form", fix=Fix.NONE, at=clause)
    tree = nested(items)
    if tree is None:
        return Hit(values=values, note="form", fix=Fix.NONE, at=clause)
    places: list[Any] = []
    row, nulls = written(tree, select, context, places), "INCLUDE_NULL_VALUES" in options
    row = row if nulls else f"json_strip_nulls({row})"
    spans = Part(items[0].part.first, items[-1].part.last)
    name = unused_name(select)
    before, after = wrapper(select, clause, options)
    replace: list[tuple[Any, ...]] = [
        (select.part.before, f"SELECT {before}string_agg({name}.item, ','){after} FROM ("),
        (spans, f"{row}::text AS item", *places, *(rest for item in items for rest in item.rest)),
        (Part(select.part.first, clause.first - 1).after, f") AS {name}"),
        (clause, ""),
    ]
    floats = any(type_of(i.value, context).kind is Kind.FLOAT for i in items)
    note = "null" if nulls else "float" if floats else ""
    return Hit(replace=replace, values=values, note=note, fix=Fix.REVIEW if note else Fix.SAFE)


def wrapper(select: Select, clause: Part, options: list[str]) -> tuple[str, str]:
    before, after = ("", "") if "WITHOUT_ARRAY_WRAPPER" in options else ("[", "]")
    if "ROOT" in options:
        root = option_value(select, clause, "ROOT") or "root"
        before, after = f'{{"{root}":{before}', after + "}"
    shown = (f"{literal(before)} || " if before else "", f" || {literal(after)}" if after else "")
    return literal_template(shown[0]), literal_template(shown[1])


def nested(items: list[Item]) -> Tree | None:
    """`a.b` and `a.c` as one object a; None where one name is both a value and an object."""
    tree: Tree = {}
    for item in items:
        steps = item.name.split(".")
        place = tree
        for step in steps[:-1]:
            place = place.setdefault(step, {})
            if not isinstance(place, dict):
                return None
        if not all(steps) or steps[-1] in place:
            return None
        place[steps[-1]] = item
    return tree


def written(tree: Tree, select: Select, context: Context, places: list[Any]) -> str:
    pairs = []
    for name, value in tree.items():
        if isinstance(value, dict):
            shown = written(value, select, context, places)
        else:
            shown = as_json(value.value, context)
            places.append(value.value)
        pairs.append(f"{literal_template(literal(name))}, {shown}")
    return f"json_build_object({', '.join(pairs)})"


def as_json(value: Expr, context: Context) -> str:
    """A bit is true or false, what is JSON already stays so, a GUID has large letters."""
    node = value.node
    makes_json = isinstance(node, exp.Anonymous) and node.name.upper() == "JSON_QUERY"
    if makes_json or (isinstance(node, exp.Subquery) and isinstance(node.this, exp.Select) and node.this.args.get("for_")):
        return "{}::json"
    given = type_of(value, context)
    keyword = given.sql.keyword if given.sql else ""
    if keyword == "BIT":
        return f"({operand(value)} <> 0)"
    return f"upper({operand(value)}::text)" if keyword == "UNIQUEIDENTIFIER" else "{}"
