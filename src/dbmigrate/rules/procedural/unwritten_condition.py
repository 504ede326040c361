"""condition of code that no rule writes: {what}

It needs what a supplied package does and nothing of the target's does. The condition stays as a comment, and a call that
raises an exception stands in its place: the statements under it stay. Handlers of WHEN OTHERS do not catch the exception.

```zh
代码条件尚无规则改写：{what}
该条件依赖系统包，目标库没有对应功能。条件以注释保留，原处改为抛出异常的调用；其下的语句保持不变。该异常不会被 WHEN OTHERS 捕获。
```
```setup
CREATE TABLE ward (id INTEGER);
```
```oracle
CREATE FUNCTION told(n INTEGER) RETURN VARCHAR2 IS
BEGIN
  IF n = 1 THEN
    RETURN 'one';
  ELSIF UTL_TCP.AVAILABLE(n) > 0 THEN
    DELETE FROM ward;
  END IF;
  LOOP
    EXIT WHEN n = 2 OR UTL_TCP.AVAILABLE(n) = 0;
  END LOOP;
  RETURN 'two';
END;
/
```
```postgres
-- dbmigrate PL172 5: condition of code that no rule writes: UTL_TCP.AVAILABLE (the target opens no connections by itself: let the application do it)
-- dbmigrate PL172 9: condition of code that no rule writes: UTL_TCP.AVAILABLE (the target opens no connections by itself: let the application do it)
CREATE FUNCTION told(n bigint) RETURNS varchar AS $$
BEGIN
  IF n = 1 THEN
    RETURN 'one';
  ELSIF dbmigrate.not_written('UTL_TCP.AVAILABLE') /* UTL_TCP.AVAILABLE(n) > 0 */ THEN
    DELETE FROM ward;
  END IF;
  LOOP
    EXIT WHEN dbmigrate.not_written('UTL_TCP.AVAILABLE') /* n = 2 OR UTL_TCP.AVAILABLE(n) = 0 */;
  END LOOP;
  RETURN 'two';
END;
$$ LANGUAGE plpgsql;

```
```then
SELECT told(2)
```
```refused 3F000
```
```quiet
CREATE FUNCTION told(n INTEGER) RETURN VARCHAR2 IS
BEGIN
  IF n = 1 THEN
    RETURN 'one';
  END IF;
  RETURN 'two';
END;
/
```
"""

from __future__ import annotations

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.packages.supplied import advice, package_in
from dbmigrate.rules.procedural.judgement import judgement_at
from dbmigrate.syntax.ddl.nodes import Piece
from dbmigrate.syntax.procedural.statements import Branch, Leave, Loop

__doc__ += advice()


@rule("PL172", source="oracle", severity=Severity.REFUSED, fix=Fix.REVIEW, on=(node(Branch), node(Leave), node(Loop)))
def check(found: Branch | Leave | Loop, context: Context) -> Hit | None:
    held = found.condition
    judgement = judgement_at(context) if context.path and isinstance(held, Piece) else None
    if judgement is None or judgement.unclear is not None or not isinstance(held, Piece):
        return None
    what = judgement.conditions.get((held.part.first, held.part.last), "")
    if not what:
        return None
    said = "".join(what.split()).replace("'", "''")
    text = literal_template(f"dbmigrate.not_written('{said}') /* {held.text()} */")
    replace = [(held, text, held)]  # what stands in it vanishes
    return Hit(replace, note=package_in(what, context), values={"what": what}, at=held.part, helpers=("not_written",))
