"""a constant is compared with a {type}, which rounds it

DATETIME keeps 1/300 of a second and SMALLDATETIME minutes: '23:59:59.999' is the next day at 00:00 there, and rows of
that moment are found ("datetime", "smalldatetime"). The target would compare what is written.

```zh
与 {type} 比较的常量会被取整
DATETIME 精度为 1/300 秒，SMALLDATETIME 精确到分钟：'23:59:59.999' 在源库中即次日 00:00，该时刻的行会被查到。目标库按字面比较。
```
```setup sqlserver
CREATE TABLE visit (id INT NOT NULL, at DATETIME, seen SMALLDATETIME);
INSERT INTO visit VALUES (1, '2024-01-31 23:59:00', '2024-01-31 23:59:00'), (2, '2024-02-01', '2024-02-01');
```
```sqlserver
SELECT v.id FROM visit v WHERE v.at BETWEEN '2024-01-01' AND N'2024-01-31 23:59:59.999' ORDER BY v.id
```
```postgres
SELECT v.id FROM visit v WHERE v.at BETWEEN '2024-01-01' AND '2024-02-01 00:00:00' ORDER BY v.id
```
```rows
1
2
```
```sqlserver
SELECT count(*) FROM visit v WHERE v.seen <= '2024-01-31 23:59:59' UNION ALL SELECT (SELECT max(w.id) FROM visit w WHERE -- by the minute
 w.seen = '20240131 23:59:40')
```
```postgres
SELECT count(*) FROM visit v WHERE v.seen <= '2024-02-01 00:00:00' UNION ALL SELECT (SELECT max(w.id) FROM visit w WHERE -- by the minute
 w.seen = '20240201 00:00:00')
```
```rows
2
2
```
```quiet
SELECT v.id FROM visit v WHERE v.at < '2024-01-31 23:59:59.997' AND v.at > '2024-01-01 10:00:01' AND v.seen = '2024-01-01 10:00'
```
"""

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.operands import constant, in_computed_column
from dbmigrate.rules.functions.placing import WRITTEN_BEFORE
from dbmigrate.rules.functions.sqlserver_conversions import keyword_of
from dbmigrate.rules.functions.sqlserver_implicit import leading
from dbmigrate.rules.operators.sqlserver_mixed_operands import COMPARING, is_assignment, sides_of
from dbmigrate.types.datetime_ticks import aligned


@rule("OP230", source="sqlserver", severity=Severity.DIFFERS, fix=Fix.SAFE, on=COMPARING, after=WRITTEN_BEFORE)
def check(found: Expr, context: Context) -> Hit | None:
    if in_computed_column(context) or is_assignment(found.node):
        return None
    sides = [found.view(side) for side in sides_of(found.node)]
    constants = [(side, text) for side in sides if (text := constant(side.node)) is not None and ":" in text]
    to = leading([context.types.of(side) for side in sides]) if constants else None
    if to is None:
        return None
    made = [(side, new) for side, text in constants if (new := aligned(text, keyword_of(to))) is not None]
    if not made:
        return None
    replace = [(side, literal_template(f"'{new}'"), side) for side, new in made]
    return Hit(replace=replace, values={"type": keyword_of(to)})
