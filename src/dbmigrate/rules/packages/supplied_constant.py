"""{name} is the constant {value}

The target has no such package; its constants are written as what they are worth.

```zh
系统包常量 {name} 写为 {value}
目标库没有该系统包，常量直接写成其值。
```
```oracle
CREATE FUNCTION worth RETURN NUMBER IS
  v NUMBER := DBMS_LOB.LOB_READWRITE;
BEGIN
  RETURN v + SYS.DBMS_CRYPTO.HASH_SH256;
END;
/
```
```then
SELECT worth()
```
```rows
5
```
```refused 42P01
```
```quiet
CREATE FUNCTION worth(lob_readwrite NUMBER) RETURN NUMBER IS
BEGIN
  RETURN lob_readwrite;
END;
/
```
"""

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import qualified, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.packages.supplied import PACKAGES, constant_of
from dbmigrate.rules.procedural.plsql_target import path_of_node

NAMES = sorted({name for package in PACKAGES.values() for name in package.constants})


@rule("PK008", source="oracle", severity=Severity.REFUSED, on=tuple(map(qualified, NAMES)))
def check(found: Expr, context: Context) -> Hit | None:
    path = path_of_node(found.node)
    value = constant_of(path, context)
    if value is None or context.kept_code:
        return None
    return Hit(replace=[(found, literal_template(value))], values={"name": ".".join(path[-2:]), "value": value})
