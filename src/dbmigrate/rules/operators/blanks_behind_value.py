"""{column} may hold blanks behind {text}, which count on the target

SQL Server fills the shorter text with blanks before it compares, so that a stored '01 ' is equal to '01' ("= (String
comparison or assignment)"). The target finds it only where no blanks are stored. Programs that fill codes up to their
length leave such values: look for them before the move (`DATALENGTH(RTRIM(c)) < DATALENGTH(c)`) and cut them.

```zh
{column} 中 {text} 后面可能有空格，目标库计入空格
SQL Server 比较前以空格补齐较短的文本，存储的 '01 ' 等于 '01'；目标库只有在没有存储尾部空格时才能查到。补足长度的程序会留下此类值：迁移前请查出（`DATALENGTH(RTRIM(c)) < DATALENGTH(c)`）并去掉空格。
```
```setup sqlserver
CREATE TABLE visit (id INT NOT NULL, ward VARCHAR(10), flag CHAR(4), kind VARCHAR(1));
```
```sqlserver
SELECT v.id FROM visit v WHERE v.ward = '01'
```
```postgres
SELECT v.id FROM visit v WHERE v.ward = '01'
```
```sqlserver
DELETE FROM visit WHERE ward NOT IN ('01', N'内科')
```
```postgres
DELETE FROM visit WHERE ward NOT IN ('01', '内科')
```
```quiet
SELECT v.id FROM visit v WHERE v.flag = '01' AND v.kind = '1' AND v.ward = 'N1' AND RTRIM(v.ward) = '01' AND v.ward = '' AND v.ward = '1234567890'
```
"""

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import operator, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.operands import constant
from dbmigrate.rules.operators.letters_of_either_case import LETTER
from dbmigrate.rules.operators.sqlserver_mixed_operands import is_assignment, sides_of
from dbmigrate.types.values import Kind


@rule("OP251", source="sqlserver", severity=Severity.NOTE, fix=Fix.NONE, on=(operator("eq"), operator("neq"), operator("in")))
def check(found: Expr, context: Context) -> Hit | None:
    if is_assignment(found.node):
        return None
    sides = sides_of(found.node)
    texts = [text for side in sides if (text := constant(side)) is not None]
    columns = [side for side in sides if isinstance(side, exp.Column) and not side.name.startswith("@")]
    if not texts or len(columns) != 1 or len(texts) + 1 != len(sides):
        return None
    if any(not text.rstrip(" ") or text.endswith(" ") or LETTER.search(text) for text in texts):
        return None  # OP231, OP232
    type_ = context.types.of(found.view(columns[0]))
    numbers = type_.sql.numbers if type_.sql else ()
    if type_.kind is not Kind.TEXT or type_.constant or not numbers:
        return None
    if numbers[0].isdigit() and int(numbers[0]) <= min(map(len, texts)):
        return None
    return Hit(values={"column": found.view(columns[0]).text, "text": f"'{texts[0]}'"})
