'''synonym {name}

PostgreSQL has no synonyms. A synonym of the same name is what the search path finds. One of another name becomes a view
of its table, which takes changes of rows as well; columns that the table gets later do not show in it. A synonym of
anything else, or of something that is not in the estate, is left out.

```zh
同义词 {name}
PostgreSQL 没有同义词。与对象同名的同义词由搜索路径（search_path）解决；不同名的写成该表的视图，同样可以增删改，但表以后新增的列不会出现在视图中。
其他对象或不在本次输入中的对象的同义词被注释掉。
```
```setup
CREATE TABLE visit (id INTEGER, memo VARCHAR(10));
INSERT INTO visit VALUES (1, 'a')
```
```oracle
CREATE OR REPLACE SYNONYM encounter FOR visit
```
```postgres
-- dbmigrate DD017 1: synonym encounter (columns that the table gets later do not show in the view)
CREATE OR REPLACE VIEW encounter AS SELECT * FROM visit
```
```then
INSERT INTO encounter VALUES (2, 'b');
SELECT * FROM visit ORDER BY id
```
```rows
1 | a
2 | b
```
```refused 42601
```
```oracle
CREATE PUBLIC SYNONYM visit FOR his.visit
```
```postgres
-- CREATE PUBLIC SYNONYM visit FOR his.visit
```
```then
SELECT * FROM visit
```
```rows
1 | a
```
```oracle
CREATE SYNONYM lab_result FOR result@lis
```
```postgres
-- dbmigrate DD017 1: synonym lab_result (its object lies behind a database link)
-- CREATE SYNONYM lab_result FOR result@lis
```
```quiet
SELECT id AS synonym FROM visit
```
```notes
view | columns that the table gets later do not show in the view | 表以后新增的列不会出现在视图中
search-path | the search path has to hold the schema of the object | 搜索路径须包含该对象所在的模式
link | its object lies behind a database link | 其对象位于数据库链接之后
routine | code that uses the name has to name the object itself | 使用该名称的代码须直接写出对象名
missing | its object is not in the estate | 其对象不在本次输入中
```
'''

from dbmigrate.catalog.keys import path_of
from dbmigrate.catalog.values import Table, View
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import COMMENT_OUT, Fix, Hit, Part, Severity
from dbmigrate.syntax.ddl.nodes import Synonym


@rule("DD017", source="oracle", severity=Severity.REFUSED, fix=Fix.REVIEW, on=node(Synonym))
def check(synonym: Synonym, context: Context) -> Hit | None:
    values = {"name": synonym.name.text()}
    if synonym.target is None or any("@" in word for word in synonym.words()):
        return Hit(replace=[(synonym, COMMENT_OUT)], note="link", values=values)
    if context.has("synonyms"):
        said = synonym.words(synonym.keyword)
        known = [w for w in said if not w.endswith("EDITIONABLE")]
        return Hit([(synonym.keyword, " ".join(known))], values=values, fix=Fix.SAFE) if known != list(said) else None
    found = context.catalog.resolve(path_of(synonym.target), context.schema)
    same = path_of(synonym.name)[-1] == path_of(synonym.target)[-1]
    if same and (found is not None or synonym.public):
        return Hit(replace=[(synonym, COMMENT_OUT)], note="search-path", values=values, fix=Fix.SAFE)
    if not isinstance(found, (Table, View)):
        note = "missing" if found is None else "routine"
        return Hit(replace=[(synonym, COMMENT_OUT)], note=note, values=values)
    replaces = any(option.kind == "replace" for option in synonym.options)
    verb = "CREATE OR REPLACE VIEW" if replaces else "CREATE VIEW"
    behind = Part(synonym.name.part.last + 1, synonym.target.part.first - 1)
    return Hit(replace=[(synonym.keyword, verb), (behind, "AS SELECT * FROM")], note="view", values=values)
