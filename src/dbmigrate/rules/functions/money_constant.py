"""a money constant with a currency sign: {constant}

SQL Server takes a number behind a currency sign for a constant of the type money, which has four decimal places.

```zh
带货币符号的金额常量：{constant}
SQL Server 将货币符号后的数字视为 money 类型常量，保留四位小数。
```
```setup
CREATE TABLE fee (total NUMERIC(19, 4), due NUMERIC(19, 4));
```
```sqlserver
INSERT INTO fee (total, due) VALUES ($12.5, $-3 * 2)
```
```postgres
INSERT INTO fee (total, due) VALUES (12.5, (-3)::numeric(19,4) * 2)
```
```then
SELECT total, due FROM fee
```
```rows
12.5000 | -6.0000
```
```refused 42601
```
```quiet
INSERT INTO fee (total, due) VALUES ('$12.5', 12.5)
```
"""

from sqlglot import exp

from dbmigrate.engine.contract import literal, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.syntax.filters import CURRENCIES


@rule("FN118", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=literal("number"))
def check(found: Expr) -> Hit | None:
    if CURRENCIES.isdisjoint(found.lexed.characters) or found.text[0] not in CURRENCIES:
        return None
    number = found.text[1:]
    if not isinstance(found.parent, exp.Tuple):
        number = f"({number})::numeric(19,4)" if number.startswith("-") else f"{number}::numeric(19,4)"
    return Hit(replace=[(found, number)], values={"constant": found.text})
