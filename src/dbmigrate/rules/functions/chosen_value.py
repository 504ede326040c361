"""CHOOSE takes a value by its number

```zh
CHOOSE 按序号取值
```
```setup
CREATE TABLE visit (id INT NOT NULL);
INSERT INTO visit VALUES (2), (4);
```
```sqlserver
SELECT CHOOSE(v.id, 'a', 'b', 'c') FROM visit v ORDER BY v.id
```
```postgres
SELECT CASE v.id WHEN 1 THEN 'a' WHEN 2 THEN 'b' WHEN 3 THEN 'c' END FROM visit v ORDER BY v.id
```
```rows
b
NULL
```
```refused 42883
```
```quiet
SELECT v.id FROM visit v
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.operands import in_computed_column


@rule("FN412", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=call("CHOOSE"))
def check(found: Call, context: Context) -> Hit | None:
    if in_computed_column(context) or len(found.args) < 2:
        return None
    branches = "".join(f" WHEN {n} THEN {{}}" for n in range(1, len(found.args)))
    return Hit(replace=[(found, f"CASE {{}}{branches} END", *found.args)])
