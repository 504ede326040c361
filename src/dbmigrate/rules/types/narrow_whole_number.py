"""{source} of PL/SQL is {target} without its range

PL/SQL raises VALUE_ERROR where a variable of this type is given a number outside of its range, or NULL where it takes
none ("PLS_INTEGER and BINARY_INTEGER Data Types"). The target has the integer alone, so such numbers are stored.

```zh
PL/SQL 的 {source} 改写为 {target}，不检查取值范围
PL/SQL 对超出范围（或不允许的 NULL）的赋值抛出 VALUE_ERROR；目标库只有普通整数类型，会直接存入。
```
```oracle
CREATE FUNCTION next_bed(p_last NATURAL) RETURN INTEGER IS
  v POSITIVE := p_last + 1;
BEGIN
  RETURN v;
END;
/
```
```then
SELECT next_bed(4)
```
```rows
5
```
```refused 42704
```
```quiet
CREATE FUNCTION next_bed(p_last PLS_INTEGER) RETURN INTEGER IS
  v BINARY_INTEGER := p_last + 1;
BEGIN
  RETURN v;
END;
/
```
"""

from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.syntax.ddl.nodes import TypeName

NARROW: Final = frozenset("NATURAL NATURALN POSITIVE POSITIVEN SIGNTYPE SIMPLE_INTEGER SIMPLE_FLOAT SIMPLE_DOUBLE".split())


@rule("TY041", source="oracle", severity=Severity.REFUSED, fix=Fix.REVIEW, on=node(TypeName))
def check(found: TypeName, context: Context) -> Hit | None:
    if found.user or found.keyword not in NARROW:
        return None
    target = context.source.types[found.keyword].to
    return Hit(replace=[(found.part, target)], values={"source": found.keyword, "target": target})
