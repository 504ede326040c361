"""{source} has no counterpart on the target: {target} keeps its text

```zh
{source} 在目标库中没有对应类型：以 {target} 保存其文本
```
```notes
file | only the name of the file can be kept, its content lies outside the database | 只能保存文件名，文件内容在数据库之外
address | the target's row addresses change with every update, so a stored one is only text | 目标库的行地址随更新变化，保存的地址只是文本
variant | the type of each value is lost | 每个值的实际类型会丢失
hierarchy | the methods are lost; the extension ltree is the nearest | 方法不可用；扩展 ltree 最接近
uri | the methods are lost | 方法不可用
```
```oracle
CREATE TABLE doc (id VARCHAR(10), scan BFILE, row_address ROWID)
```
```postgres
-- dbmigrate TY030 1: BFILE has no counterpart on the target: text keeps its text (only the name of the file can be kept, its content lies outside the database)
-- dbmigrate TY030 1: ROWID has no counterpart on the target: text keeps its text (the target's row addresses change with every update, so a stored one is only text)
CREATE TABLE doc (id VARCHAR(10), scan text, row_address text)
```
```refused 42704
```
```sqlserver
CREATE TABLE doc (id INT, value SQL_VARIANT, place [hierarchyid])
```
```postgres
-- dbmigrate TY030 1: SQL_VARIANT has no counterpart on the target: text keeps its text (the type of each value is lost)
-- dbmigrate TY030 1: [hierarchyid] has no counterpart on the target: text keeps its text (the methods are lost; the extension ltree is the nearest)
CREATE TABLE doc (id INT, value text, place text)
```
```quiet
CREATE TABLE doc (id INTEGER, name VARCHAR(10))
```
"""

from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.types.spelling import shown
from dbmigrate.syntax.ddl.nodes import TypeName
from dbmigrate.syntax.procedural.tsql_descriptions import only_describes
from dbmigrate.syntax.procedural.tsql_nodes import LocalVariable, TsqlUnit

NOTES: Final = {
    "BFILE": "file",
    "ROWID": "address",
    "UROWID": "address",
    "SQL_VARIANT": "variant",
    "HIERARCHYID": "hierarchy",
    "URITYPE": "uri",
    "DBURITYPE": "uri",
    "XDBURITYPE": "uri",
    "HTTPURITYPE": "uri",
}


@rule("TY030", severity=Severity.REFUSED, fix=Fix.REVIEW, on=node(TypeName))
def check(found: TypeName, context: Context) -> Hit | None:
    row = context.source.types.get(found.keyword)
    if found.user or row is None or found.keyword not in NOTES:
        return None
    values = {"source": shown(found), "target": row.to}
    unit, above = context.above(TsqlUnit), context.path[-1] if context.path else None
    if isinstance(above, LocalVariable) and unit is not None and only_describes(above, unit):
        return Hit(replace=[(found.part, row.to)], values=values, fix=Fix.SAFE)  # a description is a text
    return Hit(replace=[(found.part, row.to)], note=NOTES[found.keyword], values=values)
