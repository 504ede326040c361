"""{name}: a member of a column

Behind an alias and a column Oracle reads on into the value: an attribute of an object, or a field of JSON ("Object Type
Attributes", JSON Developer's Guide, "Simple Dot-Notation Access to JSON Data"). The target takes the first name for a
schema; the attribute of a composite value it wants behind brackets.

```zh
{name}：列的成员
Oracle 中“别名.列.成员”表示对象列的属性，或 JSON 列的字段；目标库把第一个名称当作模式名。复合类型的属性须写成“(别名.列).属性”。
```
```notes
json | the dot notation of JSON: #>> or jsonb_path_query, by what the field holds; several matches give an array | JSON 点表示法：按字段内容改用 #>> 或 jsonb_path_query；多个匹配时 Oracle 返回数组
```
```setup oracle
CREATE TYPE addr AS OBJECT (street VARCHAR2(20), city VARCHAR2(20));
CREATE TABLE patient (id NUMBER(4), home addr);
INSERT INTO patient VALUES (1, addr('a', 'b'));
```
```oracle
SELECT p.id, p.home.city FROM patient p WHERE p.home.street = 'a'
```
```postgres
SELECT p.id, (p.home).city FROM patient p WHERE (p.home).street = 'a'
```
```rows
1 | b
```
```refused 42P01
```
```oracle
SELECT p.home.city FROM patient p UNION ALL SELECT (SELECT MAX(q. -- home
home.street) FROM patient q) FROM dual
```
```postgres
SELECT (p.home).city FROM patient p UNION ALL SELECT (SELECT MAX((q. -- home
home).street) FROM patient q)
```
```rows
b
a
```
```refused 42P01
```
```quiet
SELECT p.id, patient.id FROM patient p, patient
```
"""

from typing import Any

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import SELECT, change, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.types.scopes import SCOPES, around
from dbmigrate.types.sources import folded


@rule("QY042", source="oracle", severity=Severity.REFUSED, on=(SELECT, change("update"), change("delete")))
def check(found: Expr, context: Context) -> Hit | None:
    replace: list[tuple[Any, ...]] = []
    name = ""
    for column in found.node.find_all(exp.Column):
        if not is_member(column, context, found) or column.find_ancestor(*SCOPES) is not found.node:
            continue
        part = found.view(column).part
        written = ".".join(p.name for p in column.parts)
        if column.args.get("catalog") or is_document(column, context, found):
            return Hit(note="json", fix=Fix.NONE, at=part, values={"name": written})
        name = name or written
        replace.append((part, "({}).{}", Part(part.first, part.last - 2), Part(part.last, part.last)))
    return Hit(replace=replace, values={"name": name}) if replace else None


def sources(column: exp.Column, context: Context, found: Expr) -> list[Any]:
    scopes = context.types.reader(found.tree).scopes
    return [source for query in around(column) for source in scopes.sources(query)]


def is_member(column: exp.Column, context: Context, found: Expr) -> bool:
    """Its first name is the alias of a FROM item that has a column of the second name."""
    parts = column.parts
    if len(parts) < 3 or not all(isinstance(p, exp.Identifier) for p in parts):
        return False
    owner, name = (folded("oracle", p) for p in parts[:2])
    items = sources(column, context, found)
    if any(s.path[-2:] == (owner, name) or s.label == name for s in items):
        return False  # a table with its schema
    return any(s.label == owner and name in s.columns for s in items)


def is_document(column: exp.Column, context: Context, found: Expr) -> bool:
    """The column is of one of Oracle's own types, and no object."""
    owner, name = (folded("oracle", p) for p in column.parts[:2])
    source = next(s for s in sources(column, context, found) if s.label == owner and name in s.columns)
    type_ = source.column(name)
    return type_ is not None and (type_.is_text or (type_.sql is not None and not type_.sql.user and type_.is_known))
