"""{name} is refcursor

The client gets the name of the cursor, which lives as long as the transaction, and reads its rows by FETCH.

```zh
{name} 改为 refcursor
客户端得到的是游标名，游标在事务内有效，需用 FETCH 取行。
```
```setup
CREATE TABLE ward (id INTEGER, code VARCHAR(10));
INSERT INTO ward VALUES (1, 'a');
```
```oracle
CREATE PROCEDURE get_wards(p_rows IN OUT SYS_REFCURSOR) IS
BEGIN
  OPEN p_rows FOR SELECT id, code FROM ward;
END;
/
```
```then
CALL get_wards('wards');
FETCH ALL FROM wards
```
```rows
1 | a
```
```refused 42704
```
```oracle
CREATE PROCEDURE get_codes(p_rows IN OUT shared_types.t_rows) IS
BEGIN
  OPEN p_rows FOR SELECT code FROM ward;
END;
/
```
```then
CALL get_codes('codes');
FETCH ALL FROM codes
```
```rows
a
```
```refused 3F000
```
```quiet
CREATE TABLE sys_refcursor (id INTEGER)
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.procedural.judged_types import is_cursor_type
from dbmigrate.syntax.ddl.nodes import TypeName
from dbmigrate.syntax.procedural.nodes import RefCursorType


@rule(
    "PL090",
    source="oracle",
    severity=Severity.REFUSED,
    fix=Fix.REVIEW,
    on=(node(TypeName), node(RefCursorType)),
)
def check(found: TypeName | RefCursorType, context: Context) -> Hit | None:
    if isinstance(found, RefCursorType):
        return Hit(replace=[(found, "")], values={"name": found.name.text()}, fix=Fix.SAFE)
    if not is_cursor_type(found, context):
        return None
    return Hit(replace=[(found, "refcursor")], values={"name": found.text()})
