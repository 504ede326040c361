'''comment on {kind} {name}

Oracle comments views and materialized views with COMMENT ON TABLE; PostgreSQL wants the kind of the object. Comments on
operators, editions and the like stay as comments of the script.

```zh
{kind} {name} 的注释
Oracle 用 COMMENT ON TABLE 注释视图和物化视图，PostgreSQL 要求写明对象种类。对操作符、版本等的注释只保留在脚本中。
```
```setup
CREATE TABLE visit (id INTEGER);
CREATE VIEW v_visit AS SELECT id FROM visit
```
```oracle
COMMENT ON TABLE v_visit IS 'all visits'
```
```postgres
COMMENT ON VIEW v_visit IS 'all visits'
```
```then
SELECT obj_description('v_visit'::regclass)
```
```rows
all visits
```
```refused 42809
```
```oracle
COMMENT ON INDEXTYPE word_index IS 'words'
```
```postgres
-- COMMENT ON INDEXTYPE word_index IS 'words'
```
```quiet
COMMENT ON TABLE visit IS 'visits'
```
'''

from typing import Final

from dbmigrate.catalog.keys import path_of
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import COMMENT_OUT, Hit, Part, Severity
from dbmigrate.syntax.ddl.nodes import Comment

COMMENTED: Final = frozenset({"table", "column", "view", "materialized view"})


@rule("DD024", source="oracle", severity=Severity.REFUSED, on=node(Comment))
def check(comment: Comment, context: Context) -> Hit | None:
    if comment.target is None:
        return None
    values = {"kind": comment.on, "name": comment.target.text()}
    if comment.on not in COMMENTED:
        return Hit(replace=[(comment, COMMENT_OUT)], values=values)
    if comment.on != "table" or context.catalog.table(path_of(comment.target), context.schema) is not None:
        return None
    view = context.catalog.view(path_of(comment.target), context.schema)
    if view is None:
        return None
    word = Part(comment.target.part.first - 1, comment.target.part.first - 1)
    kind = "MATERIALIZED VIEW" if view.materialized else "VIEW"
    return Hit(replace=[(word, kind)], values=values | {"kind": kind.lower()})
