"""STR writes a number into a given width

The function dbmigrate.str rounds, fills with blanks on the left, and gives asterisks where the whole part does not fit
("STR").

```zh
STR 按指定宽度输出数字
由函数 dbmigrate.str 四舍五入并左补空格，整数部分放不下时输出星号。
```
```setup
CREATE TABLE visit (id INT NOT NULL, fee NUMERIC(9,2));
INSERT INTO visit VALUES (5, 1234.56);
```
```sqlserver
SELECT LTRIM(STR(v.id)), STR(v.fee, 7, 1), STR(v.fee, 3) FROM visit v
```
```postgres
SELECT LTRIM(dbmigrate.str(v.id)), dbmigrate.str(v.fee, 7, 1), dbmigrate.str(v.fee, 3) FROM visit v
```
```rows
5 |  1234.6 | ***
```
```refused 42883
```
```quiet
SELECT v.fee FROM visit v
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.operands import in_computed_column


@rule("FN407", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=call("STR"))
def check(found: Call, context: Context) -> Hit | None:
    if in_computed_column(context):
        return None
    return Hit(replace=[(found.name_part, "dbmigrate.str")], helpers=("str",))
