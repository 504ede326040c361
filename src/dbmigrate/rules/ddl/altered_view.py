"""{verb} VIEW

The target writes CREATE OR REPLACE VIEW. It refuses a new version that drops, renames or retypes a column of the old one;
such a view has to be dropped before.

```zh
修改视图（{verb} VIEW）
目标库写作 CREATE OR REPLACE VIEW；新版本若删除、改名或改变原有列的类型会被拒绝，须先删除旧视图。
```
```setup
CREATE TABLE visit (id INT);
INSERT INTO visit VALUES (1);
CREATE VIEW v_visit AS SELECT id FROM visit;
```
```sqlserver
ALTER VIEW v_visit AS SELECT id FROM visit WHERE id > 1
```
```postgres
CREATE OR REPLACE VIEW v_visit AS SELECT id FROM visit WHERE id > 1
```
```then
SELECT count(*) FROM v_visit
```
```rows
0
```
```refused 42601
```
```sqlserver
CREATE OR ALTER VIEW v_visit AS SELECT id FROM visit
```
```postgres
CREATE OR REPLACE VIEW v_visit AS SELECT id FROM visit
```
```refused 42601
```
```quiet
CREATE VIEW v_visit2 AS SELECT id FROM visit
```
"""

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.syntax.ddl.nodes import CreateView


@rule("DD216", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(CreateView))
def check(view: CreateView) -> Hit | None:
    verb = " ".join(view.words(view.keyword)[:-1])
    if verb not in ("ALTER", "CREATE OR ALTER"):
        return None
    return Hit(replace=[(view.keyword, "CREATE OR REPLACE VIEW")], values={"verb": verb}, at=view.keyword)
