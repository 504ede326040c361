"""a text is added to a date

SQL Server reads the text as a date, and adds the two as days since 1900; where it is no date the statement fails ("+
(Addition)", "Data type precedence"). Mostly a conversion of the date to a text was forgotten. The target refuses it.

```zh
文本与日期相加
SQL Server 把文本读作日期后相加（1900 年起的天数），不是日期则报错；多数情况是漏写了日期转文本。目标库拒绝执行。
```
```setup sqlserver
CREATE TABLE visit (id INT NOT NULL, at DATETIME, note VARCHAR(20));
INSERT INTO visit VALUES (1, '2024-05-16', 'x');
```
```sqlserver
SELECT v.at + v.note FROM visit v
```
```refused 42883
```
```sqlserver
SELECT v.id FROM visit v WHERE v.note + v.at > '2024-01-01' UNION SELECT (SELECT COUNT(*) FROM visit w WHERE -- none
 w.at + ' ' + w.note = '')
```
```refused 42883
```
```quiet
SELECT v.at + 1, v.note + 'x', v.note + CONVERT(VARCHAR(10), v.at, 120) FROM visit v
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import operator, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.operands import in_computed_column


@rule("OP240", source="sqlserver", severity=Severity.REFUSED, fix=Fix.NONE, on=operator("add"))
def check(found: Expr, context: Context) -> Hit | None:
    if in_computed_column(context):
        return None
    left, right = context.types.of(found.left), context.types.of(found.right)
    added = (left.is_moment and right.is_text) or (left.is_text and right.is_moment)
    return Hit(at=found.part) if added else None
