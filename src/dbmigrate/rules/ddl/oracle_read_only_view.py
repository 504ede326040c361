'''view WITH READ ONLY

PostgreSQL refuses the words. A view of one table without grouping takes changes of rows there unless rights forbid it;
views of joins and the like take none anyway.

```zh
只读视图（WITH READ ONLY）
PostgreSQL 不接受该子句。单表且无分组的视图在目标库可以增删改，除非用权限禁止；连接、分组等视图本来就不可更新。
```
```setup
CREATE TABLE visit (id INTEGER, memo VARCHAR(10));
INSERT INTO visit VALUES (1, 'a')
```
```oracle
CREATE OR REPLACE VIEW v_visit AS SELECT id, memo FROM visit WITH READ ONLY
```
```postgres
-- dbmigrate DD019 1: view WITH READ ONLY (rows can be changed through it unless rights forbid it)
CREATE OR REPLACE VIEW v_visit AS SELECT id, memo FROM visit
```
```then
SELECT * FROM v_visit
```
```rows
1 | a
```
```refused 42601
```
```oracle
CREATE OR REPLACE VIEW v_visit AS SELECT id, COUNT(*) AS n FROM visit GROUP BY id WITH READ ONLY
```
```postgres
CREATE OR REPLACE VIEW v_visit AS SELECT id, COUNT(*) AS n FROM visit GROUP BY id
```
```then
SELECT * FROM v_visit
```
```rows
1 | 1
```
```quiet
CREATE OR REPLACE VIEW v_visit AS SELECT id FROM visit
```
```notes
open | rows can be changed through it unless rights forbid it | 除非用权限禁止，否则可通过它修改数据
```
'''

from typing import Final

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.syntax.ddl.nodes import CreateView

# PostgreSQL, "CREATE VIEW", "Updatable Views": a query with any of these at its top takes no changes.
CLOSED: Final = frozenset({"GROUP BY", "GROUP", "HAVING", "DISTINCT", "UNION", "INTERSECT", "MINUS"})


@rule("DD019", source="oracle", severity=Severity.REFUSED, on=node(CreateView), unless="view_read_only")
def check(view: CreateView) -> Hit | None:
    phrase = next((p for p in view.tail if p.kind == "read only"), None)
    if phrase is None:
        return None
    if takes_changes(view):
        return Hit(replace=[(phrase, "")], note="open", fix=Fix.REVIEW)
    return Hit(replace=[(phrase, "")])


def takes_changes(view: CreateView) -> bool:
    """Nothing at the query's own level closes it; in doubt it takes them."""
    query = view.query.part
    around, words = view.lexed.brackets.around, view.lexed.words
    level = around[query.first]
    own = {words[k] for k in range(query.first, query.last + 1) if around[k] == level}
    return CLOSED.isdisjoint(own)
