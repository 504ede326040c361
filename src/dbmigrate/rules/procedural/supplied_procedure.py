"""{name} has a statement of its own

DBMS_LOCK.SLEEP and DBMS_SESSION.SLEEP wait by pg_sleep, which takes seconds as well. DBMS_OUTPUT.ENABLE makes a buffer for
lines; they are notices on the target, and notices need none.

```zh
{name} 改写为单独的语句
DBMS_LOCK.SLEEP 与 DBMS_SESSION.SLEEP 改用 pg_sleep，单位同为秒。DBMS_OUTPUT.ENABLE 建立输出缓冲区；目标库的输出为 NOTICE 消息，不需要缓冲区。
```
```notes
time | a time that is NULL or negative is no error: the wait ends at once | 时间为 NULL 或负数时不报错，立即结束等待
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
from dbmigrate.engine.views import view
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.procedural.judgement import is_converted
from dbmigrate.rules.procedural.plsql_calls import arguments_of, path_of_statement, supplied_template
from dbmigrate.syntax.procedural.statements import CallStatement
from dbmigrate.syntax.sql import parse


@rule("PK003", source="oracle", severity=Severity.REFUSED, on=node(CallStatement))
def check(found: CallStatement, context: Context) -> Hit | None:
    path = path_of_statement(found)
    if not is_converted(context):
        return None
    tree = parse(found.lexed, found.callee.part, found.callee.into)
    arguments = arguments_of(tree.root)
    template = supplied_template(path, arguments)
    if template is None:
        return None
    values = {"name": ".".join(path)}
    if "{}" not in template:
        return Hit(replace=[(found.inner, template)], values=values)
    time = view(tree, arguments[0])
    note, fix = ("", None) if time.text.replace(".", "", 1).isdecimal() else ("time", Fix.REVIEW)
    return Hit(replace=[(found.inner, template, time)], values=values, note=note, fix=fix)
