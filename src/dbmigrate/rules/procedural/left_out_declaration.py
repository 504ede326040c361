"""declaration of code that no rule writes: {what}

The declaration stays behind comment marks. A statement that needs it raises an exception instead (PL002); the rest of
the unit runs.

```zh
代码声明尚无规则改写：{what}
该声明以注释保留。用到它的语句改为抛出异常（PL002），单元的其余部分可以运行。
```
```setup
CREATE TABLE ward (id INTEGER);
```
```oracle
CREATE PROCEDURE fill_ward(n INTEGER) IS
  v ward_list;
BEGIN
  INSERT INTO ward (id) VALUES (n);
  IF n > 5 THEN
    v := NULL;
  END IF;
END;
/
```
```postgres
-- dbmigrate PL003 2: declaration of code that no rule writes: type WARD_LIST
-- dbmigrate PL002 6: statement of code that no rule writes: V
CREATE PROCEDURE fill_ward(n bigint) AS $$
DECLARE
  -- v ward_list;
BEGIN
  INSERT INTO ward (id) VALUES (n);
  IF n > 5 THEN
    -- v := NULL;
    RAISE EXCEPTION USING ERRCODE = 'assert_failure', MESSAGE = 'dbmigrate PL002: V';
  END IF;
END;
$$ LANGUAGE plpgsql;

```
```then
CALL fill_ward(1);
SELECT id FROM ward
```
```rows
1
```
```refused 42704
```
```quiet
CREATE PROCEDURE fill_ward(n INTEGER) IS
  v INTEGER := n;
BEGIN
  INSERT INTO ward (id) VALUES (v);
END;
/
```
"""

from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import COMMENT_OUT, Fix, Hit, Severity
from dbmigrate.rules.packages.supplied import advice, package_in
from dbmigrate.rules.procedural.judgement import judgement_at
from dbmigrate.syntax.ddl.nodes import Node, Unread
from dbmigrate.syntax.procedural.nodes import (
    CollectionType,
    Conditional,
    CursorDeclaration,
    ExceptionDeclaration,
    Pragma,
    RecordType,
    RefCursorType,
    Routine,
    Subtype,
    Variable,
)

DECLARATIONS: Final = (
    CollectionType,
    Conditional,
    CursorDeclaration,
    ExceptionDeclaration,
    Pragma,
    RecordType,
    RefCursorType,
    Routine,
    Subtype,
    Unread,
    Variable,
)

__doc__ += advice()


@rule(
    "PL003",
    source="oracle",
    severity=Severity.REFUSED,
    fix=Fix.REVIEW,
    on=tuple(map(node, DECLARATIONS)),
)
def check(found: Node, context: Context) -> Hit | None:
    judgement = judgement_at(context) if context.path else None
    if judgement is None or judgement.unclear is not None:
        return None
    what = judgement.left.get((found.part.first, found.part.last), "")
    replace = [(found, COMMENT_OUT)]
    return Hit(replace, values={"what": what}, note=package_in(what, context)) if what else None
