"""a hyphen at the end of a line joins it to the next one

SQL*Plus drops the hyphen ("Continuing a Long SQL*Plus Command"), PostgreSQL would read a minus: it is removed. In a
string it is kept, as other clients do.

```zh
行尾的连字符表示续行
SQL*Plus 会去掉该连字符；PostgreSQL 会当作减号。因此将其删除。位于字符串中时保留，因为其他客户端都会保留。
```
```notes
minus | it stands between two values and is kept as a minus, as every client but SQL*Plus reads it | 位于两个值之间，按减号保留；只有 SQL*Plus 会去掉它
literal | inside a string: SQL*Plus would have dropped it | 位于字符串中：SQL*Plus 会去掉它
```
"""

from dbmigrate.engine.contract import stage_rule
from dbmigrate.model import Fix, Severity

stage_rule("SE020", severity=Severity.DIFFERS, fix=Fix.SAFE, source="oracle")
