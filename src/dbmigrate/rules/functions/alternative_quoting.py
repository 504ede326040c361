"""a string in Oracle's alternative quoting q'[..]'

The target has no such form; quotes inside the string are doubled instead.

```zh
Oracle 的 q'[..]' 引号写法
目标库没有这种写法；字符串中的单引号改为双写。
```
```oracle
SELECT q'[it's]' FROM dual
```
```postgres
SELECT 'it''s'
```
```rows
it's
```
```quiet
SELECT 'q''[a]' FROM dual
```
"""

import re
from typing import Final

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.contract import literal, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity

QUOTED: Final = re.compile(r"[nN]?[qQ]'.(.*).'", re.S)  # SQL Language Reference, "Text Literals"


@rule("FN101", source="oracle", severity=Severity.REFUSED, fix=Fix.SAFE, on=(literal("rawstring"), literal("national")))
def check(found: Expr) -> Hit | None:
    quoted = QUOTED.fullmatch(found.text)
    if quoted is None:
        return None
    return Hit(replace=[(found, literal_template("'" + quoted[1].replace("'", "''") + "'"))])
