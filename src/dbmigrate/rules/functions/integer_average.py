"""AVG of integers is an integer

SQL Server cuts the average of integers to an integer ("AVG"); PostgreSQL gives its fraction.

```zh
整数的 AVG 仍为整数
SQL Server 对整数求平均时截去小数部分；PostgreSQL 保留小数。
```
```setup
CREATE TABLE visit (id INT NOT NULL, fee NUMERIC(5,2));
INSERT INTO visit VALUES (1, 1), (2, 2);
```
```sqlserver
SELECT AVG(v.id), AVG(DISTINCT v.id) + 1, AVG(v.fee) FROM visit v
```
```postgres
SELECT trunc(AVG(v.id))::integer, trunc(AVG(DISTINCT v.id))::integer + 1, AVG(v.fee) FROM visit v
```
```rows
1 | 2 | 1.5000000000000000
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
SELECT AVG(v.fee), AVG(v.id * 1.0) FROM visit v
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
from dbmigrate.types.values import Kind


@rule("FN426", source="sqlserver", severity=Severity.DIFFERS, fix=Fix.SAFE, on=call("AVG"))
def check(found: Call, context: Context) -> Hit | None:
    if in_computed_column(context) or len(found.args) != 1:
        return None
    given = context.types.of(found.args[0])
    if not given.is_known:
        return Hit(note="type", values={"cause": given.cause}, fix=Fix.REVIEW)
    if given.kind is not Kind.NUMBER or not given.is_whole:
        return None
    target = "bigint" if given.target == "bigint" else "integer"
    whole = found.view(found.node.parent) if isinstance(found.node.parent, exp.Window) else found
    return Hit(replace=[(whole.part.before, "trunc("), (whole.part.after, f")::{target}")])
