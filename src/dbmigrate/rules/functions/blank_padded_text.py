"""{function} of a CHAR, whose blanks count

Oracle's functions see a CHAR with the blanks that fill it up. The target takes them off where a CHAR becomes the text
that its functions work on: LENGTH is then shorter, and what counts from the end counts from another place.

```zh
{function} 处理 CHAR 时尾部空格参与运算
Oracle 的函数看到的是补足空格的 CHAR 值；目标库把 CHAR 转为文本时会去掉尾部空格，长度变短，从末尾计数的位置也不同。用 rpad 补回声明的长度。
```
```setup oracle
CREATE TABLE patient (card CHAR(6), sex CHAR(1), name VARCHAR2(10));
INSERT INTO patient VALUES ('A1', 'M', 'x');
```
```oracle
SELECT LENGTH(card), REPLACE(card, ' ', '*'), '<' || SUBSTR(card, -5) || '>', INSTR(card, ' '), LPAD(card, 8, '0') || '.' FROM patient
```
```postgres
SELECT LENGTH(rpad(card, 6)), REPLACE(rpad(card, 6), ' ', '*'), concat('<', dbmigrate.substr(rpad(card, 6), -5), '>'), strpos(rpad(card, 6), ' '), concat(dbmigrate.lpad(rpad(card, 6), 8, '0'), '.') FROM patient
```
```rows
6 | A1**** | <1    > | 3 | 00A1    .
```
```oracle
SELECT name FROM patient WHERE LENGTH(card) = 6 UNION ALL SELECT (SELECT TRANSLATE(p.card -- card
, 'A ', 'B-') FROM patient p) FROM dual
```
```postgres
SELECT name FROM patient WHERE LENGTH(rpad(card, 6)) = 6 UNION ALL SELECT (SELECT TRANSLATE(rpad(p.card, 6) -- card
, 'A ', 'B-') FROM patient p)
```
```rows
x
B1----
```
```oracle
SELECT LISTAGG(card, ',') WITHIN GROUP (ORDER BY name), UPPER(MAX(card)) || '.' FROM patient
```
```postgres
SELECT string_agg(rpad(card, 6), ',' ORDER BY name), concat(rpad(UPPER(MAX(card)), 6), '.') FROM patient
```
```rows
A1     | A1    .
```
```quiet
SELECT LENGTH(p.sex), LENGTH(p.name), UPPER(p.card), RTRIM(p.card), INSTR(p.card, 'A'), REPLACE(p.card, ' '), LENGTH('a ') FROM patient p
```
"""

from typing import Any, Final

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call, Expr
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.functions.operands import constant
from dbmigrate.rules.functions.placing import around
from dbmigrate.types.values import Kind

CALLS: Final = (
    *("LENGTH", "LENGTHB", "SUBSTR", "SUBSTRB", "INSTR", "REPLACE", "TRANSLATE", "LPAD", "RPAD", "LTRIM"),
    *("LISTAGG", "WM_CONCAT"),
    *("REGEXP_LIKE", "REGEXP_REPLACE", "REGEXP_SUBSTR", "REGEXP_INSTR", "REGEXP_COUNT"),
)


@rule("FN357", source="oracle", severity=Severity.DIFFERS, on=tuple(map(call, CALLS)), after=("FN337", "PL076"))
def check(found: Call, context: Context) -> Hit | None:
    if not found.args:
        return None
    value = found.args[0]
    width = width_of(value, context)
    if width < 2 or not counts_blanks(found.node.name.upper(), found.node.expressions):
        return None
    return Hit(replace=around(value, f"rpad({{}}, {width})"), values={"function": found.node.name.upper()})


def width_of(value: Expr, context: Context) -> int:
    """The declared length of a CHAR; 0 for other types."""
    if constant(value.node) is not None:
        return 0
    type_ = context.types.of(value)
    if type_.kind is not Kind.CHAR or type_.constant or type_.sql is None:
        return 0
    numbers = type_.sql.numbers
    return int(numbers[0]) if numbers and numbers[0].isdigit() else 0


def counts_blanks(name: str, arguments: list[Any]) -> bool:
    """REPLACE that takes all blanks out, and a search for a text that neither is nor ends with one, see none."""
    sought = constant(arguments[1]) if len(arguments) > 1 else None
    if name == "REPLACE":
        return not (sought == " " and (len(arguments) < 3 or is_nothing(arguments[2])))
    if name == "INSTR" and len(arguments) == 2:
        return sought is None or not sought.strip(" ") or sought != sought.rstrip(" ")
    return True


def is_nothing(node: Any) -> bool:
    return isinstance(node, exp.Null) or constant(node) == ""
