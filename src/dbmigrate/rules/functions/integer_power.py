"""POWER has the type of its first argument

POWER of an integer is an integer in SQL Server, of a decimal one with the same number of digits behind the point
("POWER"); PostgreSQL computes a float or keeps all digits.

```zh
POWER 的结果与首参同类型
SQL Server 中整数的 POWER 仍为整数，小数保持相同的小数位数；PostgreSQL 结果为浮点数或保留全部位数。
```
```setup
CREATE TABLE visit (id INT NOT NULL, fee NUMERIC(5,1));
INSERT INTO visit VALUES (2, 2.5);
```
```sqlserver
SELECT POWER(v.id, 0.5), POWER(v.fee, 2) FROM visit v
```
```postgres
SELECT trunc(POWER(v.id, 0.5))::integer, round(POWER(v.fee, 2), 1) FROM visit v
```
```rows
1 | 6.3
```
```quiet
SELECT POWER(CAST(v.id AS FLOAT), 2) FROM visit v
```
```notes
type | the type of the first argument is not known: {cause} | 首参类型未知：{cause}
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.operands import in_computed_column
from dbmigrate.types.sqlserver import digits
from dbmigrate.types.values import Kind


@rule("FN427", source="sqlserver", severity=Severity.DIFFERS, fix=Fix.SAFE, on=call("POWER"))
def check(found: Call, context: Context) -> Hit | None:
    if in_computed_column(context) or len(found.args) != 2:
        return None
    given = context.types.of(found.args[0])
    if not given.is_known:
        return Hit(note="type", values={"cause": given.cause}, fix=Fix.REVIEW)
    if given.kind is not Kind.NUMBER or given.sql is None:
        return None
    if given.is_whole:
        return Hit(replace=[(found.part.before, "trunc("), (found.part.after, f")::{given.target}")])
    return Hit(replace=[(found.part.before, "round("), (found.part.after, f", {digits(given.sql)[1]})")])
