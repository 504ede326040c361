"""a string with the prefix N

PostgreSQL reads `N'..'` as a constant of type character, whose trailing blanks count for nothing and get lost. Its
strings hold every character without a prefix.

```zh
带 N 前缀的字符串
PostgreSQL 将 `N'..'` 视为 character 类型常量，尾部空格被忽略并丢失。目标库的普通字符串无需前缀即可保存任何字符。
```
```setup
CREATE TABLE visit (memo VARCHAR(10));
```
```oracle
INSERT INTO visit (memo) VALUES (N'a ')
```
```postgres
INSERT INTO visit (memo) VALUES ('a ')
```
```then
SELECT octet_length(memo) FROM visit
```
```rows
2
```
```sqlserver
INSERT INTO visit (memo) VALUES (N'a ')
```
```postgres
INSERT INTO visit (memo) VALUES ('a ')
```
```then
SELECT octet_length(memo) FROM visit
```
```rows
2
```
```quiet
INSERT INTO visit (memo) VALUES ('N''a')
```
"""

from sqlglot import exp

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import literal, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.operators.like_with_brackets import has_brackets


@rule("FN100", severity=Severity.DIFFERS, fix=Fix.SAFE, on=literal("national"))
def check(found: Expr, context: Context) -> Hit | None:
    text = found.text
    if context.variables.stand_in(text):
        return None  # SE021 writes the whole of it
    if (
        isinstance(found.parent, exp.Like)
        and not isinstance(found.parent.parent, exp.Escape)
        and ("\\" in found.node.this or has_brackets(found.node))
    ):
        return None  # OP001 and OP200 do
    return Hit(replace=[(found, literal_template(text[1:]))]) if text[:2] in ("N'", "n'") else None
