"""{source} is NUMBER in Oracle, on the target {target}

The ANSI names stand for NUMBER: DECIMAL and NUMERIC without a precision are NUMBER(38) ("ANSI, DB2, and SQL/DS Data
Types"). The target's numeric without a precision keeps fractions. Columns of keys become integer types as for NUMBER.

```zh
{source} 在 Oracle 中是 NUMBER，在目标库中为 {target}
ANSI 类型名在 Oracle 中都是 NUMBER：不写精度的 DECIMAL、NUMERIC 是 NUMBER(38)。目标库的 numeric 不写精度时保留小数。键列与 NUMBER 一样改为整数类型。
```
```notes
key | the column belongs to a key, so it becomes an integer | 该列属于键，改为整数类型
guess | the column belongs to a key without a precision: bigint holds 18 digits, larger numbers are refused | 该键列未写精度：bigint 可容纳 18 位，更大的数会被拒绝
wide | the target takes no scale above the precision; the type is wider than the source's | 目标库不支持小数位数大于精度，类型比源库更宽
unrounded | the target takes no negative scale; numbers are no longer rounded to tens or hundreds | 目标库不支持负的小数位数，数值不再按十位、百位取整
```
```oracle
CREATE TABLE bed (number_of DECIMAL, price NUMERIC(8,2))
```
```postgres
CREATE TABLE bed (number_of numeric(38), price NUMERIC(8,2))
```
```then
INSERT INTO bed VALUES (1.6, 2.5);
SELECT number_of, price FROM bed
```
```rows
2 | 2.50
```
```quiet
CREATE TABLE bed (price NUMERIC(8,2), rate DECIMAL(6))
```
"""

from dbmigrate.catalog.families import DECIMAL
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.types.decimals import (
    MOST_DIGITS,
    as_integer,
    integer_choice,
    precision_and_scale,
    with_arguments,
)
from dbmigrate.rules.types.spelling import shown
from dbmigrate.syntax.ddl.nodes import TypeName


@rule("TY005", source="oracle", severity=Severity.DIFFERS, on=node(TypeName))
def check(found: TypeName, context: Context) -> Hit | None:
    if found.user or found.keyword not in DECIMAL - {"NUMBER"}:
        return None
    choice = integer_choice(found, context)
    if choice:
        return as_integer(found, choice, Severity.SLOWER)
    digits, note = precision_and_scale(found, context)
    if all(n.isdigit() for n in found.numbers) and found.numbers and not note:
        return None
    new = f"numeric({digits or MOST_DIGITS})"
    fix = Fix.REVIEW if note else Fix.SAFE
    severity = Severity.REFUSED if "*" in found.numbers else Severity.DIFFERS
    values = {"source": shown(found), "target": new}
    return Hit(replace=[(with_arguments(found), new)], fix=fix, severity=severity, note=note, values=values)
