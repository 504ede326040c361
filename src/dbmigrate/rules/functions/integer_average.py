"""AVG has the places of its type

SQL Server cuts the average of integers to an integer, and that of decimals to six places or those of the column ("AVG");
PostgreSQL gives all digits of the fraction.

```zh
AVG 的小数位数由类型决定
SQL Server 对整数求平均时截去小数部分，对小数求平均时保留六位或列自身的位数；PostgreSQL 保留全部小数。
```
```setup
CREATE TABLE visit (id INT NOT NULL, fee NUMERIC(5,2));
INSERT INTO visit VALUES (1, 1), (2, 2);
```
```sqlserver
SELECT AVG(v.id), AVG(DISTINCT v.id) + 1, AVG(v.fee) FROM visit v
```
```postgres
SELECT trunc(AVG(v.id))::integer, trunc(AVG(DISTINCT v.id))::integer + 1, trunc(AVG(v.fee), 6) FROM visit v
```
```rows
1 | 2 | 1.500000
```
```sqlserver
SELECT AVG(v.id) OVER (PARTITION BY 1) FROM visit v
```
```postgres
SELECT trunc(AVG(v.id) OVER (PARTITION BY 1))::integer FROM visit v
```
```rows
1
1
```
```quiet
SELECT ROUND(AVG(v.fee), 2), CAST(AVG(v.id * 1.0) AS NUMERIC(9,3)), SUM(v.fee) FROM visit v
```
```notes
type | the type of the argument is not known: {cause} | 参数类型未知：{cause}
```
"""

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.operands import in_computed_column
from dbmigrate.rules.operators.quotient_digits import is_cut
from dbmigrate.types.sqlserver import digits, plain
from dbmigrate.types.values import Kind


@rule("FN426", source="sqlserver", severity=Severity.DIFFERS, fix=Fix.SAFE, on=call("AVG"))
def check(found: Call, context: Context) -> Hit | None:
    if in_computed_column(context) or len(found.args) != 1:
        return None
    given = context.types.of(found.args[0])
    if not given.is_known:
        return Hit(note="type", values={"cause": given.cause}, fix=Fix.REVIEW)
    if given.kind is not Kind.NUMBER:
        return None
    whole = found.view(found.node.parent) if isinstance(found.node.parent, exp.Window) else found
    if not given.is_whole:
        places = digits(plain(averaged.sql))[1] if (averaged := context.types.of(found)).sql else 0
        if not places or is_cut(whole, places, context):
            return None
        return Hit(replace=[(whole.part.before, "trunc("), (whole.part.after, f", {places})")])
    target = "bigint" if given.target == "bigint" else "integer"
    return Hit(replace=[(whole.part.before, "trunc("), (whole.part.after, f")::{target}")])
