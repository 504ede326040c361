"""CREATE TYPE .. FROM gives a type another name

The target's domains do the same; columns of a domain that is NOT NULL take no NULL.

```zh
CREATE TYPE .. FROM 别名类型
目标库的域（DOMAIN）作用相同；NOT NULL 的域不接受空值。
```
```sqlserver
CREATE TYPE card_no FROM VARCHAR(10) NOT NULL
```
```postgres
CREATE DOMAIN card_no AS VARCHAR(10) NOT NULL
```
```then
SELECT 'a'::card_no
```
```rows
a
```
```refused 42601
```
```quiet
CREATE TABLE visit (id INT)
```
"""

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.syntax.ddl.nodes import CreateType


@rule("DD250", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(CreateType))
def check(made: CreateType) -> Hit | None:
    if made.kind != "alias" or made.base is None:
        return None
    between = Part(made.name.part.last + 1, made.base.part.first - 1)
    return Hit(replace=[(made.keyword, "CREATE DOMAIN"), (between, "AS")])
