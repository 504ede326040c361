"""{kind} {name} of a package is not converted: no rule writes {what} yet

The routine stays behind comment marks, followed by a statement that fails on load; the package's other routines are
converted.

```zh
包中的 {kind} {name} 尚未转换：尚无规则改写 {what}
该例程保留为注释，其后是一条加载时报错的语句；包中的其他例程照常转换。
```
```oracle
CREATE OR REPLACE PACKAGE BODY pk_ward IS
  FUNCTION beds RETURN INTEGER IS
  BEGIN
    RETURN 3;
  END beds;

  FUNCTION free(p_n t_list) RETURN NUMBER IS
  BEGIN
    RETURN 2;
  END free;
END pk_ward;
/
```
```postgres
-- dbmigrate PL082 7: function free of a package is not converted: no rule writes type T_LIST yet
CREATE SCHEMA IF NOT EXISTS pk_ward;
  CREATE OR REPLACE FUNCTION pk_ward.beds() RETURNS bigint AS $$
  BEGIN
    RETURN 3;
  END;
$$ LANGUAGE plpgsql;

  -- FUNCTION free(p_n t_list) RETURN NUMBER IS
--   BEGIN
--     RETURN 2;
--   END free;
DO $dbmigrate$ BEGIN RAISE EXCEPTION 'dbmigrate PL082: function free was not converted'; END $dbmigrate$;

```
```refused 42601
```
```quiet
CREATE TABLE package (id INTEGER)
```
"""

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import COMMENT_OUT, Fix, Hit, Severity
from dbmigrate.rules.procedural.judgement import judge_routine, package_of
from dbmigrate.syntax.procedural.nodes import Routine


@rule("PL082", source="oracle", severity=Severity.REFUSED, fix=Fix.REVIEW, on=node(Routine))
def check(unit: Routine, context: Context) -> Hit | None:
    judgement = judge_routine(unit, context) if package_of(unit, context) else None
    if judgement is None or judgement.unclear is None:
        return None
    assert unit.name
    name = " ".join(unit.name.text().split())
    message = f"dbmigrate PL082: {unit.kind} {name} was not converted".replace("'", "''").replace("%", "%%")
    failing = f"\nDO $dbmigrate$ BEGIN RAISE EXCEPTION '{message}'; END $dbmigrate$;"
    values = {"kind": unit.kind, "name": name, "what": judgement.unclear.what}
    return Hit(replace=[(unit, COMMENT_OUT), (unit.part.after, literal_template(failing))], values=values)
