"""INSTR finds the place of a text

The target's function for the plain case is `strpos`; a start, a search backwards or the number of the find need a runtime
function.

```zh
INSTR 查找文本位置
普通情形在目标库中用 `strpos`；带起始位置、反向查找或第几次出现时使用运行时函数。
```
```setup oracle
CREATE TABLE visit (path VARCHAR2(20), n NUMBER(4));
INSERT INTO visit VALUES ('a/b/c', 1);
```
```oracle
SELECT INSTR(path, '/'), INSTR(path, '/', 1), INSTR(path, '/', 3), INSTR(path, '/', 1, 2), INSTR(path, '/', -1) FROM visit
```
```postgres
SELECT strpos(path, '/'), strpos(path, '/'), dbmigrate.instr(path, '/', 3), dbmigrate.instr(path, '/', 1, 2), dbmigrate.instr(path, '/', -1) FROM visit
```
```rows
2 | 2 | 4 | 4 | 4
```
```refused 42883
```
```oracle
SELECT n FROM visit WHERE INSTR('a,b', path) > 0 UNION SELECT (SELECT INSTR( -- path
v.path, -- what
'c') FROM visit v) FROM dual
```
```postgres
SELECT n FROM visit WHERE strpos('a,b', path) > 0 UNION SELECT (SELECT strpos( -- path
v.path, -- what
'c') FROM visit v)
```
```rows
5
```
```refused 42883
```
```quiet
SELECT v.n AS instr FROM visit v
```
"""

from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Hit, Part, Severity


@rule("FN321", source="oracle", severity=Severity.REFUSED, on=call("INSTR"), unless="instr")
def check(found: Call) -> Hit | None:
    args = found.args
    if len(args) not in (2, 3, 4):
        return None
    if len(args) == 2:
        return Hit(replace=[(found.name_part, "strpos")])
    if len(args) == 3 and args[2].is_literal("1"):
        rest = Part(args[1].part.last + 1, args[2].part.last)
        return Hit(replace=[(found.name_part, "strpos"), (rest, "")])
    return Hit(replace=[(found.name_part, "dbmigrate.instr")], helpers=("instr",))
