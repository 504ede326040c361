"""the default of the parameter {name} is of another type

What stands behind `=` is converted to the parameter's type: a fraction is cut off an integer, `true` is 1 as a bit, an empty
text 0 or 1900-01-01 ("CREATE PROCEDURE", "Data type conversion"). PostgreSQL rounds, or refuses the call.

```zh
参数 {name} 的默认值类型不同
等号后的值会转换为参数类型：整数截去小数，bit 的 true 为 1，空串为 0 或 1900-01-01。PostgreSQL 四舍五入或拒绝调用。
```
```notes
session | the text of a date is read by the session's settings | 日期文本按会话设置解释
odd | the target does not read the constant as a value of the parameter | 目标库不能把该常量读作该参数的值
```
```setup sqlserver
CREATE TABLE bill (qty INTEGER, paid BIT, at DATETIME, code VARCHAR(3));
```
```sqlserver
CREATE PROCEDURE add_bill @qty INTEGER = 2.7, @paid BIT = 'true', @at DATETIME = '', @code VARCHAR(3) = 12345 AS
BEGIN
  INSERT INTO bill (qty, paid, at, code) VALUES (@qty, @paid, @at, @code)
END
```
```then
CALL add_bill();
SELECT qty, paid, at, code FROM bill
```
```rows
2 | 1 | 1900-01-01 00:00:00 | *
```
```refused 22P02
```
```quiet
CREATE PROCEDURE add_bill @qty INTEGER = 2, @at DATETIME = '2024-01-02', @code VARCHAR(3) = 'a', @n INTEGER = NULL AS
BEGIN
  INSERT INTO bill (qty, at, code) VALUES (@qty, @at, @code)
END
```
"""

from typing import Any

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.engine.views import view
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.dml.assigned_type import CONSTANTS
from dbmigrate.rules.dml.stored_values import is_days, store_of
from dbmigrate.rules.procedural.tsql_type_text import declared
from dbmigrate.syntax.procedural.tsql_nodes import TsqlParameter
from dbmigrate.syntax.sql import parse
from dbmigrate.types.constants import constant_of


@rule("TY042", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(TsqlParameter), after=CONSTANTS)
def check(found: TsqlParameter, context: Context) -> Hit | None:
    if found.default is None:
        return None
    tree = parse(found.default.lexed, found.default.part, found.default.into)
    to = declared(found.type, context)
    constant = constant_of(tree.root) if tree.root is not None else None
    if constant is None or tree.root is None or not to.is_known or is_days(to, constant.quoted):
        return None
    kept = store_of(to, context).kept(constant)
    if kept is None or kept.note == "long":  # the body casts its parameters
        return None
    value = view(tree, tree.root)
    replace = [(value, literal_template(kept.text), value)] if kept.text else []
    doubt: dict[str, Any] = {"note": kept.note, "fix": Fix.REVIEW} if kept.note else {}
    return Hit(replace, values={"name": found.name.value}, at=found.default.part, **doubt)
