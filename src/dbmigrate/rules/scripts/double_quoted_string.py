"""a string in double quotes

After SET QUOTED_IDENTIFIER OFF double quotes mark strings, as old clients of SQL Server want them. In PostgreSQL they
always mark names. SQL Server keeps the setting with each module: where one pair of quotes can only be a text (it is empty, or
stands where there are no columns), all of the module's are.

```zh
双引号括起的字符串
SET QUOTED_IDENTIFIER OFF 之后，双引号表示字符串（SQL Server 旧客户端的习惯）；PostgreSQL 的双引号始终表示名称。SQL Server 为每个模块保存该设置：只要有一处双引号只能是字符串（为空，或所在位置没有列），整个模块的双引号都是字符串。
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
```sqlserver
CREATE PROCEDURE judged @n INT AS
BEGIN
  IF @n < 0
  BEGIN
    SELECT "F", "it's wrong"
    RETURN
  END
  UPDATE ward SET label = "x" WHERE label = ""
  SELECT "T", "done"
END
```
```then
SELECT * FROM judged(-1)
```
```rows
F | it's wrong
```
```refused 42601
```
```quiet
CREATE VIEW labels AS SELECT "label", 1 AS "n" FROM ward WHERE "label" = 'a' ORDER BY "label"
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
