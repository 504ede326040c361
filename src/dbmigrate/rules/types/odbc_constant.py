"""constant in an escape of ODBC: {constant}

SQL Server reads ODBC's `{ts '..'}` and `{d '..'}` itself, as datetime, and `{guid '..'}` ("ODBC Datetime Format").
PostgreSQL leaves them to the driver. `{t '..'}` means that time of the current day: a person has to write it.

```zh
ODBC 转义写法的常量：{constant}
SQL Server 自身可识别 ODBC 的 `{ts '..'}`、`{d '..'}`（类型为 datetime）和 `{guid '..'}`，PostgreSQL 则留给驱动处理。`{t '..'}` 表示当天的该时刻，需人工改写。
```
```notes
today | the time belongs to the current day | 该时刻属于当天
```
```setup
CREATE TABLE visit (at TIMESTAMP(3), born TIMESTAMP(3), id UUID);
```
```sqlserver
INSERT INTO visit (at, born, id) SELECT {ts '2024-05-06 13:14:15.120'}, {d '2024-05-06'}, {guid '0e984725-c51c-4bf4-9960-e1c80e27aba0'}
```
```postgres
INSERT INTO visit (at, born, id) SELECT timestamp '2024-05-06 13:14:15.120', timestamp '2024-05-06', uuid '0e984725-c51c-4bf4-9960-e1c80e27aba0'
```
```then
SELECT at, born, id FROM visit
```
```rows
2024-05-06 13:14:15.12 | 2024-05-06 00:00:00 | 0e984725-c51c-4bf4-9960-e1c80e27aba0
```
```refused 42601
```
```quiet
SELECT '{d ''2024-05-06''}' FROM visit
```
"""

from typing import Final

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.contract import literal, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity

TYPES: Final = {"TS": "timestamp", "D": "timestamp", "GUID": "uuid"}


@rule("TY035", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=literal("text"))
def check(found: Expr) -> Hit | None:
    if "{" not in found.lexed.characters:
        return None
    text = found.text
    if text[0] != "{":
        return None
    kind = text[1 : text.index("'")].strip()
    values = {"constant": f"{{{kind} ..}}"}
    to = TYPES.get(kind.upper())
    if to is None:
        return Hit(note="today", fix=Fix.REVIEW, values=values)
    constant = text[text.index("'") : text.rindex("'") + 1]
    return Hit(replace=[(found, literal_template(f"{to} {constant}"))], values=values)
