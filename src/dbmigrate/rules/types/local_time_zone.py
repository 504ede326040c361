"""TIMESTAMP WITH LOCAL TIME ZONE is timestamp with time zone on the target

Both store the moment and show it in the session's time zone.

```zh
TIMESTAMP WITH LOCAL TIME ZONE 在目标库中为 timestamp with time zone
两者都存储时刻，并按会话时区显示。
```
```oracle
CREATE TABLE log (at TIMESTAMP(3) WITH LOCAL TIME ZONE)
```
```postgres
CREATE TABLE log (at TIMESTAMP(3) WITH TIME ZONE)
```
```then
INSERT INTO log VALUES ('2024-05-06 12:00:00+00');
SELECT to_char(at, 'YYYY-MM-DD HH24:MI') FROM log
```
```rows
2024-05-06 20:00
```
```refused 42601
```
```quiet
CREATE TABLE log (at TIMESTAMP WITH TIME ZONE, b TIMESTAMP)
```
"""

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Part, Severity
from dbmigrate.syntax.ddl.nodes import TypeName


@rule("TY012", source="oracle", severity=Severity.REFUSED, on=node(TypeName))
def check(found: TypeName) -> Hit | None:
    words = found.words()
    if found.user or not found.keyword.startswith("TIMESTAMP") or "LOCAL" not in words:
        return None
    k = found.part.first + words.index("LOCAL")
    return Hit(replace=[(Part(k, k), "")])
