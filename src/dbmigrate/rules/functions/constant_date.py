"""TO_DATE: the target's to_date cuts the time off

Oracle's answers a date with a time of day, PostgreSQL's function of that name a day. A constant whose format model is
constant too becomes the literal that it stands for; a text that varies is read by the target's function where the model
holds year, month and day only, else by a runtime function. Elements that follow the session (no model, names of days, a
year or month that is not given) are left to a person.

```zh
TO_DATE：目标库的同名函数会截掉时分秒
Oracle 的 TO_DATE 返回含时分秒的日期，PostgreSQL 的 to_date 只返回日期。文本和格式都是常量时，改写为等价的字面量；文本不是常量而格式只含年月日时，使用目标库的同名函数，否则使用运行时函数。依赖会话设置的情形（不写格式、星期名称、未给出年或月）留给人工处理。
```
```notes
variable | the text or its format is no constant: on the target the time of day is lost | 文本或格式不是常量：目标库会丢失时分秒
undivided | a text with separators that the format lacks is read as another day | 若文本含有格式中没有的分隔符，会被解析为另一天
session | without a format the text is read by the session's NLS_DATE_FORMAT | 未写格式，按会话的 NLS_DATE_FORMAT 解析
default | read by DD-MON-RR, the default of NLS_DATE_FORMAT | 按 NLS_DATE_FORMAT 的默认值 DD-MON-RR 解析
language | names of months are read in English | 月份名称按英文解析
unfit | the text does not fit its format, or what it says depends on the day and the session | 文本与格式不符，或结果取决于当天日期和会话设置
```
```setup
CREATE TABLE visit (at TIMESTAMP(0), born TIMESTAMP(0));
INSERT INTO visit VALUES (NULL, NULL);
```
```oracle
SELECT TO_DATE('2020-01-01 10:05:00', 'yyyy-mm-dd hh24:mi:ss') FROM visit
```
```postgres
SELECT timestamp '2020-01-01 10:05:00' FROM visit
```
```rows
2020-01-01 10:05:00
```
```setup
CREATE TABLE visit (at TIMESTAMP(0), born TIMESTAMP(0));
```
```oracle
INSERT INTO visit (at, born) VALUES (TO_DATE('20240506131415', 'YYYYMMDDHH24MISS'), to_date('04-MAY-86', 'DD-MON-RR'))
```
```postgres
INSERT INTO visit (at, born) VALUES (timestamp '2024-05-06 13:14:15', timestamp '1986-05-04')
```
```then
SELECT at, born FROM visit
```
```rows
2024-05-06 13:14:15 | 1986-05-04 00:00:00
```
```oracle
INSERT INTO visit (at) VALUES (TO_DATE(' 2020-01-01 00:00:00', 'SYYYY-MM-DD HH24:MI:SS', 'NLS_CALENDAR=GREGORIAN'))
```
```postgres
INSERT INTO visit (at) VALUES (timestamp '2020-01-01 00:00:00')
```
```oracle
INSERT INTO visit (born) VALUES (TO_DATE('01-JAN-2020', 'DD-MON-YYYY', 'NLS_DATE_LANGUAGE = American'))
```
```postgres
INSERT INTO visit (born) VALUES (timestamp '2020-01-01')
```
```setup
CREATE TABLE visit (day_of VARCHAR(10));
INSERT INTO visit VALUES ('2024-05-06');
```
```oracle
SELECT TO_DATE(day_of, 'yyyy-mm-dd') FROM visit
```
```postgres
SELECT TO_DATE(day_of, 'yyyy-mm-dd')::timestamp(0) FROM visit
```
```rows
2024-05-06 00:00:00
```
```setup
CREATE TABLE visit (day_of VARCHAR(20));
INSERT INTO visit VALUES ('1986-05-04 02:30:00');
```
```oracle
SELECT TO_DATE(day_of, 'yyyy-mm-dd hh24:mi:ss') FROM visit UNION ALL SELECT TO_DATE(SUBSTR(day_of, 3, 8), 'RR-MM-DD') FROM visit
```
```postgres
SELECT dbmigrate.to_date(day_of, 'yyyy-mm-dd hh24:mi:ss') FROM visit UNION ALL SELECT dbmigrate.to_date(nullif(SUBSTR(day_of, 3, 8), ''), 'RR-MM-DD') FROM visit
```
```rows
1986-05-04 02:30:00
1986-05-04 00:00:00
```
```quiet
SELECT TO_CHAR(at, 'yyyy') AS to_date FROM visit
```
"""

import re
from collections.abc import Sequence
from typing import Final

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.date_constants import read_constant
from dbmigrate.rules.functions.moments_read import is_readable, shows_names

DAY_ONLY: Final = re.compile(r"""(?i)(?:yyyy|mm|dd|"[^"]*"|[-/., :])+""")
ELEMENTS: Final = re.compile(r"YYYY|MM|DD")
COMMON: Final = re.compile(r"(?i)(?:yyyy|rrrr|rr|yy|mm|dd|hh24|mi|ss|[-/., :])+")
UNDIVIDED: Final = re.compile(r"(?i)(?:yyyy|mm|dd)(?:yyyy|mm|dd)")


def says_nothing(parameter: str, model: str) -> bool:
    """The third argument changes nothing: the usual calendar, or a language that the model does not depend on."""
    language = parameter.removeprefix("NLS_DATE_LANGUAGE=")
    if language == parameter:
        return parameter == "NLS_CALENDAR=GREGORIAN"
    return language in ("AMERICAN", "ENGLISH") or "MON" not in model


def constant(strings: Sequence[str]) -> str | None:
    """The date that a text and its model say. DBMS_METADATA names the calendar as well."""
    if len(strings) == 3 and says_nothing(strings[2].replace(" ", "").upper(), strings[1].upper()):
        strings = strings[:2]
    moment = read_constant(*strings) if len(strings) == 2 else None
    text = moment.text(fraction=False) if moment else None
    return f"timestamp '{text}'" if text else None


def variable(found: Call) -> Hit:
    """A text that varies: the target's own function serves where the model says year, month and day, no more."""
    model = found.args[1].node
    days = isinstance(model, exp.Literal) and DAY_ONLY.fullmatch(model.this)
    if len(found.args) != 2 or not days or not {"YYYY", "MM"} <= set(ELEMENTS.findall(model.this.upper())):
        if not is_readable(found):
            return Hit(note="variable", fix=Fix.REVIEW)
        note, fix = ("language", Fix.REVIEW) if shows_names(found) else ("", Fix.SAFE)
        return Hit(replace=[(found.name_part, "dbmigrate.to_date")], note=note, fix=fix, helpers=("to_date",))
    fix, note = (Fix.REVIEW, "undivided") if UNDIVIDED.search(model.this) else (Fix.SAFE, "")
    return Hit(replace=[(found.part.after, "::timestamp(0)")], fix=fix, note=note)


def by_default(found: Call) -> Hit:
    """Without a model: a constant as Oracle's own default reads it."""
    value = found.args[0].node if found.args else None
    moment = read_constant(value.this, "DD-MON-RR") if isinstance(value, exp.Literal) and value.is_string else None
    text = moment.text(fraction=False) if moment else None
    if text is None:
        return Hit(note="session", severity=Severity.REFUSED, fix=Fix.REVIEW)
    replace = [(found, f"timestamp '{text}'")]
    return Hit(replace, note="default", severity=Severity.REFUSED, fix=Fix.REVIEW)


def reads_alike(found: Call, context: Context) -> bool:
    """The target's own to_date keeps the time and reads such a model as Oracle does."""
    if not context.has("to_date_with_time") or len(found.args) != 2:
        return False
    model = found.args[1].node
    return not (isinstance(model, exp.Literal) and model.is_string) or bool(COMMON.fullmatch(model.this))


@rule("FN110", source="oracle", severity=Severity.DIFFERS, fix=Fix.SAFE, on=call("TO_DATE"), constant=constant)
def check(found: Call, context: Context) -> Hit | None:
    if reads_alike(found, context):
        return None
    values = [argument.node for argument in found.args]
    if len(values) < 2:
        return by_default(found)
    if not all(isinstance(v, exp.Literal) and v.is_string for v in values):
        return variable(found)
    new = constant([v.this for v in values])
    severity = Severity.REFUSED if len(values) > 2 else None  # the target's to_date takes two arguments
    return Hit(replace=[(found, new)], severity=severity) if new else Hit(note="unfit", fix=Fix.REVIEW)
