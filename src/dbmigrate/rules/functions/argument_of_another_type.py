"""{function} is given a value of another type

Oracle converts an argument to what the function takes: numbers to texts and back, dates by NLS_DATE_FORMAT. The target
has no function for such arguments; a cast says what Oracle does. Its functions that take positions and lengths take
integers only.

```zh
{function} 的参数类型不符
Oracle 会把参数隐式转换为函数所需类型：数值与文本互转，日期按 NLS_DATE_FORMAT。目标库没有接受这类参数的函数，改写为显式转换；位置和长度参数在目标库中只接受整数。
```
```notes
date | a date becomes a text, or a text a date, by NLS_DATE_FORMAT | 日期与文本按 NLS_DATE_FORMAT 互转
float | Oracle writes a binary number with an exponent | Oracle 以指数形式输出二进制浮点数
```
```setup oracle
CREATE TABLE visit (id NUMBER(12), fee NUMBER(8,2), code VARCHAR2(10), at DATE);
INSERT INTO visit VALUES (123456, 2.50, '7.9', DATE '2024-05-16');
```
```oracle
SELECT SUBSTR(id, 1, 2), LENGTH(fee), UPPER(id), ABS(code), SUBSTR('abc', fee) FROM visit
```
```postgres
SELECT SUBSTR(id::text, 1, 2), LENGTH(dbmigrate.to_char(fee)), UPPER(id::text), ABS(code::numeric), dbmigrate.substr('abc', trunc(fee)::integer) FROM visit
```
```rows
12 | 3 | 123456 | 7.9 | bc
```
```refused 42883
```
```oracle
SELECT LPAD(id, 8, '0') FROM visit UNION SELECT (SELECT REPLACE(v.id -- number
, -- wanted
 '3', fee) FROM visit v) FROM dual
```
```postgres
SELECT LPAD(id::text, 8, '0') FROM visit UNION SELECT (SELECT REPLACE(v.id::text -- number
, -- wanted
 '3', coalesce(dbmigrate.to_char(fee), '')) FROM visit v)
```
```rows
00123456
122.5456
```
```refused 42883
```
```oracle
SELECT SUBSTR(at, 1, 4) FROM visit
```
```refused 42883
```
```quiet
SELECT SUBSTR(v.code, 1, 2), ABS(v.id), LENGTH('a'), ADD_MONTHS(v.at, 1), LPAD(NULL, 3), TO_DATE('2024', 'YYYY') FROM visit v
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call, Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.argument_kinds import KINDS, kind_of_argument
from dbmigrate.rules.functions.oracle_implicit import AS_IT_IS, BY_SETTINGS, Written, as_integer, as_number, as_text
from dbmigrate.rules.functions.placing import around
from dbmigrate.types.values import Kind


@rule("FN330", source="oracle", severity=Severity.REFUSED, on=tuple(map(call, KINDS)), after=("FN337", "PL076"))
def check(found: Call, context: Context) -> Hit | None:
    name = found.node.name.upper()
    replace: list[tuple[object, ...]] = []
    helpers: set[str] = set()
    note = ""
    for i, argument in enumerate(found.args):
        made = wanted(argument, kind_of_argument(name, i), context)
        if made.review:
            note = "date" if made == BY_SETTINGS else "float"
        if made.changes:
            replace += around(argument, made.template)
            helpers.update(made.helpers)
    if not replace and not note:
        return None
    fix = Fix.REVIEW if note else Fix.SAFE
    return Hit(replace, note=note, values={"function": name}, fix=fix, helpers=tuple(sorted(helpers)))


def wanted(argument: Expr, kind: str, context: Context) -> Written:
    """How the argument is written for a function that takes that kind."""
    type_ = context.types.of(argument)
    if not type_.is_known or type_.kind is Kind.NULL:
        return AS_IT_IS
    if kind == "t":
        return as_text(argument, context)
    if kind == "i":
        return as_integer(argument, context)
    if kind == "n":
        return as_number(argument, context)
    return BY_SETTINGS if kind == "d" and type_.is_text else AS_IT_IS
