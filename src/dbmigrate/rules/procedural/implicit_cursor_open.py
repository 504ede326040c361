"""SQL%ISOPEN is always FALSE

Oracle closes the implicit cursor before the next statement ("Implicit Cursor Attribute"); the target has no such name.

```zh
SQL%ISOPEN 恒为 FALSE
Oracle 在下一条语句之前已关闭隐式游标；目标库没有此名称。
```
```setup
CREATE TABLE ward (id INTEGER);
```
```oracle
CREATE FUNCTION is_open RETURN VARCHAR IS
BEGIN
  DELETE FROM ward;
  IF SQL%ISOPEN THEN
    RETURN 'open';
  END IF;
  RETURN 'closed';
END;
/
```
```then
SELECT is_open()
```
```rows
closed
```
```refused 42703
```
```quiet
CREATE FUNCTION found_rows RETURN VARCHAR IS
BEGIN
  DELETE FROM ward;
  IF SQL%FOUND THEN
    RETURN 'found';
  END IF;
  RETURN 'none';
END;
/
```
"""

from dbmigrate.engine.contract import name, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.procedural.judged_outcomes import IMPLICIT_OPEN


@rule("PL263", source="oracle", severity=Severity.REFUSED, on=name(IMPLICIT_OPEN))
def check(found: Expr) -> Hit | None:
    return Hit(replace=[(found, "FALSE")])
