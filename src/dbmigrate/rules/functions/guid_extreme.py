"""{name} of a GUID

PostgreSQL 15 has no {name} of uuid. The text of the GUID is compared instead; SQL Server compares the last group of digits
first, so that another row may be the one.

```zh
GUID 的 {name}
PostgreSQL 15 没有 uuid 的 {name}。改为比较 GUID 的文本；SQL Server 先比较最后一组数字，结果可能是另一行。
```
```setup sqlserver
CREATE TABLE visit (id INT NOT NULL, uid UNIQUEIDENTIFIER);
INSERT INTO visit VALUES (1, '0e984725-c51c-4bf4-9960-e1c80e27aba0'), (2, NULL);
```
```sqlserver
SELECT MAX(v.uid), MIN(v.uid) FROM visit v
```
```postgres
-- dbmigrate FN443 1: MIN of a GUID
-- dbmigrate FN443 1: MAX of a GUID
SELECT MAX(v.uid::text)::uuid, MIN(v.uid::text)::uuid FROM visit v
```
```rows
0e984725-c51c-4bf4-9960-e1c80e27aba0 | 0e984725-c51c-4bf4-9960-e1c80e27aba0
```
```refused 42883
```
```quiet
SELECT MAX(v.id), COUNT(v.uid) FROM visit v
```
"""

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.operands import operand, type_of
from dbmigrate.rules.functions.placing import around


@rule("FN443", source="sqlserver", severity=Severity.REFUSED, fix=Fix.REVIEW, on=(call("MAX"), call("MIN")))
def check(found: Call, context: Context) -> Hit | None:
    if len(found.args) != 1:
        return None
    given = type_of(found.args[0], context)
    if given.sql is None or given.sql.keyword != "UNIQUEIDENTIFIER":
        return None
    whole = found.view(found.node.parent) if isinstance(found.node.parent, exp.Window) else found
    inner = around(found.args[0], f"{operand(found.args[0])}::text")
    return Hit(replace=[*inner, (whole.part.after, "::uuid")], values={"name": found.node.name.upper()})
