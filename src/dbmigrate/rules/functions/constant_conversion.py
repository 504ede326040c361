"""CONVERT of a constant

The target's CONVERT is another function; CAST says the same. A style tells how the text of a date is to be read ("CAST
and CONVERT", Date and time styles); the constant is then written the way the target reads it whatever its settings.

```zh
对常量的 CONVERT
目标库的 CONVERT 是另一个函数，改写为 CAST。样式参数说明日期文本的写法，常量据此改写为与设置无关的日期格式。
```
```setup
CREATE TABLE visit (at TIMESTAMP(3), n INT);
```
```sqlserver
INSERT INTO visit (at, n) VALUES (CONVERT(date, '31/12/2019', 103), CONVERT(int, '5'))
```
```postgres
INSERT INTO visit (at, n) VALUES (CAST('2019-12-31' AS date), CAST('5' AS int))
```
```then
SELECT at, n FROM visit
```
```rows
2019-12-31 00:00:00 | 5
```
```refused 42703
```
```quiet
SELECT CONVERT(date, ''), TRY_CONVERT(int, '5'), CONVERT(varchar(10), at, 112), CAST('5' AS int) FROM visit
```
"""

from sqlglot import exp

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.contract import rule, syntax
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.functions.date_styles import by_style
from dbmigrate.types.constants_sqlserver import as_kept

DATES = frozenset({"DATE", "DATETIME", "DATETIME2", "SMALLDATETIME"})
WHOLE = frozenset({"INT", "INTEGER", "BIGINT", "SMALLINT", "TINYINT"})
TEXT = frozenset({"VARCHAR", "CHAR", "NVARCHAR", "NCHAR", "TEXT", "NTEXT"})
NUMBERS = WHOLE | {"DECIMAL", "NUMERIC", "FLOAT", "REAL"}


@rule("FN116", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=syntax("convert"))
def check(found: Expr) -> Hit | None:
    if found.node.args.get("safe"):
        return None  # TRY_CONVERT: FN422
    type_part = type_of_conversion(found)
    value, style = found.node.expression, found.node.args.get("style")
    if type_part is None or value is None:
        return None
    kind = found.lexed.words[type_part.last if type_part.first == type_part.last else type_part.first]
    kind = kind or found.lexed.tokens[type_part.first].text.upper()  # a name in brackets
    argument = found.view(value)
    if style is None:
        if not same_by_cast(kind, value):
            return None
        return Hit(replace=[(found, "CAST({} AS {})", argument, type_part)])
    constant = text_of(value)
    if constant is None or kind not in DATES or not isinstance(style, exp.Literal) or not style.this.isdigit():
        return None
    text = by_style(constant, int(style.this))
    text = as_kept(kind, text) if text else None
    if text == constant:
        return Hit(replace=[(found, "CAST({} AS {})", argument, type_part)])
    if text is None or isinstance(value, exp.National):
        return None
    return Hit(replace=[(found, f"CAST('{literal_template(text)}' AS {{}})", type_part)])


def type_of_conversion(found: Expr) -> Part | None:
    """The tokens between the parenthesis and the first comma."""
    lexed = found.lexed
    opening = found.part.first + 1
    for k in range(opening + 1, found.part.last):
        if lexed.words[k] == "," and lexed.brackets.around[k] == opening:
            return Part(opening + 1, k - 1)
    return None


def text_of(value: exp.Expr) -> str | None:
    if isinstance(value, exp.National) or (isinstance(value, exp.Literal) and value.is_string):
        return str(value.this)
    return None


def same_by_cast(kind: str, value: exp.Expr) -> bool:
    """Whether the two databases read the constant alike: numbers are cut by SQL Server and rounded by the target."""
    text = text_of(value)
    if isinstance(value, exp.Null) or (text is not None and kind in TEXT):
        return True
    if text is not None:
        read = by_style(text, 0) if kind in DATES else None
        return (kind in NUMBERS and text.strip().lstrip("-").isdigit()) or (read is not None and as_kept(kind, read) == text)
    number = value.this if isinstance(value, exp.Neg) else value
    if not isinstance(number, exp.Literal) or number.is_string:
        return False
    return kind in NUMBERS and (kind not in WHOLE or str(number.this).isdigit())
