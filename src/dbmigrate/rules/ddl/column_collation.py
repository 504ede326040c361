"""COLLATE {collation}

How Chinese text sorts and whether case counts is decided once for the whole target database. The collations of SQL
Server have other names there, so the clause goes.

```zh
列的排序规则 {collation}
中文排序与大小写是否区分由目标库统一决定；SQL Server 的排序规则名在目标库不存在，予以去除。
```
```sqlserver
CREATE TABLE visit (note VARCHAR(10) COLLATE Chinese_PRC_CI_AS NULL)
```
```postgres
CREATE TABLE visit (note VARCHAR(10) NULL)
```
```quiet
CREATE TABLE visit (note VARCHAR(10) NULL)
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.ddl.idle_statement import is_inside
from dbmigrate.syntax.ddl.nodes import Phrase


@rule("DD203", source="sqlserver", severity=Severity.NOTE, fix=Fix.SAFE, on=node(Phrase))
def check(phrase: Phrase, context: Context) -> Hit | None:
    if phrase.kind != "collate" or is_inside(context):
        return None
    collation = phrase.lexed.tokens[phrase.part.last].text
    return Hit(replace=[(phrase, "")], values={"collation": collation})
