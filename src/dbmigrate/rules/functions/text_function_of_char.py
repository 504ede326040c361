"""{function} of a CHAR, whose blanks count (T-SQL)

SQL Server's functions see a CHAR with the blanks that fill it up ("char and varchar"). The target takes them off where a
CHAR becomes the text that its functions work on. They are put back where a result is joined to others or cut; elsewhere
blanks at the end do not count in SQL Server, and what begins at the end of the text loses those behind it.

```zh
{function} 处理 CHAR 时尾部空格参与运算（T-SQL）
SQL Server 的函数看到的是补足空格的 CHAR 值；目标库把 CHAR 转为文本时会去掉尾部空格。结果参与拼接或截取时补回空格；其他位置 SQL Server 比较时不计尾部空格，因此不补，从末尾取值的函数补足后再去掉尾部空格。
```
```setup sqlserver
CREATE TABLE bed (id INT NOT NULL, ward CHAR(4), code NCHAR(3), name VARCHAR(10));
INSERT INTO bed VALUES (1, 'ab', N'x', 'n'), (2, 'cd', N'y', 'm');
```
```sqlserver
SELECT LEFT(b.ward, 3) + '.', RIGHT(b.ward, 3) + '.', REVERSE(b.ward) + '.', STUFF(b.code, 1, 1, 'z') + '.', CHARINDEX(' ', b.ward) FROM bed b WHERE b.id = 1 AND LEFT(b.ward, 3) = 'ab'
```
```postgres
SELECT LEFT(dbmigrate.padded(b.ward, 4), 3) || '.', RIGHT(dbmigrate.padded(b.ward, 4), 3) || '.', dbmigrate.padded(REVERSE(dbmigrate.padded(b.ward, 4)), 4) || '.', overlay(nullif(rpad(b.code, 3), '') PLACING 'z' FROM 1 FOR 1) || '.', strpos(dbmigrate.padded(b.ward, 4), ' ') FROM bed b WHERE b.id = 1 AND LEFT(b.ward, 3) = 'ab'
```
```rows
ab . | b  . |   ba. | z  . | 3
```
```sqlserver
SELECT STRING_AGG(b.ward, ',') WITHIN GROUP (ORDER BY b.id) + '.' -- all
 FROM bed b UNION ALL SELECT (SELECT REPLACE(MAX(c.ward), 'd', 'e') + '.' FROM bed c WHERE RIGHT(c.ward, 3) = 'd')
```
```postgres
SELECT STRING_AGG(dbmigrate.padded(b.ward, 4), ',' ORDER BY b.id) || '.' -- all
 FROM bed b UNION ALL SELECT (SELECT REPLACE(dbmigrate.padded(MAX(c.ward), 4), 'd', 'e') || '.' FROM bed c WHERE rtrim(RIGHT(dbmigrate.padded(c.ward, 4), 3)) = 'd')
```
```rows
ab  ,cd  .
ce  .
```
```quiet
SELECT LEFT(b.name, 3), LEFT(b.ward, 2) AS part, REPLACE(b.ward, ' ', '') + '.', CHARINDEX('a', b.ward), RTRIM(b.ward), UPPER(b.ward), LEN(b.ward) FROM bed b WHERE LEFT(b.ward, 2) IN ('ab', 'x')
```
"""

from typing import Any, Final

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.functions.operands import constant, in_computed_column
from dbmigrate.rules.functions.padded_char import is_joined, padding
from dbmigrate.rules.functions.placing import around

TEXTS: Final = {
    **dict.fromkeys(("SUBSTRING", "LEFT", "RIGHT", "REPLACE", "STUFF", "REVERSE", "LTRIM", "REPLICATE"), 0),
    **dict.fromkeys(("STRING_AGG", "TRANSLATE"), 0),
    **dict.fromkeys(("CHARINDEX", "PATINDEX"), 1),
}
FROM_THE_END: Final = frozenset({"RIGHT", "REVERSE"})
NUMBERS: Final = frozenset({"CHARINDEX", "PATINDEX"})
ALWAYS: Final = NUMBERS | {"STRING_AGG"}


@rule(
    "FN470",
    source="sqlserver",
    severity=Severity.DIFFERS,
    on=tuple(call(name) for name in TEXTS),
    after=("FN426", "FN427", "FN443", "OP218"),
)
def check(found: Call, context: Context) -> Hit | None:
    name = found.node.name.upper()
    value = found.arg(TEXTS[name])
    if value is None or in_computed_column(context) or not counts_blanks(found, name):
        return None
    template, helpers = padding(value, context)
    if not template:
        return None
    replace: list[tuple[Any, ...]] = list(around(value, template))
    if name not in ALWAYS and not is_joined(found.node):
        if name not in FROM_THE_END:
            return None
        replace += around(found, "rtrim({})")
    return Hit(replace=replace, values={"function": name}, helpers=helpers)


def counts_blanks(found: Call, name: str) -> bool:
    """Not a search for a text without blanks, nor what takes all blanks out."""
    arguments = found.node.expressions
    if name in NUMBERS:
        sought = constant(arguments[0])
        return sought is None or " " in sought
    if name == "REPLACE" and len(arguments) == 3:
        return not (constant(arguments[1]) == " " and constant(arguments[2]) == "")
    return True
