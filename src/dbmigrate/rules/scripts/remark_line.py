"""a REMARK line

A comment of SQL*Plus. `--` says the same everywhere.

```zh
REMARK 注释行
SQL*Plus 的注释，改为通用的 `--`。
```
```oracle
rem builds the tables of the ward
REM
```
```postgres
-- builds the tables of the ward
--
```
```refused 42601
```
```quiet
SELECT 1 AS rem
```
"""

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import COMMENT_OUT, Fix, Hit, Part, Severity
from dbmigrate.syntax.script import Directive


@rule("SE007", source="oracle", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(Directive))
def check(line: Directive) -> Hit | None:
    if line.command != "remark":
        return None
    if "\n" in line.text() or "\r" in line.text():
        return Hit(replace=[(line, COMMENT_OUT)])
    return Hit(replace=[(Part(0, 0), "--")])
