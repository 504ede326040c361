"""DROP {kind} of an object that the target does not have

A synonym that became a view is dropped as a view. Defaults and rules that were objects of their own, and other synonyms,
were left out when they were made, so there is nothing to drop.

```zh
删除对象（DROP {kind}）
已改写为视图的同义词按视图删除；作为独立对象的默认值、规则以及其他同义词在创建时已注释，无须删除。
```
```setup
CREATE TABLE visit (id INT);
```
```sqlserver
CREATE SYNONYM encounter FOR visit
GO
DROP SYNONYM IF EXISTS encounter
```
```postgres
-- dbmigrate DD208 1: synonym encounter (columns that the table gets later do not show in the view)
CREATE VIEW encounter AS SELECT * FROM visit;

DROP VIEW IF EXISTS encounter
```
```sqlserver
DROP DEFAULT df_zero
```
```postgres
-- DROP DEFAULT df_zero
```
```refused 42601
```
```quiet
DROP TABLE visit
```
"""

from typing import Final

from dbmigrate.catalog.keys import path_of
from dbmigrate.catalog.values import Table, View
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.ddl.idle_statement import comment_marks
from dbmigrate.syntax.ddl.nodes import Drop

KINDS: Final = frozenset({"synonym", "default", "rule"})


@rule("DD209", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(Drop), unless="synonyms")
def check(drop: Drop, context: Context) -> Hit | None:
    if drop.on not in KINDS:
        return None
    values = {"kind": drop.on.upper()}
    if drop.on == "synonym" and isinstance(context.catalog.resolve(path_of(drop.names[0]), context.schema), (Table, View)):
        word = Part(drop.keyword.last, drop.keyword.last)
        return Hit(replace=[(word, "VIEW")], values=values)
    return Hit(replace=comment_marks(drop, context), values=values)
