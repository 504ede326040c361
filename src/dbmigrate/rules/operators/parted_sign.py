"""a comparison sign that the target does not know

Oracle and SQL Server read `> =` as one sign, blanks inside and all; the target sees two operators. Oracle's `^=` is `<>`.

```zh
目标库不认识的比较符号
Oracle 与 SQL Server 把中间有空格的 `> =` 当作一个比较符，目标库视为两个运算符而报错。Oracle 的 `^=` 即 `<>`。
```
```setup
CREATE TABLE visit (id INTEGER NOT NULL);
INSERT INTO visit VALUES (1);
INSERT INTO visit VALUES (2);
INSERT INTO visit VALUES (3);
```
```oracle
SELECT v.id FROM visit v WHERE v.id > = 2 AND v.id < > 3 AND v.id ! = 7 AND v.id < = 9 AND v.id ^= 8
```
```postgres
SELECT v.id FROM visit v WHERE v.id >= 2 AND v.id <> 3 AND v.id <> 7 AND v.id <= 9 AND v.id <> 8
```
```rows
2
```
```refused 42601
```
```sqlserver
SELECT v.id FROM visit v WHERE v.id > = 2 AND v.id < > 3
```
```postgres
SELECT v.id FROM visit v WHERE v.id >= 2 AND v.id <> 3
```
```rows
2
```
```refused 42601
```
```quiet
SELECT v.id FROM visit v WHERE v.id >= 2 AND v.id <> 3 AND v.id <= 9
```
"""

from typing import Final

from dbmigrate.engine.contract import operator, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity

# `! =` of SQL Server is OP213's.
WRITTEN: Final = {
    "oracle": {"> =": ">=", "< =": "<=", "< >": "<>", "! =": "<>", "^ =": "<>", "^=": "<>"},
    "sqlserver": {"> =": ">=", "< =": "<=", "< >": "<>"},
}


@rule(
    "OP019",
    source=("oracle", "sqlserver"),
    severity=Severity.REFUSED,
    fix=Fix.SAFE,
    on=(operator("gte"), operator("lte"), operator("neq")),
)
def check(found: Expr) -> Hit | None:
    new = WRITTEN[found.lexed.dialect].get(found.lexed.words[found.operator.first], "")
    return Hit(replace=[(found.operator, new)]) if new else None
