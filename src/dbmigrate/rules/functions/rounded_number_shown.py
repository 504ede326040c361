"""ROUND keeps the digits of its number, as zeros, where it is shown as a text

SQL Server's ROUND gives a value of the number's own type: of a NUMERIC(9,4) it shows 12.3500 ("ROUND"). PostgreSQL's has
as many digits as were asked for. As a number the two are equal; as a text they are not.

```zh
ROUND 的结果转为文本时保留原有小数位（补零）
SQL Server 的 ROUND 结果类型与参数相同，NUMERIC(9,4) 显示为 12.3500；PostgreSQL 只保留所要求的位数。作为数值相等，作为文本不同。
```
```setup
CREATE TABLE bill (id INT NOT NULL, fee NUMERIC(9,4));
INSERT INTO bill VALUES (3, 12.3456);
```
```sqlserver
SELECT CAST(ROUND(b.fee, 2) AS VARCHAR(20)), CONVERT(VARCHAR(20), ROUND(b.fee / b.id, 1)), CONCAT(ROUND(b.fee, 1, 1), '%') FROM bill b
```
```postgres
SELECT CAST(round(ROUND(b.fee, 2), 4) AS VARCHAR(20)), CAST(dbmigrate.fitting(round(ROUND(b.fee / b.id, 1), 15)::text, 20) AS VARCHAR(20)), CONCAT(round(trunc(b.fee, 1), 4), '%') FROM bill b
```
```rows
12.3500 | 4.100000000000000 | 12.3000%
```
```sqlserver
SELECT CAST((ROUND(b.fee, 0)) AS VARCHAR(20)) -- text
 FROM bill b WHERE b.id = 3 UNION ALL SELECT (SELECT CAST(ROUND(1.256, 2) AS VARCHAR(9)))
```
```postgres
SELECT CAST((round(ROUND(b.fee, 0), 4)) AS VARCHAR(20)) -- text
 FROM bill b WHERE b.id = 3 UNION ALL SELECT (SELECT CAST(round(ROUND(1.256, 2), 3) AS VARCHAR(9)))
```
```rows
12.0000
1.260
```
```quiet
SELECT ROUND(b.fee, 2), CAST(ROUND(b.fee, 4) AS VARCHAR(20)), CAST(ROUND(b.fee, 2) AS NUMERIC(9,2)), CAST(ROUND(b.id, 2) AS VARCHAR(5)) FROM bill b
```
"""

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.operands import in_computed_column, type_of, whole
from dbmigrate.rules.functions.placing import WRITTEN_BEFORE, around
from dbmigrate.types.sqlserver import digits, plain
from dbmigrate.types.values import Kind

JOINING = frozenset({"CONCAT", "CONCAT_WS"})


@rule(
    "FN465",
    source="sqlserver",
    severity=Severity.DIFFERS,
    fix=Fix.SAFE,
    on=call("ROUND"),
    after=("FN425", *WRITTEN_BEFORE),
)
def check(found: Call, context: Context) -> Hit | None:
    if in_computed_column(context) or len(found.args) not in (2, 3) or not becomes_text(found, context):
        return None
    given = type_of(found, context)
    scale = digits(plain(given.sql))[1] if given.kind is Kind.NUMBER and given.sql else 0
    asked = whole(found.args[1].node)
    if not scale or (asked is not None and asked >= scale):
        return None
    return Hit(replace=around(found, f"round({{}}, {scale})"))


def becomes_text(found: Call, context: Context) -> bool:
    """A CAST or CONVERT to a text around it, or CONCAT."""
    above = found.node.parent
    while isinstance(above, exp.Paren):
        above = above.parent
    if isinstance(above, exp.Anonymous):
        return above.name.upper() in JOINING
    return isinstance(above, (exp.Cast, exp.Convert)) and type_of(found.view(above), context).is_text
