"""{source} is {target} on the target

NUMBER is numeric there, with the same digits. Columns of primary keys, the foreign keys to them and identity columns
become integer types wide enough for their precision, one type for all columns that a join compares. `--numbers` sets
the policy: keys, integer (all whole numbers) or numeric (none).

```zh
{source} 在目标库中为 {target}
NUMBER 改为 numeric，位数不变。主键列、引用它的外键列和自增列按精度改为足够宽的整数类型，连接中相互比较的列取同一类型。策略由 `--numbers` 指定：keys（键列）、integer（所有整数）、numeric（都不改）。
```
```notes
key | the column belongs to a key, so it becomes an integer | 该列属于键，改为整数类型
guess | the column belongs to a key without a precision: bigint holds 18 digits, numbers with more or with a fraction are refused | 该键列未写精度：bigint 可容纳 18 位，更大的数或小数会被拒绝
wide | the target takes no scale above the precision; the type is wider than the source's | 目标库不支持小数位数大于精度，类型比源库更宽
unrounded | the target takes no negative scale; numbers are no longer rounded to tens or hundreds | 目标库不支持负的小数位数，数值不再按十位、百位取整
```
```oracle
CREATE TABLE fee (price NUMBER(10,2), qty NUMBER(6), rate NUMBER, total NUMBER(*,2), any_digits NUMBER(*))
```
```postgres
CREATE TABLE fee (price numeric(10,2), qty numeric(6), rate numeric, total numeric(38,2), any_digits numeric)
```
```then
INSERT INTO fee VALUES (12.345, 7, 1.23456789012345678901, 8.005, 0.1);
SELECT price, qty, rate, total, any_digits FROM fee
```
```rows
12.35 | 7 | 1.23456789012345678901 | 8.01 | 0.1
```
```refused 42601
```
```oracle
CREATE TABLE patient (id NUMBER(10) PRIMARY KEY, ward NUMBER(4), weight NUMBER(5,2))
```
```postgres
CREATE TABLE patient (id bigint PRIMARY KEY, ward numeric(4), weight numeric(5,2))
```
```then
INSERT INTO patient VALUES (9999999999, 12, 61.5);
SELECT id, ward, weight FROM patient
```
```rows
9999999999 | 12 | 61.50
```
```refused 42704
```
```oracle
SELECT CAST(1234.567 AS NUMBER(6,2)) AS n
```
```postgres
SELECT CAST(1234.567 AS numeric(6,2)) AS n
```
```refused 42704
```
```quiet
CREATE TABLE fee (price NUMERIC(10,2), rate DECIMAL(8, 4))
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.types.decimals import (
    as_integer,
    identity_choice,
    integer_choice,
    precision_and_scale,
    with_arguments,
)
from dbmigrate.rules.types.spelling import is_dressed, is_native, shown, written
from dbmigrate.syntax.ddl.nodes import TypeName


@rule("TY004", source="oracle", severity=Severity.REFUSED, on=node(TypeName))
def check(found: TypeName, context: Context) -> Hit | None:
    if found.user or found.keyword != "NUMBER":
        return None
    choice = integer_choice(found, context) or identity_choice(found, context)
    if choice:
        return as_integer(found, choice, Severity.REFUSED)
    digits, note = precision_and_scale(found, context)
    plain = all(n.isdigit() for n in found.numbers) and not note
    if not note and (plain or not found.numbers) and is_native(context, written(found), "numeric") and not is_dressed(found):
        return None
    part, new = (found.name, "numeric") if plain else (with_arguments(found), f"numeric({digits})" if digits else "numeric")
    target = f"numeric({digits})" if digits else "numeric"
    fix = Fix.REVIEW if note else Fix.SAFE
    return Hit(replace=[(part, new)], fix=fix, note=note, values={"source": shown(found), "target": target})
