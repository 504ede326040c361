"""Oracle's {source} is double precision on the target

FLOAT(b) counts binary digits up to 126, and REAL and DOUBLE PRECISION are FLOAT(63) and FLOAT(126). The target's real
keeps about 6 decimal digits and its float takes 53 bits at most. double precision keeps 15 digits and calculates in
binary: where all 38 digits matter, numeric is the type.

```zh
Oracle 的 {source} 在目标库中为 double precision
FLOAT(b) 按二进制位计精度，最多 126 位；REAL、DOUBLE PRECISION 即 FLOAT(63)、FLOAT(126)。目标库的 real 只有约 6 位有效数字，float 最多 53 位。double precision 保留 15 位有效数字并按二进制运算；需要全部 38 位时应使用 numeric。
```
```oracle
CREATE TABLE result (value FLOAT(126), low REAL, high FLOAT(20))
```
```postgres
CREATE TABLE result (value FLOAT, low double precision, high FLOAT)
```
```then
INSERT INTO result VALUES (1.5, 1234567.8, 123456.25);
SELECT value, low, high FROM result
```
```rows
1.5 | 1234567.8 | 123456.25
```
```refused 22023
```
```oracle
CREATE TABLE result (low REAL)
```
```postgres
CREATE TABLE result (low double precision)
```
```then
INSERT INTO result VALUES (1234567.8);
SELECT low::numeric FROM result
```
```rows
1234567.8
```
```quiet
CREATE TABLE result (value FLOAT, high DOUBLE PRECISION)
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.types.spelling import renamed
from dbmigrate.syntax.ddl.nodes import TypeName

WIDEST = 53  # bits; PostgreSQL, "Floating-Point Types"


@rule("TY006", source="oracle", severity=Severity.REFUSED, on=node(TypeName))
def check(found: TypeName, context: Context) -> Hit | None:
    if found.user or found.keyword not in ("FLOAT", "REAL", "DOUBLE PRECISION"):
        return None
    bits = next((int(n) for n in found.numbers if n.isdigit()), 0)
    severity = Severity.REFUSED if bits > WIDEST else Severity.DIFFERS
    return renamed(found, context, "double precision", severity=severity)
