"""`!<` and `!>` compare the other way round

```zh
!< 与 !> 为反向比较
```
```setup
CREATE TABLE visit (id INT NOT NULL);
INSERT INTO visit VALUES (1), (2), (3);
```
```sqlserver
SELECT v.id FROM visit v WHERE v.id !< 2 AND v.id ! > 2 AND v.id ! = 5
```
```postgres
SELECT v.id FROM visit v WHERE v.id >= 2 AND v.id <= 2 AND v.id <> 5
```
```rows
2
```
```quiet
SELECT v.id FROM visit v WHERE v.id != 2 AND v.id >= 2
```
"""

from typing import Final

from dbmigrate.engine.contract import operator, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity

WRITTEN: Final = {"!<": ">=", "!>": "<=", "! <": ">=", "! >": "<=", "! =": "<>"}


@rule(
    "OP213",
    source="sqlserver",
    severity=Severity.REFUSED,
    fix=Fix.SAFE,
    on=(operator("gte"), operator("lte"), operator("neq")),
)
def check(found: Expr) -> Hit | None:
    new = WRITTEN.get(found.lexed.words[found.operator.first], "")
    return Hit(replace=[(found.operator, new)]) if new else None
