"""routine option {option}

DETERMINISTIC, PARALLEL_ENABLE and RESULT_CACHE allow Oracle to call a routine less often; AUTHID says whose rights it
has. PostgreSQL runs a routine with the rights of the caller, as AUTHID CURRENT_USER does.

```zh
例程选项 {option}
DETERMINISTIC、PARALLEL_ENABLE、RESULT_CACHE 允许 Oracle 少调用例程；AUTHID 指明以谁的权限执行。PostgreSQL 默认以调用者权限执行，与 AUTHID CURRENT_USER 相同。
```
```notes
rights | the routine ran with its owner's rights, now with the caller's: grant the caller what it needs | 原以属主权限执行，现以调用者权限执行：需向调用者授予所需权限
```
```oracle
CREATE FUNCTION next_one(p INTEGER) RETURN INTEGER
  DETERMINISTIC PARALLEL_ENABLE
  AUTHID CURRENT_USER
IS
BEGIN
  RETURN p + 1;
END;
/
```
```then
SELECT next_one(1)
```
```rows
2
```
```refused 42601
```
```oracle
CREATE FUNCTION next_two(p INTEGER) RETURN INTEGER
  $IF $$old $THEN $IF NOT DBMS_DB_VERSION.VER_LE_10_2 $THEN RESULT_CACHE $END $END
IS
BEGIN
  RETURN p + 2;
END;
/
```
```then
SELECT next_two(1)
```
```rows
3
```
```refused 42601
```
```quiet
CREATE FUNCTION next_one(p INTEGER) RETURN INTEGER IS
BEGIN
  RETURN p + 1;
END;
/
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.procedural.judgement import package_of
from dbmigrate.rules.procedural.plsql_forms import says_nothing
from dbmigrate.syntax.procedural.nodes import Routine


@rule("PL014", source="oracle", severity=Severity.REFUSED, on=node(Routine))
def check(unit: Routine, context: Context) -> Hit | None:
    found = [o for o in unit.options if says_nothing(o)]
    if not found or (context.path and package_of(unit, context) is None):
        return None
    words = " ".join(" ".join(o.words()) for o in found)
    definer = any("DEFINER" in o.words() for o in found)
    return Hit(
        replace=[(o, "") for o in found],
        values={"option": words},
        note="rights" if definer else "",
        at=found[0].part,
    )
