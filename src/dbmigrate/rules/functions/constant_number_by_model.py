"""TO_NUMBER of a constant with a format model

The models of the two databases are not the same: PostgreSQL's to_number skips what does not fit, where Oracle fails, and
reads no hexadecimal digits. A constant that fits its model becomes the number.

```zh
带格式的 TO_NUMBER 常量
两库的格式模型不同：PostgreSQL 的 to_number 会跳过不符合格式的字符而不报错，也不能读十六进制。符合格式的常量直接改写为数值。
```
```notes
unfit | the text is no constant, or does not fit the model, or the model depends on the session | 文本不是常量、与格式不符或格式取决于会话设置
```
```setup
CREATE TABLE visit (id NUMERIC(5));
INSERT INTO visit VALUES (1);
```
```oracle
SELECT TO_NUMBER('1F', 'XX') FROM visit
```
```postgres
SELECT 31 FROM visit
```
```rows
31
```
```refused 22P02
```
```oracle
SELECT TO_NUMBER('  12', '99') FROM visit
```
```postgres
SELECT 12 FROM visit
```
```rows
12
```
```quiet
SELECT TO_NUMBER('12.50'), TO_NUMBER('-1,234.50', '9,999.99'), TO_CHAR(id, '999') FROM visit
```
"""

import re
from typing import Final

from sqlglot import exp

from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity

# SQL Language Reference, "Number Format Models"; G, D, L, C and U depend on the session.
MODEL: Final = re.compile(r"(?:FM)?([09,]*)(\.[09]*)?", re.I)
NUMBER: Final = re.compile(r"\s*([+-]?)([\d,]*)(?:\.(\d*))?")
HEX_MODEL: Final = re.compile(r"(?:FM)?0*X+", re.I)


@rule("FN113", source="oracle", severity=Severity.DIFFERS, fix=Fix.SAFE, on=call("TO_NUMBER"))
def check(found: Call) -> Hit | None:
    if len(found.args) < 2:
        return None
    values = [argument.node for argument in found.args[:2]]
    constant = len(found.args) == 2 and all(isinstance(v, exp.Literal) and v.is_string for v in values)
    text, model = (values[0].this, values[1].this) if constant else ("", "")
    new = number(text, model)
    if not new:
        return Hit(note="unfit", fix=Fix.REVIEW)
    if HEX_MODEL.fullmatch(model):
        return Hit(replace=[(found, new)], severity=Severity.REFUSED)
    return None if same_shape(text, model) else Hit(replace=[(found, new)])


def same_shape(text: str, model: str) -> bool:
    """Separators stand where the model has them, and no blanks: the target reads the same number."""
    plain = text.lstrip("-")
    short = groups(plain.partition(".")[0]) == groups(model.partition(".")[0])
    return short and not re.search(r"[\s+]", text)


def number(text: str, model: str) -> str:
    """The number as it is written in SQL; "" where text and model do not fit."""
    if HEX_MODEL.fullmatch(model):
        fits = re.fullmatch(r"[0-9A-Fa-f]+", text) and len(text) <= len(model.upper().removeprefix("FM"))
        return str(int(text, 16)) if fits else ""
    form, found = MODEL.fullmatch(model), NUMBER.fullmatch(text)
    if not form or not found:
        return ""
    sign, whole, fraction = found[1], found[2].replace(",", ""), found[3] or ""
    places = form[1].replace(",", "")
    if not (whole or fraction) or len(whole) > len(places) or len(fraction) > len((form[2] or ".")[1:]):
        return ""
    if "," in found[2] and groups(found[2]) != groups(form[1])[-len(groups(found[2])) :]:
        return ""
    return sign.replace("+", "") + (whole or "0") + (f".{fraction}" if fraction else "")


def groups(text: str) -> list[int]:
    """Lengths of the groups behind the first comma."""
    return [len(group) for group in text.split(",")[1:]]
