"""synonym {name}

The target has no synonyms. One for a table or view of the estate becomes a view of it, through which rows can be changed
as well; columns that the table gets later do not show in it. Any other synonym is left out, and the code that uses its
name has to name the object itself.

```zh
同义词 {name}
目标库没有同义词。指向输入中的表或视图的同义词改写为视图，同样可以增删改，但表以后新增的列不会出现在视图中。其他同义词予以注释，使用该名称的代码
须直接写出对象名。
```
```setup
CREATE TABLE visit (id INT);
INSERT INTO visit VALUES (1);
```
```sqlserver
CREATE SYNONYM encounter FOR visit
```
```postgres
-- dbmigrate DD208 1: synonym encounter (columns that the table gets later do not show in the view)
CREATE VIEW encounter AS SELECT * FROM visit
```
```then
INSERT INTO encounter VALUES (2);
SELECT id FROM visit ORDER BY id
```
```rows
1
2
```
```refused 42601
```
```sqlserver
CREATE SYNONYM result FOR lis.dbo.result
```
```postgres
-- dbmigrate DD208 1: synonym result (its object is not in the estate)
-- CREATE SYNONYM result FOR lis.dbo.result
```
```refused 42601
```
```quiet
SELECT id AS synonym FROM visit
```
```notes
view | columns that the table gets later do not show in the view | 表以后新增的列不会出现在视图中
server | its object lies on another server | 其对象位于另一台服务器
routine | code that uses the name has to name the object itself | 使用该名称的代码须直接写出对象名
missing | its object is not in the estate | 其对象不在本次输入中
```
"""

from dbmigrate.catalog.keys import path_of
from dbmigrate.catalog.values import Table, View
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.ddl.idle_statement import comment_marks
from dbmigrate.syntax.ddl.nodes import Synonym


@rule("DD208", source="sqlserver", severity=Severity.REFUSED, fix=Fix.REVIEW, on=node(Synonym), unless="synonyms")
def check(synonym: Synonym, context: Context) -> Hit:
    values = {"name": synonym.name.value}
    note = reason_against(synonym, context)
    if note or synonym.target is None:
        return Hit(replace=comment_marks(synonym, context), note=note, values=values)
    behind = Part(synonym.name.part.last + 1, synonym.target.part.first - 1)
    replace = [(synonym.keyword, "CREATE VIEW"), (behind, "AS SELECT * FROM")]
    return Hit(replace=replace, note="view", values=values)


def reason_against(synonym: Synonym, context: Context) -> str:
    """Why no view can stand for it; "" where one can."""
    if synonym.target is None or len(synonym.target.parts) > 3:
        return "server"
    found = context.catalog.resolve(path_of(synonym.target), context.schema)
    return "" if isinstance(found, (Table, View)) else "missing" if found is None else "routine"
