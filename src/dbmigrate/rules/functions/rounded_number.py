"""ROUND that cuts, or rounds a float

A third argument other than 0 makes SQL Server cut instead of round ("ROUND"); TRUNC does that here. PostgreSQL has ROUND
with a number of digits for numeric only, so that floats pass through it.

```zh
ROUND 截断，或对浮点数取整
SQL Server 的第三个参数非 0 时截断而非四舍五入，此处用 TRUNC。PostgreSQL 带位数的 ROUND 只接受 numeric，浮点数须先转换。
```
```setup
CREATE TABLE visit (id INT NOT NULL, fee NUMERIC(5,2), share FLOAT);
INSERT INTO visit VALUES (1, 1.29, 0.125);
```
```sqlserver
SELECT ROUND(v.fee, 1, 1), ROUND(v.share * 2, 1), ROUND(v.fee, 1, 0), ROUND(v.fee, 1, v.id) FROM visit v
```
```postgres
SELECT trunc(v.fee, 1), round((v.share * 2)::numeric, 1)::double precision, round(v.fee, 1), CASE WHEN v.id = 0 THEN round(v.fee, 1) ELSE trunc(v.fee, 1) END FROM visit v
```
```rows
1.2 | 0.3 | 1.3 | 1.2
```
```refused 42883
```
```quiet
SELECT ROUND(v.fee, 1), ROUND(1.25, v.id) FROM visit v
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.operands import in_computed_column, operand, type_of, whole
from dbmigrate.types.values import Kind


@rule("FN425", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=call("ROUND"))
def check(found: Call, context: Context) -> Hit | None:
    if in_computed_column(context) or len(found.args) not in (2, 3):
        return None
    number, digits = found.args[:2]
    is_float = type_of(number, context).kind is Kind.FLOAT
    value, back = (f"{operand(number)}::numeric", "::double precision") if is_float else ("{}", "")
    cuts = whole(found.args[2].node) if len(found.args) == 3 else 0
    if cuts is None:
        how = found.args[2]
        text = f"CASE WHEN {operand(how)} = 0 THEN round({value}, {{}}){back} ELSE trunc({value}, {{}}){back} END"
        return Hit(replace=[(found, text, how, number, digits, number, digits)])
    if len(found.args) == 2 and not is_float:
        return None
    return Hit(replace=[(found, f"{'trunc' if cuts else 'round'}({value}, {{}}){back}", number, digits)])
