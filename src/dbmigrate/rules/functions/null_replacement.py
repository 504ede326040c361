"""ISNULL gives its second argument for NULL

COALESCE does the same, but ISNULL keeps the type of its first argument ("ISNULL"): a longer text is cut, a fraction is
cut off an integer, an empty text becomes 0 or 1900-01-01. Where that shows, a cast is written. An empty text is no
DECIMAL: SQL Server refuses it where there is a NULL, and so does what is written.

```zh
ISNULL 在首参为 NULL 时取第二个参数
COALESCE 作用相同，但 ISNULL 的结果保持首参的类型：较长文本被截断，整数丢弃小数，空串变为 0 或 1900-01-01。有差别时写出类型转换。空串不能转为 DECIMAL：遇到 NULL 时源库报错，改写后相同。
```
```setup
CREATE DOMAIN datetime AS timestamp(3);
CREATE TABLE visit (id INT, code VARCHAR(2), name VARCHAR(10), fee NUMERIC(5,2), at DATETIME);
INSERT INTO visit VALUES (NULL, NULL, 'abcd', NULL, NULL);
```
```sqlserver
SELECT ISNULL(v.name, ''), ISNULL(v.id, 0), ISNULL(v.fee, 0) FROM visit v
```
```postgres
SELECT coalesce(v.name, ''), coalesce(v.id, 0), coalesce(v.fee, 0) FROM visit v
```
```rows
abcd | 0 | 0
```
```refused 42883
```
```sqlserver
SELECT ISNULL(v.code, v.name), ISNULL(v.code, 0), ISNULL(v.id, 1.9), ISNULL(v.id, ''), ISNULL(v.at, N'') FROM visit v
```
```postgres
SELECT coalesce(v.code, v.name)::varchar(2), coalesce(v.code, '0'), coalesce(v.id, trunc(1.9)::integer), coalesce(v.id, 0), coalesce(v.at, timestamp '1900-01-01') FROM visit v
```
```rows
ab | 0 | 1 | 0 | 1900-01-01 00:00:00
```
```refused 42883
```
```sqlserver
SELECT ISNULL(w.fee, ''), ISNULL(w.fee, N' 1.50') FROM (SELECT CAST(2.5 AS NUMERIC(5,2)) AS fee) w
```
```postgres
SELECT coalesce(w.fee, concat(w.fee, '')::numeric), coalesce(w.fee, ' 1.50') FROM (SELECT CAST(2.5 AS NUMERIC(5,2)) AS fee) w
```
```rows
2.50 | 2.50
```
```refused 42883
```
```sqlserver
SELECT ISNULL(w.n, 'many words') FROM (SELECT CAST(NULL AS SQL_VARIANT) AS n) w
```
```refused 42883
```
```quiet
SELECT COALESCE(v.name, v.code) FROM visit v
```
```notes
type | the type of the first argument is not known: {cause} | 首参类型未知：{cause}
```
"""

import re
from typing import Any, Final

from sqlglot import exp

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call, Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.operands import constant, in_computed_column, operand, type_of, whole
from dbmigrate.rules.functions.placing import WRITTEN_FIRST, around
from dbmigrate.types.constants import Constant
from dbmigrate.types.constants_sqlserver import kept
from dbmigrate.types.sqlserver import digits, plain
from dbmigrate.types.values import Kind, Type

NUMBER: Final = re.compile(r" *[+-]?(\d+\.?\d*|\.\d+) *")
FIRST_DAY: Final = "timestamp '1900-01-01'"


@rule("FN400", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=call("ISNULL"), after=("FN100", "FN118", "SE217", *WRITTEN_FIRST))
def check(found: Call, context: Context) -> Hit | None:
    if in_computed_column(context):
        return None
    if len(found.args) != 2:
        return Hit(fix=Fix.NONE)
    first, other = found.args
    a, b = type_of(first, context), type_of(other, context)
    named: tuple[Any, ...] = (found.name_part, "coalesce")
    if not a.is_known and not fits_any(other.node):
        return Hit(replace=[named], note="type", values={"cause": a.cause}, fix=Fix.REVIEW)
    cast = cut_to(a, b)
    if cast:
        return Hit(replace=[named, (found.part.after, f"::{cast}")])
    text = constant(other.node)
    _, note = kept(a, "", Constant(text, quoted=True)) or ("", "") if text is not None else ("", "")
    doubt: dict[str, Any] = {"note": note, "fix": Fix.REVIEW} if note == "session" else {}
    late = refused_late(first, other, a)
    return Hit(replace=[named, *([late] if late else fitted(other, a, b))], **doubt)


def refused_late(first: Expr, other: Expr, a: Type) -> tuple[Any, ...] | None:
    """A text that is no number beside a DECIMAL: SQL Server refuses it where it is needed, the target always."""
    text = constant(other.node)
    if text is None or a.kind is not Kind.NUMBER or a.sql is None or plain(a.sql).keyword != "DECIMAL":
        return None
    return None if NUMBER.fullmatch(text) else (other, "concat({}, {})::numeric", first, other)


def fits_any(node: exp.Expr) -> bool:
    """A whole number or an empty text is the same for any type that takes it; the target refuses the others."""
    return whole(node) is not None or constant(node) == "" or isinstance(node, exp.Null)


def cut_to(a: Type, b: Type) -> str:
    """The type that the result is cut to."""
    if a.is_text and b.is_text and not a.constant:
        limit, length = length_of(a), length_of(b)
        return f"varchar({limit})" if limit and (not length or length > limit) else ""
    if a.kind is Kind.DAY and b.kind in (Kind.TIMESTAMP, Kind.ZONED):
        return "date"
    if a.kind is Kind.NUMBER and b.kind is Kind.NUMBER and a.sql and b.sql and not a.is_whole:
        (precision, scale), (_, other) = digits(a.sql), digits(b.sql)
        return f"numeric({precision}, {scale})" if precision and other > scale else ""
    return ""


def length_of(found: Type) -> int:
    """Declared length in characters, 0 where there is no limit or it is not known."""
    numbers = found.sql.numbers if found.sql else ()
    return int(numbers[0]) if numbers and numbers[0].isdigit() else 0


def fitted(other: Expr, a: Type, b: Type) -> list[tuple[Any, ...]]:
    """The second argument as a value of the first one's type, where the target would refuse it."""
    text, n = constant(other.node), whole(other.node)
    if a.is_text and b.is_number:
        return [(other, f"'{n}'", other)] if n is not None else list(around(other, f"{operand(other)}::text"))
    if text is not None:
        made, _ = kept(a, "", Constant(text, quoted=True)) or ("", "")
        return [(other, literal_template(made), other)] if made else []
    if a.is_number and b.is_text:
        return list(around(other, f"{operand(other)}::{a.target or 'numeric'}"))
    if a.is_whole and b.is_number and not b.is_whole and n is None:
        return list(around(other, f"trunc({{}})::{a.target}"))
    if a.is_moment and n == 0:
        return [(other, FIRST_DAY, other)]
    return []
