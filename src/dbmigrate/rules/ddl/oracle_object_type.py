'''object type {type}

PostgreSQL's composite types hold attributes and nothing else. Methods become routines in a schema of the type's name
(PL081), which the type body holds. A type under another one gets the other as its first attribute, named after it.
Storage identifiers, FINAL and the like go.

```zh
对象类型 {type}
PostgreSQL 的复合类型只有属性。方法成为与类型同名的模式中的例程（PL081），内容见类型体；子类型把父类型作为第一个属性（与父类型同名）。OID、FINAL 等词被删除。
```
```oracle
CREATE OR REPLACE TYPE visit_t FORCE AS OBJECT (no VARCHAR(10), remark VARCHAR(10)) NOT FINAL;
/
```
```postgres
CREATE TYPE visit_t AS (no VARCHAR(10), remark VARCHAR(10));

```
```then
SELECT (ROW('1', 'a')::visit_t).remark
```
```rows
a
```
```refused 42601
```
```oracle
CREATE TYPE visit_t OID '00112233445566778899AABBCCDDEEFF' IS OBJECT (no VARCHAR(10), MEMBER FUNCTION age RETURN NUMBER);
/
```
```postgres
-- dbmigrate DD026 1: object type visit_t (the body of its methods is not given)
CREATE TYPE visit_t AS (no VARCHAR(10));

```
```then
SELECT (ROW('1')::visit_t).no
```
```rows
1
```
```oracle
CREATE TYPE visit_t AS OBJECT (no VARCHAR(10)) NOT FINAL;
/
CREATE TYPE stay_t UNDER visit_t (bed VARCHAR(10));
/
```
```postgres
CREATE TYPE visit_t AS (no VARCHAR(10));

-- dbmigrate DD026 3: object type stay_t (the attributes of the type above it are in the attribute visit_t)
CREATE TYPE stay_t AS (visit_t visit_t, bed VARCHAR(10));

```
```then
SELECT ((ROW(ROW('1'), 'b')::stay_t).visit_t).no
```
```rows
1
```
```quiet
CREATE TABLE visit (object VARCHAR(10))
```
```notes
methods | the body of its methods is not given | 未提供其方法的类型体
subtype | the attributes of the type above it are in the attribute {above} | 父类型的属性在属性 {above} 中
```
'''

from dbmigrate.catalog.keys import path_of
from dbmigrate.catalog.methods import head as head_of_method
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import DROP, Chain, Fix, Hit, Item, Part, Severity
from dbmigrate.syntax.ddl.nodes import CreateType
from dbmigrate.types.methods import object_type

Replacement = tuple[object, ...]


@rule("DD026", source="oracle", severity=Severity.REFUSED, on=node(CreateType), unless="object_types")
def check(made: CreateType, context: Context) -> Hit | None:
    if made.kind != "object" or made.brackets is None:
        return None
    replace: list[Replacement] = [*head(made), *without_methods(made)]
    replace += [(p, "") for p in made.tail if p.part.first > made.brackets.last]
    above = made.base.user.value if made.base and made.base.user else ""
    known = object_type(path_of(made.name), context.catalog, context.schema)
    without = any(head_of_method(m, ("",))[0] for m in made.methods) and not (known is not None and known.body)
    note = "methods" if without else "subtype" if above else ""
    values = {"type": made.name.text()} | ({"above": above} if above else {})
    return Hit(replace=replace, note=note, values=values, fix=Fix.REVIEW if note else Fix.SAFE)


def head(made: CreateType) -> list[Replacement]:
    """Up to the parenthesis: `CREATE TYPE n AS (`, for a subtype with the supertype as its first attribute."""
    assert made.brackets is not None
    found: list[Replacement] = []
    if made.words(made.keyword) != ("CREATE", "TYPE"):
        found.append((made.keyword, "CREATE TYPE"))
    between = Part(made.name.part.last + 1, made.brackets.first - 1)
    base = made.base.user if made.base else None
    if base is None:
        return [*found, (between, "AS")]
    comma = ", " if made.elements else ""
    opening = Part(between.first, made.brackets.first)
    return [*found, (opening, "AS ({} {}" + comma, base.parts[-1], base)]


def without_methods(made: CreateType) -> list[Replacement]:
    assert made.brackets is not None
    if not made.methods:
        return []
    if not made.elements:
        return [(Part(made.methods[0].part.first, made.brackets.last - 1), "")]
    items = sorted([*(e.part for e in made.elements), *(m.part for m in made.methods)], key=lambda p: p.first)
    chain = Chain(made.brackets, tuple(items))
    return [(Item(m.part, chain), DROP) for m in made.methods]
