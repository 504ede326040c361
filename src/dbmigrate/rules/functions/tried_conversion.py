"""{word} gives NULL for what cannot be converted

PostgreSQL 15 has no cast that does not fail. Texts go through a function of the schema dbmigrate that tries; what always
fits becomes a plain CAST.

```zh
{word} 无法转换时返回 NULL
PostgreSQL 15 没有失败时返回空值的类型转换。文本改由 dbmigrate 模式中的函数尝试转换；必定能转换的改为普通 CAST。
```
```setup
CREATE TABLE visit (id INT NOT NULL, name VARCHAR(20));
INSERT INTO visit VALUES (7, '12'), (8, 'x'), (9, '');
```
```sqlserver
SELECT TRY_CAST(v.name AS INT), TRY_CONVERT(NUMERIC(5,1), v.name), TRY_CAST(v.id AS VARCHAR(10)) FROM visit v ORDER BY v.id
```
```postgres
SELECT dbmigrate.try_integer(v.name), dbmigrate.try_numeric(v.name, 5, 1), CAST(v.id AS VARCHAR(10)) FROM visit v ORDER BY v.id
```
```rows
12 | 12.0 | 7
NULL | NULL | 8
0 | NULL | 9
```
```refused 42601
```
```sqlserver
SELECT TRY_CAST('2020-02-30' AS DATE), TRY_CONVERT(FLOAT, '1e2'), TRY_CONVERT(DATE, '29/02/2024', 103), TRY_CONVERT(DATE, '29/02/2023', 103)
```
```postgres
SELECT dbmigrate.try_timestamp('2020-02-30')::date, dbmigrate.try_float('1e2'), dbmigrate.try_timestamp('29/02/2024', 103)::date, dbmigrate.try_timestamp('29/02/2023', 103)::date
```
```rows
NULL | 100 | 2024-02-29 | NULL
```
```refused 42601
```
```sqlserver
SELECT TRY_CAST(v.name AS VARBINARY(5)) FROM visit v
```
```refused 42601
```
```quiet
SELECT CAST(v.id AS VARCHAR(10)) FROM visit v
```
```notes
type | a number among the values is cut by SQL Server and refused here: {cause} | 值若为数字，SQL Server 会截断，此处视为无法转换：{cause}
form | nothing tries this conversion | 没有可用的尝试转换函数
text | the text of a date is read by the session's settings | 日期文本按会话设置解释
```
"""

from typing import Any, Final

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import rule, syntax
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.converted_value import filled
from dbmigrate.rules.functions.operands import in_computed_column
from dbmigrate.rules.functions.short_texts import limited
from dbmigrate.rules.functions.sqlserver_conversions import (
    CAST,
    DAY_FORMATS,
    READ,
    Conversion,
    Written,
    read_conversion,
    written,
)
from dbmigrate.rules.functions.texts_by_bytes import by_bytes
from dbmigrate.types.sqlserver import digits
from dbmigrate.types.values import Kind

WHOLE: Final = {"INT": "", "BIGINT": "", "SMALLINT": "::smallint", "TINYINT": "::smallint"}


@rule(
    "FN422",
    source="sqlserver",
    severity=Severity.REFUSED,
    fix=Fix.SAFE,
    on=(syntax("trycast"), syntax("cast"), syntax("convert")),
)
def check(found: Expr, context: Context) -> Hit | None:
    node = found.node
    tries = isinstance(node, exp.TryCast) or node.args.get("safe")
    if not tries or in_computed_column(context):
        return None
    values = {"word": found.lexed.words[found.part.first], "cause": ""}
    conversion = read_conversion(found, context)
    if conversion is None or not conversion.is_style_known:
        return Hit(values=values, note="form", fix=Fix.NONE)
    values["cause"] = conversion.given.cause
    made = by_bytes(conversion, attempt(conversion), context)
    if made.template is None:
        return Hit(values=values, note="form", fix=Fix.NONE)
    doubt: dict[str, Any] = {"note": made.note, "fix": Fix.REVIEW} if made.note else {}
    return Hit(replace=[(found, *filled(conversion, made.template))], values=values, helpers=made.helpers, **doubt)


def attempt(c: Conversion) -> Written:
    """A call of the function that tries; what is no text always fits, or is written as CAST writes it."""
    if c.to.is_text and (c.given.is_text or c.given.is_number):
        return limited(c, Written(CAST), tries=True)
    if c.given.is_known and not c.given.is_text and c.given.kind is not Kind.NULL:
        return certain(c)
    value = "{value}" if c.given.is_text else "{operand}::text"
    note = "" if c.given.is_known else "type"
    keyword = c.to.sql.keyword if c.to.sql else ""
    if keyword in WHOLE:
        name = "try_bigint" if keyword == "BIGINT" else "try_integer"
        return Written(f"dbmigrate.{name}({value}){WHOLE[keyword]}", note, (name,))
    if c.to.kind is Kind.FLOAT:
        return Written(f"dbmigrate.try_float({value})", note, ("try_float",))
    if c.to.kind is Kind.NUMBER and keyword in ("DECIMAL", "MONEY", "SMALLMONEY") and c.to.sql:
        precision, scale = digits(c.to.sql)
        return Written(f"dbmigrate.try_numeric({value}, {precision}, {scale})", note, ("try_numeric",))
    day = "::date" if c.to.kind is Kind.DAY else ""
    if c.to.kind in (Kind.DAY, Kind.TIMESTAMP) and c.style in (None, 0, *READ):
        return Written(f"dbmigrate.try_timestamp({value}){day}", note, ("try_timestamp",))
    if c.to.kind in (Kind.DAY, Kind.TIMESTAMP) and c.style in DAY_FORMATS:
        return Written(f"dbmigrate.try_timestamp({value}, {c.style}){day}", note, ("try_timestamp",))
    return Written(None)


def certain(c: Conversion) -> Written:
    """Whole numbers and moments that fit; a number that may be too large for an integer would fail."""
    whole = c.to.is_whole and c.given.is_number and not c.given.is_whole
    return Written(None) if whole else written(c)
