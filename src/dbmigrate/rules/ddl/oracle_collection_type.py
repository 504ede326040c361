'''collection type {type}

A TABLE OF or VARRAY type becomes a domain over an array. Arrays keep the order of their elements and number them from 1
as VARRAYs do; the highest number of elements of a VARRAY is checked.

```zh
集合类型 {type}
TABLE OF、VARRAY 类型写成数组上的域（domain）。数组保持元素顺序并从 1 编号；VARRAY 的最大元素个数由检查约束保证。
```
```oracle
CREATE OR REPLACE TYPE phones_t AS VARRAY(2) OF VARCHAR(10);
/
```
```postgres
CREATE DOMAIN phones_t AS VARCHAR(10)[] CHECK (cardinality(VALUE) <= 2);

```
```then
SELECT (ARRAY['a', 'b']::phones_t)[2]
```
```rows
b
```
```refused 42601
```
```oracle
CREATE TYPE names_t AS TABLE OF VARCHAR(10) NOT NULL;
/
```
```postgres
CREATE DOMAIN names_t AS VARCHAR(10)[] CHECK (array_position(VALUE, NULL) IS NULL);

```
```then
SELECT cardinality(ARRAY['a', 'b', 'c']::names_t)
```
```rows
3
```
```quiet
CREATE TABLE visit (varray VARCHAR(10))
```
'''

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Part, Severity
from dbmigrate.syntax.ddl.nodes import CreateType


@rule("DD027", source="oracle", severity=Severity.REFUSED, on=node(CreateType), unless="collection_types")
def check(made: CreateType) -> Hit | None:
    if made.kind != "collection" or made.base is None:
        return None
    base, last = made.base.part, made.part.last
    replace: list[tuple[object, ...]] = [
        (made.keyword, "CREATE DOMAIN"),
        (Part(made.name.part.last + 1, base.first - 1), "AS"),
        (base.after, "[]" + checks(made)),
    ]
    if base.last < last:
        replace.append((Part(base.last + 1, last), ""))
    return Hit(replace=replace, values={"type": made.name.text()})


def checks(made: CreateType) -> str:
    """The limit of a VARRAY, and no empty elements where NOT NULL stands behind the element's type."""
    found: list[str] = []
    kind = next((p for p in made.tail if p.kind == "varray"), None)
    limit = next((w for w in kind.words() if w.isdigit()), "") if kind else ""
    if limit:
        found.append(f"cardinality(VALUE) <= {limit}")
    if made.nullability is not None:
        found.append("array_position(VALUE, NULL) IS NULL")
    return f" CHECK ({' AND '.join(found)})" if found else ""
