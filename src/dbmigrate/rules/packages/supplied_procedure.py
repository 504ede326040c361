"""{name} has a statement of its own

What a procedure of a supplied package does is a statement of the target, or a helper of the runtime. The table of them is
in the source's pack, by package, with an example in each row. DBMS_LOCK.SLEEP waits by pg_sleep, which takes seconds as
well; DBMS_OUTPUT.ENABLE makes a buffer for lines, and notices need none.

```zh
{name} 改写为单独的语句
系统包过程改写为目标库的语句或运行库辅助函数，各过程按包列在源库的数据包中，每行附示例。如 DBMS_LOCK.SLEEP 改用 pg_sleep，单位同为秒；DBMS_OUTPUT.ENABLE 建立输出缓冲区，NOTICE 消息不需要缓冲区。
```
```oracle
CREATE FUNCTION waited(p_time NUMBER) RETURN VARCHAR2 IS
BEGIN
  DBMS_OUTPUT.ENABLE;
  DBMS_OUTPUT.ENABLE(20000);
  DBMS_LOCK.SLEEP(0.01);
  SYS.DBMS_SESSION.SLEEP(p_time / 10);
  RETURN 'waited';
END;
/
```
```then
SELECT waited(0.1)
```
```rows
waited
```
```refused 42601
```
```quiet
CREATE FUNCTION waited(p_time NUMBER) RETURN NUMBER IS
BEGIN
  RETURN p_time;
END;
/
```
"""

from __future__ import annotations

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.packages.statements import statement_hit
from dbmigrate.rules.packages.supplied import notes_of
from dbmigrate.rules.procedural.judgement import is_converted
from dbmigrate.syntax.procedural.statements import CallStatement

__doc__ += notes_of("procedures")


@rule("PK003", source="oracle", severity=Severity.REFUSED, on=node(CallStatement))
def check(found: CallStatement, context: Context) -> Hit | None:
    hit = statement_hit(found, context) if context.kept_code or is_converted(context) else None
    return hit if hit is not None and not hit.values["name"].startswith("DBMS_LOB.") else None
