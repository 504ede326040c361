"""Oracle's {source} is numeric on the target

FLOAT is a NUMBER whose precision is given in binary digits; REAL is FLOAT(63), FLOAT and DOUBLE PRECISION are FLOAT(126),
which is 38 decimal digits ("FLOAT Data Type"). It calculates in decimal digits. The target's types of these names
calculate in binary ones: 0.1 + 0.2 is not 0.3 there, and 15 digits are kept at most.

```zh
Oracle 的 {source} 在目标库中为 numeric
FLOAT 是以二进制位给出精度的 NUMBER：REAL 即 FLOAT(63)，FLOAT、DOUBLE PRECISION 即 FLOAT(126)，约 38 位十进制数字，按十进制运算。目标库的同名类型按二进制运算，0.1 + 0.2 不等于 0.3，且最多保留 15 位有效数字。
```
```notes
rounding | Oracle rounds to this many binary digits, the target keeps all digits | Oracle 按该二进制位数取整，目标库保留全部数字
```
```oracle
CREATE TABLE result (value FLOAT(126), low REAL)
```
```postgres
CREATE TABLE result (value numeric, low numeric)
```
```then
INSERT INTO result VALUES (0.1, 1234567.8);
INSERT INTO result VALUES (0.2, 0.1);
SELECT SUM(value), SUM(low) FROM result
```
```rows
0.3 | 1234567.9
```
```refused 22023
```
```oracle
CREATE TABLE result (value FLOAT, high DOUBLE PRECISION)
```
```postgres
CREATE TABLE result (value numeric, high numeric)
```
```then
INSERT INTO result VALUES (0.1, 12345678901234567.5);
INSERT INTO result VALUES (0.2, 0);
SELECT SUM(value), SUM(high) FROM result
```
```rows
0.3 | 12345678901234567.5
```
```oracle
CREATE TABLE result (value FLOAT(20))
```
```postgres
-- dbmigrate TY006 1: Oracle's FLOAT(20) is numeric on the target (Oracle rounds to this many binary digits, the target keeps all digits)
CREATE TABLE result (value numeric)
```
```then
INSERT INTO result VALUES (9999999);
INSERT INTO result VALUES (9999998);
SELECT SUM(value)::numeric FROM result
```
```rows
19999997
```
```quiet
CREATE TABLE result (value NUMERIC(5,2), high BINARY_DOUBLE)
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.types.spelling import renamed
from dbmigrate.syntax.ddl.nodes import TypeName

WIDEST = 53  # bits; PostgreSQL, "Floating-Point Types"
REAL = 63  # bits: more than anybody measures


@rule("TY006", source="oracle", severity=Severity.DIFFERS, on=node(TypeName))
def check(found: TypeName, context: Context) -> Hit | None:
    if found.user or found.keyword not in ("FLOAT", "REAL", "DOUBLE PRECISION"):
        return None
    bits = next((int(n) for n in found.numbers if n.isdigit()), REAL)
    severity = Severity.REFUSED if bits > WIDEST and found.numbers else Severity.DIFFERS
    fix, note = (Fix.SAFE, "") if bits >= REAL else (Fix.REVIEW, "rounding")
    return renamed(found, context, "numeric", severity=severity, fix=fix, note=note)
