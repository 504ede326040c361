"""TO_CHAR of a date whose model the target reads otherwise

RR, FF, X and elements in mixed case are not known to the target's to_char, and its FM holds for one element instead of all
that follow. Names of months and days are English there.

```zh
日期的 TO_CHAR：格式模型不同
目标库的 to_char 不识别 RR、FF、X 及大小写混写的元素，FM 只作用于紧随其后的一个元素；月份和星期名称为英文。
```
```notes
element | the target has no element {element} | 目标库没有格式元素 {element}
language | names of months and days, AM and PM follow NLS_DATE_LANGUAGE | 月份、星期和上午/下午的名称取决于 NLS_DATE_LANGUAGE
variable | the model is no constant | 格式不是常量
session | without a model the date is shown by NLS_DATE_FORMAT, by default DD-MON-RR | 未写格式，按 NLS_DATE_FORMAT 输出，默认 DD-MON-RR
```
```setup oracle
CREATE TABLE visit (id NUMBER(4), at DATE, seen TIMESTAMP(3));
INSERT INTO visit VALUES (1, TO_DATE('2024-05-06 03:04:05', 'YYYY-MM-DD HH24:MI:SS'), TIMESTAMP '2024-05-06 03:04:05.125');
```
```oracle
SELECT TO_CHAR(at, 'Yyyy-Mm-Dd hh24:mi'), TO_CHAR(at, 'FMMM/DD HH24'), TO_CHAR(seen, 'SS.FF'), TO_CHAR(seen, 'RRRRMMDD HH24MISSXFF3') FROM visit
```
```postgres
SELECT TO_CHAR(at, 'YYYY-MM-DD hh24:mi'), TO_CHAR(at, 'FMMM/FMDD FMHH24'), TO_CHAR(seen, 'SS.FF3'), TO_CHAR(seen, 'YYYYMMDD HH24MISS.FF3') FROM visit
```
```rows
2024-05-06 03:04 | 5/6 3 | 05.125 | 20240506 030405.125
```
```oracle
SELECT TO_CHAR(at, 'DD-MON-RR', 'NLS_DATE_LANGUAGE = American') FROM visit UNION SELECT (SELECT TO_CHAR(v.at -- at
, 'RR') FROM visit v) FROM dual
```
```postgres
SELECT TO_CHAR(at, 'DD-MON-YY') FROM visit UNION SELECT (SELECT TO_CHAR(v.at -- at
, 'YY') FROM visit v)
```
```rows
06-MAY-24
24
```
```refused 42883
```
```oracle
SELECT TO_CHAR(at, 'YYYY"年"MON DAY HH:MI AM', 'NLS_DATE_LANGUAGE=''SIMPLIFIED CHINESE''') FROM visit
```
```postgres
SELECT dbmigrate.to_char_chinese(at, 'YYYY"年"MON DAY HH:MI AM') FROM visit
```
```rows
2024年5月  星期一 03:04 上午
```
```refused 42883
```
```oracle
SELECT TO_CHAR(at, 'DAY'), TO_CHAR(at, 'YEAR'), TO_CHAR(at) FROM visit
```
```refused 42883
```
```quiet
SELECT TO_CHAR(v.at, 'YYYY-MM-DD HH24:MI:SS'), TO_CHAR(v.at, 'yyyy"年"mm"月"'), TO_CHAR(v.seen, 'FF3'), TO_CHAR(v.id, '999') FROM visit v
```
"""

import re
from typing import Final

from sqlglot import exp

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.functions.date_models import MOST_DIGITS, for_output, is_of_date
from dbmigrate.types.values import Type

ENGLISH: Final = frozenset({"NLS_DATE_LANGUAGE=AMERICAN", "NLS_DATE_LANGUAGE=ENGLISH"})
CHINESE: Final = frozenset({f"NLS_DATE_LANGUAGE={q}SIMPLIFIEDCHINESE{q}" for q in ("", "'", "''")})
NAMES_IN_QUOTES: Final = re.compile(r'(?i)"[^"]*(DAY|DY|MON|AM|PM)[^"]*"')


@rule("FN310", source="oracle", severity=Severity.DIFFERS, on=(call("TO_CHAR"), call("TO_NCHAR")))
def check(found: Call, context: Context) -> Hit | None:
    if not found.args:
        return None
    type_ = context.types.of(found.args[0])
    if len(found.args) == 1:
        return by_session(found) if type_.is_moment else None
    node = found.args[1].node
    if not isinstance(node, exp.Literal) or not node.is_string:
        return Hit(note="variable", fix=Fix.REVIEW) if type_.is_moment else None
    if not type_.is_moment and (type_.is_known or not is_of_date(node.this)):
        return None
    return written(found, node.this, type_)


def by_session(found: Call) -> Hit:
    """The default of NLS_DATE_FORMAT."""
    return Hit([(found.args[0].part.after, ", 'DD-MON-YY'")], note="session", severity=Severity.REFUSED, fix=Fix.REVIEW)


def written(found: Call, text: str, type_: Type) -> Hit | None:
    model = for_output(text, fraction_digits(type_))
    language = found.args[2].node.name.replace(" ", "").upper() if len(found.args) > 2 else ""
    english = language in ENGLISH
    if model.unknown:
        return Hit(note="element", values={"element": model.unknown}, fix=Fix.NONE)
    if language in CHINESE and model.names and not NAMES_IN_QUOTES.search(text):
        return in_chinese(found, model.text.upper())
    note = "language" if model.names and not english else ""
    replace: list[tuple[object, ...]] = []
    if model.text != text:
        new = model.text.replace("'", "''")
        replace.append((found.args[1], literal_template(f"'{new}'")))
    severity = None
    if len(found.args) > 2 and (english or not model.names):
        replace.append((Part(found.args[1].part.last + 1, found.args[2].part.last), ""))
        severity = Severity.REFUSED
    if not replace and not note:
        return None
    return Hit(replace, note=note, fix=Fix.REVIEW if note else Fix.SAFE, severity=severity)


def in_chinese(found: Call, model: str) -> Hit:
    new = model.replace("'", "''")
    rest = Part(found.args[1].part.first, found.args[2].part.last)
    replace = [(found.name_part, "dbmigrate.to_char_chinese"), (rest, literal_template(f"'{new}'"))]
    return Hit(replace=replace, helpers=("to_char_chinese",), severity=Severity.REFUSED)


def fraction_digits(type_: Type) -> int:
    """Of a TIMESTAMP(3): 3. A TIMESTAMP has 6, a DATE none, which Oracle refuses to show by FF."""
    numbers = type_.sql.numbers if type_.sql else ()
    return min(int(numbers[0]), 9) if numbers and numbers[0].isdigit() and numbers[0] != "0" else MOST_DIGITS
