"""FOR XML {kind} makes an XML document of a query's rows

`xmlelement` makes the element of a row, with the names as they are written: RAW and AUTO have attributes (elements where
ELEMENTS stands there), PATH elements, and attributes for names with `@`; `a/b` is an element within another, a value
without a name stands as it is. What is NULL is left out.

```zh
FOR XML {kind} 把查询结果生成 XML 文档
每行由 xmlelement 生成元素，名称保持原样：RAW、AUTO 生成属性（写 ELEMENTS 时为子元素），PATH 生成子元素，以 @ 开头的名称为属性，a/b 为嵌套元素，无名称的值原样放入。省略 NULL。
```
```notes
float | a binary number has another text | 浮点数的文本形式不同
signs | signs beyond ASCII are written as numbers in attributes | 属性中的非 ASCII 字符写作数字引用
form | such a document has to be written by hand | 此类文档须人工改写
```
```setup sqlserver
CREATE TABLE ward (Id INT NOT NULL, Name NVARCHAR(20), Closed BIT);
INSERT INTO ward VALUES (1, N'内科', 0), (2, N'a<b', NULL);
```
```sqlserver
SELECT w.Id AS '@id', Name, w.Closed FROM ward w ORDER BY w.Id FOR XML PATH('ward'), ROOT('wards')
```
```postgres
SELECT xmlelement(name "wards", xmlagg(q1.item))::text FROM (SELECT xmlelement(name "ward", xmlattributes(w.Id AS "id"), xmlforest(Name AS "Name", w.Closed AS "Closed")) AS item FROM ward w ORDER BY w.Id) AS q1 HAVING count(*) > 0
```
```rows
<wards><ward id="1"><Name>内科</Name><Closed>0</Closed></ward><ward id="2"><Name>a&lt;b</Name></ward></wards>
```
```refused 42601
```
```sqlserver
SELECT 1 AS n, (SELECT TOP 1 w.Id, w.Closed -- inner
 FROM ward w ORDER BY w.Id FOR XML RAW, TYPE) AS x UNION ALL SELECT 2, (SELECT w.Id FROM ward w WHERE w.Id = 2 FOR XML AUTO, ELEMENTS, TYPE)
```
```postgres
SELECT 1 AS n, (SELECT xmlagg(q2.item) FROM (SELECT xmlelement(name "row", xmlattributes(w.Id AS "Id", w.Closed AS "Closed")) AS item -- inner
 FROM ward w ORDER BY w.Id LIMIT 1) AS q2) AS x UNION ALL SELECT 2, (SELECT xmlagg(q1.item) FROM (SELECT xmlelement(name "w", xmlforest(w.Id AS "Id")) AS item FROM ward w WHERE w.Id = 2) AS q1)
```
```rows
1 | <row Id="1" Closed="0"/>
2 | <w><Id>2</Id></w>
```
```refused 42601
```
```sqlserver
SELECT w.Id AS '@id', w.Name AS 'dept/name', w.Closed AS 'dept/closed', (SELECT v.Id AS n FROM ward v WHERE v.Id < w.Id FOR XML PATH('below'), TYPE) -- nested
 FROM ward w WHERE w.Id = 2 FOR XML PATH('ward')
```
```postgres
SELECT xmlagg(q1.item)::text FROM (SELECT xmlelement(name "ward", xmlattributes(w.Id AS "id"), xmlforest(xmlforest(w.Name AS "name", w.Closed AS "closed") AS "dept"), (SELECT xmlagg(q2.item) FROM (SELECT xmlelement(name "below", xmlforest(v.Id AS "n")) AS item FROM ward v WHERE v.Id < w.Id) AS q2)) AS item -- nested
 FROM ward w WHERE w.Id = 2) AS q1
```
```rows
<ward id="2"><dept><name>a&lt;b</name></dept><below><n>1</n></below></ward>
```
```refused 42601
```
```sqlserver
SELECT w.Id AS a, w.Closed AS b FROM ward w ORDER BY w.Id FOR XML PATH(''), ROOT('all')
```
```postgres
SELECT xmlelement(name "all", xmlagg(q1.item))::text FROM (SELECT xmlconcat(xmlforest(w.Id AS "a", w.Closed AS "b")) AS item FROM ward w ORDER BY w.Id) AS q1 HAVING count(*) > 0
```
```rows
<all><a>1</a><b>0</b><a>2</a></all>
```
```refused 42601
```
```sqlserver
SELECT * FROM ward FOR XML EXPLICIT
```
```refused 42601
```
```quiet
SELECT ',' + w.Name FROM ward w FOR XML PATH('')
```
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import Any, Final

from sqlglot import exp

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import SELECT, rule
from dbmigrate.engine.views import Select
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.functions.operands import operand, type_of
from dbmigrate.rules.queries.documents import Item, document_items, option_value, options_of, unused_name
from dbmigrate.rules.queries.joined_rows import joins_texts
from dbmigrate.types.values import Kind

NAME: Final = re.compile(r"@?[^\W\d][\w.-]*$")
STEPS: Final = re.compile(r"[^\W\d][\w.-]*(/[^\W\d][\w.-]*)+$")
CONTENT: Final = frozenset({"", "*", "text()", "node()"})  # the value itself, without an element around it


@rule("QY206", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=SELECT, after=("QY200",), needs="xml")
def check(select: Select, context: Context) -> Hit | None:
    clause = select.clauses.get("FOR")
    if clause is None or select.lexed.words[clause.first + 1] != "XML" or joins_texts(select, clause):
        return None
    options = options_of(select, clause)
    kind = options[0] if options else ""
    values = {"kind": kind}
    items = document_items(select, named=kind != "PATH")
    element = element_of(select, clause, kind)
    bare = kind == "PATH" and select.lexed.source(clause).replace(" ", "").upper().startswith("FORXMLPATH('')")
    named = "XMLNAMESPACES" in select.lexed.words
    if named or not items or not (element or bare) or not is_plain(select, items, kind, options):
        return Hit(values=values, note="form", fix=Fix.NONE, at=clause)
    attributes = [i for i in items if i.name.startswith("@") or (kind != "PATH" and "ELEMENTS" not in options)]
    elements = [i for i in items if i not in attributes]
    if bare and attributes:
        return Hit(values=values, note="form", fix=Fix.NONE, at=clause)
    row = f"xmlelement(name {quoted(element)}{listed('xmlattributes', attributes, context)}{contents(elements, context)})"
    if bare:
        row = f"xmlconcat({contents(elements, context).removeprefix(', ')})"
    name = unused_name(select)
    rows = f"xmlagg({name}.item)"
    root = option_value(select, clause, "ROOT") or "root" if "ROOT" in options else ""
    rows = f"xmlelement(name {quoted(root)}, {rows})" if root else rows
    cast = "" if "TYPE" in options else "::text"
    spans = Part(items[0].part.first, items[-1].part.last)
    places = [item.value for item in [*attributes, *elements]]
    replace: list[tuple[Any, ...]] = [
        (select.part.before, f"SELECT {rows}{cast} FROM ("),
        (spans, f"{row} AS item", *places, *(rest for item in items for rest in item.rest)),
        (Part(select.part.first, clause.first - 1).after, f") AS {name}" + (" HAVING count(*) > 0" if root else "")),
        (clause, ""),
    ]
    texts = any(type_of(i.value, context).is_text for i in attributes)
    note = "signs" if texts else "float" if any(type_of(i.value, context).kind is Kind.FLOAT for i in items) else ""
    return Hit(replace=replace, values=values, note=note, fix=Fix.REVIEW if note else Fix.SAFE)


def element_of(select: Select, clause: Part, kind: str) -> str:
    """The name of a row's element; "" where it has none."""
    lexed = select.lexed
    if kind in ("RAW", "PATH"):
        given = lexed.words[clause.first + 3] == "(" if clause.first + 3 <= clause.last else False
        return option_value(select, clause, kind) if given else "row"
    source = select.node.args["from_"].this if select.node.args.get("from_") else None
    return source.alias_or_name if kind == "AUTO" and isinstance(source, exp.Table) else ""


def is_plain(select: Select, items: list[Item], kind: str, options: list[str]) -> bool:
    """Names are names of elements, attributes come first, and one table has the rows of AUTO."""
    names = [item.name for item in items]
    if kind == "PATH":
        wanted = all(n in CONTENT or NAME.match(n) or STEPS.match(n) for n in names)
    else:
        wanted = all(NAME.match(n) and not n.startswith("@") for n in names)
    first = [n.startswith("@") for n in names] == sorted((n.startswith("@") for n in names), reverse=True)
    known = set(options) <= {"RAW", "PATH", "AUTO", "TYPE", "ROOT", "ELEMENTS"}
    nested = kind == "AUTO" and bool(select.node.args.get("joins"))
    own = [n for n in names if n not in CONTENT]
    repeats = len(set(own)) < len(own)
    return wanted and first and known and not nested and not repeats and not isinstance(select.parent, exp.SetOperation)


def listed(function: str, items: list[Item], context: Context) -> str:
    if not items:
        return ""
    shown = (f"{as_xml(item, context)} AS {quoted(item.name.lstrip('@'))}" for item in items)
    return f", {function}({', '.join(shown)})"


def contents(items: list[Item], context: Context) -> str:
    """What stands within the row's element: elements by their names, values without a name as they are."""
    made = []
    for is_named, run in groupby(items, key=lambda item: item.name not in CONTENT):
        if is_named:
            made.append(forest([(item.name.split("/"), item) for item in run], context))
        else:
            made += [as_xml(item, context) for item in run]
    return "".join(f", {text}" for text in made)


def forest(entries: list[tuple[list[str], Item]], context: Context) -> str:
    """`a/b`, `a/c`: one element `a` around both, which is left out where both are NULL."""
    shown = []
    for (name, is_deep), run in groupby(entries, key=lambda entry: (entry[0][0], len(entry[0]) > 1)):
        for steps, item in [] if is_deep else run:
            shown.append(f"{as_xml(item, context)} AS {quoted(steps[0])}")
        if is_deep:
            inner = forest([(steps[1:], item) for steps, item in run], context)
            shown.append(f"{inner} AS {quoted(name)}")
    return f"xmlforest({', '.join(shown)})"


def as_xml(item: Item, context: Context) -> str:
    """A GUID has large letters."""
    given = type_of(item.value, context)
    guid = given.sql is not None and given.sql.keyword == "UNIQUEIDENTIFIER"
    return f"upper({operand(item.value)}::text)" if guid else "{}"


def quoted(name: str) -> str:
    return literal_template('"' + name.replace('"', '""') + '"')
