"""{function} with NULL for its flags

Oracle takes NULL there for no flags; the target's functions give NULL for it.

```zh
{function} 的标志参数为 NULL
Oracle 视为没有标志；目标库的函数遇到 NULL 参数返回空。
```
```setup
CREATE TABLE visit (memo varchar(20));
INSERT INTO visit VALUES ('a=1;b=2');
```
```oracle
SELECT REGEXP_SUBSTR(memo, 'b=(\\d)', 1, 1, NULL, 1), REGEXP_COUNT(v.memo, '[ab]', 1, '') FROM visit v
```
```postgres
SELECT REGEXP_SUBSTR(memo, 'b=(\\d)', 1, 1, '', 1), REGEXP_COUNT(v.memo, '[ab]', 1, '') FROM visit v
```
```rows
2 | 2
```
```oracle
SELECT MAX(x.n) FROM (SELECT REGEXP_INSTR(memo, 'b', 1, 1, 0, -- none
NULL) AS n FROM visit) x UNION SELECT COUNT(*) FROM visit WHERE REGEXP_LIKE(memo, '^a', NULL) ORDER BY 1
```
```postgres
SELECT MAX(x.n) FROM (SELECT REGEXP_INSTR(memo, 'b', 1, 1, 0, -- none
'') AS n FROM visit) x UNION SELECT COUNT(*) FROM visit WHERE REGEXP_LIKE(memo, '^a', '') ORDER BY 1
```
```rows
1
5
```
```quiet
SELECT REGEXP_SUBSTR(memo, '[ab]', 1, 1, 'i'), REGEXP_REPLACE(memo, NULL, 'x') FROM visit
```
"""

from typing import Final

from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Hit, Severity

FLAGS: Final = {"REGEXP_SUBSTR": 4, "REGEXP_INSTR": 5, "REGEXP_COUNT": 3, "REGEXP_LIKE": 2}


@rule("FN354", source="oracle", severity=Severity.DIFFERS, on=tuple(map(call, FLAGS)), needs="pg15")
def check(found: Call) -> Hit | None:
    name = found.node.name.upper()
    flags = found.arg(FLAGS[name])
    if flags is None or not flags.is_null:
        return None
    return Hit(replace=[(flags, "''")], values={"function": name})
