"""a value is stored as another type

SQL Server converts it on the way. Where both sides convert alike, or a rewrite says what SQL Server does, nothing is
left to look at; else the result may have another text, or other digits.

```zh
值以另一种类型存储
SQL Server 在赋值时隐式转换。若两边转换结果一致，或已改写为相同的转换，则无需处理；否则结果的文本或位数可能不同。
```
```notes
unknown | the type of the value is not known: {cause} | 值的类型未知：{cause}
style | the target has no counterpart of the conversion | 目标库没有对应的转换
type | the type of the value is not known | 值的类型未知
text | the text of a date is read by the session's settings | 日期文本按会话设置解释
float | a binary number has another text on the target | 浮点数的文本形式不同
time | a time has another text on the target | 时间的文本形式不同
fraction | the fraction of a second has another number of digits | 秒的小数位数不同
bit | any number but 0 is 1 in SQL Server, and the texts true and false | SQL Server 中非 0 即 1，也接受文本 true 与 false
binary | the bytes are not the same on the target | 目标库的字节不同
other | the types have no common conversion | 两种类型之间没有相同的转换
```
```setup sqlserver
CREATE TABLE visit (id INTEGER, at DATETIME, note VARCHAR(30), fee DECIMAL(9,2));
INSERT INTO visit (id, at, fee) VALUES (1, '2024-05-16T13:14:15', 2.75);
```
```sqlserver
CREATE PROCEDURE note_visit AS
BEGIN
  DECLARE @s VARCHAR(30), @n INTEGER
  SELECT @s = at, @n = fee FROM visit WHERE id = 1
  INSERT INTO visit (id, note) VALUES (@n, @s)
END
```
```then
CALL note_visit();
SELECT id, note FROM visit ORDER BY id
```
```rows
1 | NULL
2 | May 16 2024  1:14PM
```
```quiet
CREATE PROCEDURE copy_visit @n INTEGER AS
BEGIN
  DECLARE @s VARCHAR(30)
  SET @s = 'x'
END
```
"""


from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.placing import WRITTEN_BEFORE
from dbmigrate.rules.procedural.tsql_cut import Stored, stored, stored_of_query, type_of
from dbmigrate.rules.procedural.tsql_judgement import is_written, understood
from dbmigrate.syntax.procedural.statements import Return
from dbmigrate.syntax.procedural.tsql_nodes import LocalVariable, TsqlRoutine
from dbmigrate.syntax.procedural.tsql_statements import Declare, SetVariable, TsqlSql

Found = SetVariable | Declare | Return | TsqlSql


@rule(
    "PL222",
    source="sqlserver",
    severity=Severity.DIFFERS,
    on=(node(SetVariable), node(Declare), node(Return), node(TsqlSql)),
    after=WRITTEN_BEFORE,
)
def check(found: Found, context: Context) -> Hit | None:
    if understood(context) is None or not is_written(found, context):
        return None
    found_values = assignments(found, context)
    doubt = next((s for s in found_values if s.doubt), None)
    helpers = tuple(h for s in found_values for h in s.helpers)
    if doubt is None:
        return Hit(helpers=helpers, severity=Severity.NOTE) if helpers else None
    return Hit(helpers=helpers, note=doubt.doubt, fix=Fix.REVIEW, values={"cause": doubt.cause})


def assignments(found: Found, context: Context) -> list[Stored]:
    """Other rules write them; this one says what is left to look at."""
    if isinstance(found, SetVariable):
        plain = found.value is not None and found.operator is not None and len(found.words(found.operator)) == 1
        return [stored(type_of(found.target, context), found.value, context)] if plain and found.value else []
    if isinstance(found, Declare):
        items = [i for i in found.items if isinstance(i, LocalVariable)]
        return [stored(i.type, i.default, context) for i in items if i.default is not None]
    if isinstance(found, Return):
        unit = context.above(TsqlRoutine)
        type_ = unit.returns.type if unit is not None and unit.returns is not None else None
        return [stored(type_, found.value, context)] if type_ is not None and found.value is not None else []
    if found.verb != "select" or not found.assigned:
        return []
    return [stored_of_query(found, k, context) for k in range(len(found.assigned))]
