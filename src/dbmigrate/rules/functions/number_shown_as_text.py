"""TO_CHAR of a number, without a model or with one that the target reads otherwise

Without a model Oracle shows the digits that there are: no zeros at the end, none before the point. The target's to_char
wants a model. A number that has more digits than its model becomes # in every place in Oracle ("Number Format Models"),
and here only in those of the digits; what is rounded to zero keeps its sign there.

```zh
数值的 TO_CHAR：未写格式或格式解释不同
未写格式时 Oracle 只输出有效数字：末尾不补零，小数点前不写零。目标库的 to_char 必须带格式。数值位数超出格式时，Oracle 全部输出 #，目标库只在数字位输出 #；四舍五入为零的负数在 Oracle 中保留负号。
```
```notes
model | the target reads the model otherwise, or not at all | 目标库对该格式的解释不同或不支持
float | Oracle writes a binary number with an exponent | Oracle 以指数形式输出二进制浮点数
```
```setup oracle
CREATE TABLE bill (id NUMBER(9) PRIMARY KEY, fee NUMBER(8,2), memo VARCHAR2(10));
INSERT INTO bill VALUES (255, 0.50, 'a');
```
```oracle
SELECT TO_CHAR(id), TO_CHAR(fee), TO_CHAR(memo), TO_CHAR(fee, 'TM9'), TO_CHAR(id, 'FMXX'), TO_CHAR(fee, '$990.00'), TO_CHAR(fee, '.99') FROM bill
```
```postgres
SELECT id::text, dbmigrate.to_char(fee), memo, dbmigrate.to_char(fee), dbmigrate.number_text(id, 'FMXX'), dbmigrate.number_text(fee, '$990.00'), dbmigrate.number_text(fee, '.99') FROM bill
```
```rows
255 | .5 | a | .5 | FF |    $0.50 |  .50
```
```refused 42883
```
```oracle
SELECT memo FROM bill WHERE TO_CHAR(id) = '255' UNION ALL SELECT (SELECT TO_CHAR( -- id
b.id -- number
) FROM bill b) FROM dual
```
```postgres
SELECT memo FROM bill WHERE id::text = '255' UNION ALL SELECT (SELECT -- id
b.id -- number
::text FROM bill b)
```
```rows
a
255
```
```refused 42883
```
```oracle
SELECT TO_CHAR(id, '99'), TO_CHAR(id * 1000, 'FM9,990'), TO_CHAR(fee, '0'), TO_CHAR(-fee / 1000, '990.00') || TO_CHAR(id, '9999999990') FROM bill
```
```postgres
SELECT dbmigrate.number_text(id, '99'), dbmigrate.number_text(id * 1000, 'FM9,990'), dbmigrate.number_text(fee, '0'), nullif(concat(dbmigrate.number_text(-fee / 1000, '990.00'), TO_CHAR(id, '9999999990')), '') FROM bill
```
```rows
### | ###### |  1 |   -0.00        255
```
```quiet
SELECT TO_CHAR(b.fee, 'FM999990.00'), TO_CHAR(b.id, '000000000'), TO_CHAR(12.5, '90.0'), TO_CHAR(b.id, 'FMRN'), TO_CHAR(SYSDATE, 'YYYY') FROM bill b
```
"""

import re
from typing import Any, Final

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.functions.operands import operand
from dbmigrate.rules.functions.oracle_implicit import as_text
from dbmigrate.rules.functions.placing import around
from dbmigrate.types.values import Kind, Type

# SQL Language Reference, "Number Format Models", as far as the target's to_char reads them alike.
SHARED: Final = re.compile(r"(?i)(FM)?(?=[S,09.DGMIPRV]*[09])S?[09,.DGV]*(S|MI|PR)?")
POINT_AND_COMMA: Final = frozenset({"NLS_NUMERIC_CHARACTERS='.,'", "NLS_NUMERIC_CHARACTERS=''.,''", "NLS_NUMERIC_CHARACTERS=.,"})
SHORTEST: Final = frozenset({"TM", "TM9"})
NUMBER: Final = re.compile(r"[0-9]+([.][0-9]*)?")
Replacements = list[tuple[Any, ...]]
ROMAN: Final = re.compile(r"(FM)?(RN|rn)")
# Models that the target's to_char reads otherwise: hexadecimal digits, a dollar sign, no digit before the point.
OTHERWISE: Final = re.compile(r"(?i)(FM)?(0*X+|\$[09,.DG]+|\.[09]+)")


@rule("FN311", source="oracle", severity=Severity.REFUSED, on=(call("TO_CHAR"), call("TO_NCHAR")))
def check(found: Call, context: Context) -> Hit | None:
    if not found.args:
        return None
    value = found.args[0]
    type_ = context.types.of(value)
    model = found.args[1].node if len(found.args) > 1 else None
    text = model.this if isinstance(model, exp.Literal) and model.is_string else ""
    if model is None or (type_.is_number and text.upper() in SHORTEST):
        if type_.is_moment:
            return None  # FN310
        if model is None and context.has("to_char"):
            return None
        if not type_.is_known:
            return Hit(replace=[(found.name_part, "dbmigrate.to_char")], helpers=("to_char",))
        made = as_text(value, context)
        fix, note = (Fix.REVIEW, "float") if made.review else (Fix.SAFE, "")
        return Hit(replace=[(found, made.template, value)], helpers=made.helpers, fix=fix, note=note)
    if not type_.is_number and (type_.is_known or not (SHARED.fullmatch(text) and set("09") & set(text))):
        return None
    if OTHERWISE.fullmatch(text) and len(found.args) == 2 and type_.kind is Kind.NUMBER:
        severity = Severity.DIFFERS
        return Hit(replace=[(found.name_part, "dbmigrate.number_text")], helpers=("number_text",), severity=severity)
    known = SHARED.fullmatch(text) or ROMAN.fullmatch(text)
    replace: Replacements = []
    if len(found.args) == 3 and found.args[2].node.name.replace(" ", "").upper() in POINT_AND_COMMA:
        replace = [(Part(found.args[1].part.last + 1, found.args[2].part.last), "")]
    elif len(found.args) > 2:
        known = None
    if not known:
        return Hit(note="model", severity=Severity.DIFFERS, fix=Fix.REVIEW)
    severity = Severity.REFUSED if replace else Severity.DIFFERS
    if ROMAN.fullmatch(text) or fits(value.node, type_, text):
        return Hit(replace=replace, severity=severity) if replace else None
    replace.append((found.name_part, "dbmigrate.number_text"))
    if type_.kind is Kind.FLOAT:
        replace += around(value, operand(value) + "::numeric")
    return Hit(replace=replace, helpers=("number_text",), severity=severity)


def fits(node: Any, type_: Type, model: str) -> bool:
    """Every value of the type has room in the model, and none is rounded to zero."""
    whole, _, behind = re.sub("[^09.V]", "", model.upper().replace("D", ".").replace("V", ".")).partition(".")
    if isinstance(node, exp.Literal) and not node.is_string:
        digits, _, fraction = node.name.partition(".")
        return bool(NUMBER.fullmatch(node.name)) and len(digits) <= len(whole) and len(fraction) <= len(behind)
    numbers = type_.sql.numbers if type_.sql else ()
    if not numbers or not all(n.isdigit() for n in numbers):
        return False
    precision, scale = int(numbers[0]), int((*numbers, "0")[1])
    return type_.kind is Kind.NUMBER and precision - scale <= len(whole) and scale <= len(behind)
