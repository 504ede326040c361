'''block that drops a {kind} where there is one

Before 23ai Oracle has no DROP .. IF EXISTS: scripts ask the dictionary first or ignore the error of a missing object.
PostgreSQL has it.

```zh
仅在对象存在时删除 {kind} 的匿名块
Oracle 23ai 之前没有 DROP .. IF EXISTS，脚本先查数据字典或忽略对象不存在的错误；PostgreSQL 有该语法。
```
```setup
CREATE TABLE visit (id INTEGER);
```
```oracle
BEGIN
  EXECUTE IMMEDIATE 'DROP TABLE visit CASCADE CONSTRAINTS';
EXCEPTION
  WHEN OTHERS THEN
    IF SQLCODE != -942 THEN RAISE; END IF;
END;
/
```
```postgres
DROP TABLE IF EXISTS visit CASCADE;

```
```then
SELECT to_regclass('visit') IS NULL
```
```rows
t
```
```oracle
DECLARE
  n NUMBER;
BEGIN
  SELECT COUNT(*) INTO n FROM user_tables WHERE table_name = UPPER('visit');
  IF n > 0 THEN
    EXECUTE IMMEDIATE 'drop table visit';
  END IF;
END;
/
```
```postgres
DROP TABLE IF EXISTS visit;

```
```then
SELECT to_regclass('visit') IS NULL
```
```rows
t
```
```quiet
BEGIN
  EXECUTE IMMEDIATE 'DELETE FROM visit';
EXCEPTION
  WHEN OTHERS THEN NULL;
END;
/
```
'''

from typing import Final

from dbmigrate.catalog.keys import path_of
from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import COMMENT_OUT, Hit, Severity
from dbmigrate.rules.ddl.oracle_left_out import is_left_out
from dbmigrate.syntax.ddl.nodes import Drop, Procedural
from dbmigrate.syntax.ddl.oracle_guarded_drop import guarded_drop

SHELVES: Final = {"materialized view": "view"}


@rule("DD038", source="oracle", severity=Severity.REFUSED, on=node(Procedural))
def check(block: Procedural, context: Context) -> Hit | None:
    drop = guarded_drop(block)
    if drop is None:
        return None
    values = {"kind": drop.on}
    if is_left_out(drop):
        return Hit(replace=[(block, COMMENT_OUT)], values=values)
    return Hit(replace=[(block, literal_template(written(drop, context)))], values=values)


def written(drop: Drop, context: Context) -> str:
    path, name = path_of(drop.names[0]), drop.names[0]
    if drop.on == "index":
        target = context.names.lone_index(name, path)
    else:
        target = context.names.object_name(
            path, SHELVES.get(drop.on, drop.on), name.value, name.is_quoted(), schema=context.schema
        )
    if len(path) > 1:
        target = f"{context.names.bare(context.names.schema(path[0]))}.{target}"
    cascades = any(extra.words()[0] in ("CASCADE", "FORCE") for extra in drop.extras)
    return f"DROP {drop.on.upper()} IF EXISTS {target}{' CASCADE' if cascades else ''};"
