"""{source} is {target} on the target

Without a precision SQL Server's DECIMAL is DECIMAL(18,0), the target's keeps every digit. Columns of primary keys, the
foreign keys to them and identity columns become integer types wide enough for their precision; an identity must be of
an integer type there. `--numbers` sets the policy: keys, integer (all whole numbers) or numeric (none).

```zh
{source} 在目标库中为 {target}
SQL Server 的 DECIMAL 不写精度即 DECIMAL(18,0)，目标库则不限位数。主键列、引用它的外键列和自增列按精度改为足够宽的整数类型（目标库的自增列必须是整数类型）。策略由 `--numbers` 指定：keys、integer、numeric。
```
```notes
key | the column belongs to a key, so it becomes an integer | 该列属于键，改为整数类型
guess | the column belongs to a key without a precision | 该键列未写精度
```
```sqlserver
CREATE TABLE bed (number_of DECIMAL, price NUMERIC(8,2))
```
```postgres
CREATE TABLE bed (number_of DECIMAL(18,0), price NUMERIC(8,2))
```
```then
INSERT INTO bed VALUES (1.6, 2.5);
SELECT number_of, price FROM bed
```
```rows
2 | 2.50
```
```sqlserver
CREATE TABLE ward (id NUMERIC(9) PRIMARY KEY, beds NUMERIC(9))
```
```postgres
CREATE TABLE ward (id integer PRIMARY KEY, beds NUMERIC(9))
```
```quiet
CREATE TABLE bed (price NUMERIC(8,2), rate DECIMAL(6), n INT)
```
"""

from dbmigrate.catalog.families import DECIMAL
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.types.decimals import as_integer, integer_choice
from dbmigrate.rules.types.spelling import is_dressed, is_native, shown, written
from dbmigrate.syntax.ddl.nodes import Column, Identity, TypeName


@rule("TY007", source="sqlserver", severity=Severity.DIFFERS, on=node(TypeName))
def check(found: TypeName, context: Context) -> Hit | None:
    if found.user or found.keyword not in DECIMAL:
        return None
    choice = integer_choice(found, context)
    if choice:
        column = context.above(Column)
        identity = column is not None and any(isinstance(i, Identity) for i in column.items)
        return as_integer(found, choice, Severity.REFUSED if identity or is_dressed(found) else Severity.SLOWER)
    word = written(found) if is_native(context, written(found), "numeric") else "numeric"
    new = word if found.arguments else f"{word}(18,0)"
    if found.arguments and word == found.text(found.name):
        return None
    values = {"source": shown(found), "target": new}
    severity = Severity.REFUSED if is_dressed(found) else Severity.DIFFERS
    return Hit(replace=[(found.name, new)], severity=severity, values=values)
