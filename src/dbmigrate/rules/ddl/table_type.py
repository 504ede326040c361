"""a table type

The target's composite types have columns and no keys, checks, defaults, identities or indexes. Parameters of a table type become
arrays of it.

```zh
表类型
目标库的复合类型只有列，没有键、检查、默认值、自增与索引；表值参数对应该类型的数组。
```
```sqlserver
CREATE TYPE visit_list AS TABLE (id INT NOT NULL, note VARCHAR(10) NULL, PRIMARY KEY (id))
```
```postgres
-- dbmigrate DD252 1: a table type
CREATE TYPE visit_list AS (id INT, note VARCHAR(10))
```
```then
SELECT (ROW(1, 'a')::visit_list).note
```
```rows
a
```
```refused 42601
```
```sqlserver
CREATE TYPE bed_list AS TABLE (id INT IDENTITY(1,1), bed INT, twice AS (bed * 2), INDEX ix_bed (bed))
```
```postgres
-- dbmigrate DD252 1: a table type
CREATE TYPE bed_list AS (id INT, bed INT)
```
```refused 42601
```
```quiet
CREATE TABLE visit (id INT)
```
"""

from typing import Any

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import DROP, Chain, Fix, Hit, Item, Part, Severity
from dbmigrate.syntax.ddl.nodes import Column, Constraint, CreateType, Default, Identity, Phrase, TableIndex

UNWANTED = (Constraint, Default, Identity, TableIndex)


@rule("DD252", source="sqlserver", severity=Severity.REFUSED, fix=Fix.REVIEW, on=node(CreateType))
def check(made: CreateType) -> Hit | None:
    if made.kind != "table" or made.brackets is None:
        return None
    chain = Chain(made.brackets, tuple(e.part for e in made.elements))
    replace: list[tuple[Any, ...]] = [(Part(made.name.part.last + 1, made.brackets.first - 1), "AS")]
    for element in made.elements:
        if not isinstance(element, Column) or element.type is None:  # a computed column is none of the type's own
            replace.append((Item(element.part, chain), DROP))
            continue
        replace += [(item, "") for item in element.items if isinstance(item, UNWANTED)]
    replace += [(tail, "") for tail in made.tail if not isinstance(tail, Phrase) or tail.kind == "unknown"]
    return Hit(replace=replace)
