"""a string in double quotes

After SET QUOTED_IDENTIFIER OFF double quotes mark strings, as old clients of SQL Server want them. In PostgreSQL they
always mark names.

```zh
双引号括起的字符串
SET QUOTED_IDENTIFIER OFF 之后，双引号表示字符串（SQL Server 旧客户端的习惯）；PostgreSQL 的双引号始终表示名称。
```
```setup
CREATE TABLE ward (label VARCHAR(20));
```
```sqlserver
SET QUOTED_IDENTIFIER OFF
GO
INSERT INTO ward VALUES ("the ""north"" ward's")
INSERT INTO ward VALUES (N"south")
GO
```
```postgres
-- SET QUOTED_IDENTIFIER OFF

INSERT INTO ward VALUES ('the "north" ward''s');
INSERT INTO ward VALUES ('south');

```
```then
SELECT label FROM ward
```
```rows
the "north" ward's
south
```
```refused 42601
```
```quiet
SET QUOTED_IDENTIFIER OFF
SET QUOTED_IDENTIFIER ON
SELECT label AS "name" FROM ward
```
"""

from typing import Any

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.contract import literal, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.scripts.existence import literal as quoted


@rule("SE217", source="sqlserver", severity=Severity.REFUSED, on=(literal("text"), literal("national")))
def check(string: Expr) -> Hit | None:
    if not string.lexed.quoted_strings:
        return None
    lexed, part = string.lexed, string.part
    start = lexed.tokens[part.first].start
    if not lexed.text.startswith(('"', 'N"', 'n"'), start):
        return None
    replace: list[tuple[Any, ...]] = [(part, literal_template(quoted(lexed.tokens[part.first].text)))]
    return Hit(replace=replace)
