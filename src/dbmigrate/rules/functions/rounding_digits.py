"""{function} with an argument of another type

PostgreSQL rounds numeric values only, to a number of digits that is an integer; Oracle takes any number there, and converts
texts. Digits that are kept in a NUMBER have to become an integer.

```zh
{function} 的参数类型不同
PostgreSQL 只对 numeric 取整，位数须为整数；Oracle 接受任意数值，也会转换文本。保存在 NUMBER 变量中的位数需转换为整数。
```
```oracle
CREATE FUNCTION charged(p_amount NUMBER, p_digits NUMBER, p_text VARCHAR2) RETURN VARCHAR2 IS
  v_digits NUMBER(1) := p_digits;
BEGIN
  RETURN TO_CHAR(ROUND(p_amount, v_digits)) || ' ' || TO_CHAR(TRUNC(p_amount * 2, p_digits)) || ' ' || TO_CHAR(ROUND(p_text));
END;
/
```
```postgres
CREATE FUNCTION charged(p_amount numeric, p_digits numeric, p_text varchar) RETURNS varchar AS $$
DECLARE
  v_digits numeric(1) := p_digits;
BEGIN
  RETURN concat(dbmigrate.to_char(ROUND(p_amount, v_digits::integer)), ' ', dbmigrate.to_char(TRUNC(p_amount * 2, trunc(p_digits)::integer)), ' ', dbmigrate.to_char(ROUND(p_text::numeric)));
END;
$$ LANGUAGE plpgsql;

```
```then
SELECT charged(2.345, 2, '1.5')
```
```rows
2.35 4.69 2
```
```refused 42883
```
```setup
CREATE TABLE fee (amount NUMERIC(8,3), digits NUMERIC(1));
INSERT INTO fee VALUES (2.345, 2), (2.345, 0);
```
```oracle
SELECT ROUND(amount, digits) AS charged FROM fee ORDER BY digits
```
```postgres
SELECT ROUND(amount, digits::integer) AS charged FROM fee ORDER BY digits
```
```rows
2
2.35
```
```refused 42883
```
```quiet
SELECT ROUND(2.345, 2), TRUNC(2.345, 1), ROUND(5.5), TRUNC(DATE '2024-01-01', 'MM') FROM dual
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.functions.operands import operand, whole
from dbmigrate.rules.functions.oracle_implicit import as_integer, as_number
from dbmigrate.rules.functions.placing import around


@rule("FN130", source="oracle", severity=Severity.REFUSED, on=(call("ROUND"), call("TRUNC")), after=("PL076",))
def check(found: Call, context: Context) -> Hit | None:
    if len(found.args) not in (1, 2):
        return None
    value, type_ = found.args[0], context.types.of(found.args[0])
    if not (type_.is_number or type_.is_text):
        return None
    replace: list[tuple[object, ...]] = []
    if type_.is_text:
        replace += around(value, as_number(value, context).template)
    digits = found.args[1] if len(found.args) == 2 else None
    if digits is not None and whole(digits.node) is None:
        if context.types.of(digits).is_known:
            made = as_integer(digits, context)
            replace += around(digits, made.template) if made.changes else []
        else:
            replace += around(digits, operand(digits) + "::integer")
    return Hit(replace=replace, values={"function": found.node.name.upper()}) if replace else None
