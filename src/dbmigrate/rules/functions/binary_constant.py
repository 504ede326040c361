r"""a binary constant with the prefix 0x

PostgreSQL 15 does not read it, PostgreSQL 16 reads it as an integer. A bytea constant holds the same bytes; an odd
number of digits gets a zero in front, as in SQL Server.

```zh
二进制常量 0x..
PostgreSQL 15 不识别该写法，16 起视为整数。改为内容相同的 bytea 常量；位数为奇数时与 SQL Server 一样前补零。
```
```setup
CREATE TABLE visit (photo bytea);
```
```sqlserver
INSERT INTO visit (photo) VALUES (0x1FA)
```
```postgres
INSERT INTO visit (photo) VALUES ('\x01FA'::bytea)
```
```then
SELECT octet_length(photo) FROM visit
```
```rows
2
```
```quiet
INSERT INTO visit (photo) VALUES ('0x1FA')
```
"""

import re
from typing import Final

from dbmigrate.engine.contract import literal, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.binary_casts import cast_to_moment

BINARY: Final = re.compile(r"0[xX]([0-9A-Fa-f]*)")


@rule(
    "FN102",
    source="sqlserver",
    severity=Severity.REFUSED,
    fix=Fix.SAFE,
    on=(literal("hexstring"), ("quoted name", "0x"), ("quoted name", "0X")),  # sqlglot takes the empty one for a name
)
def check(found: Expr) -> Hit | None:
    constant = BINARY.fullmatch(found.text)
    if constant is None or cast_to_moment(found.node):
        return None
    digits = constant[1]
    return Hit(replace=[(found, f"'\\x{'0' * (len(digits) % 2)}{digits}'::bytea")])
