"""{function}: the target's to_timestamp answers a time with a zone

Oracle's TO_TIMESTAMP knows no zone; PostgreSQL's function of that name takes the session's, where hours that a change
of summer time skipped do not exist. A constant whose format model is constant too becomes the literal that it stands
for.

```zh
{function}：目标库的 to_timestamp 返回带时区的时间
Oracle 的 TO_TIMESTAMP 不含时区；PostgreSQL 的同名函数取会话时区，而夏令时切换时跳过的时刻在该时区中不存在。文本和格式都是常量时，改写为等价的字面量。
```
```notes
variable | the text or its format is no constant | 文本或格式不是常量
session | without a format the text is read by the session's NLS_TIMESTAMP_FORMAT | 未写格式，按会话的 NLS_TIMESTAMP_FORMAT 解析
unfit | the text does not fit its format, or what it says depends on the day and the session | 文本与格式不符，或结果取决于当天日期和会话设置
rounded | the target keeps 6 digits of a second, the constant has more | 目标库的秒小数最多 6 位，该常量超出
```
```setup
CREATE TABLE log (at TIMESTAMP(3), seen TIMESTAMP(3));
INSERT INTO log VALUES (NULL, NULL);
```
```oracle
SELECT TO_TIMESTAMP('1986-05-04 02:30:00.125', 'YYYY-MM-DD HH24:MI:SS.FF3') FROM log
```
```postgres
SELECT timestamp '1986-05-04 02:30:00.125' FROM log
```
```rows
1986-05-04 02:30:00.125
```
```setup
CREATE TABLE log (at TIMESTAMP(3), seen TIMESTAMP(3) WITH TIME ZONE);
```
```oracle
INSERT INTO log (at, seen) VALUES (to_timestamp('06-MAY-24 01.14.15.500000000 PM', 'DD-MON-RR HH.MI.SSXFF AM'),
  TO_TIMESTAMP_TZ('2024-05-06 13:14:15 +09:00', 'YYYY-MM-DD HH24:MI:SS TZH:TZM'))
```
```postgres
INSERT INTO log (at, seen) VALUES (timestamp '2024-05-06 13:14:15.5',
  timestamptz '2024-05-06 13:14:15+09:00')
```
```then
SELECT at, to_char(seen, 'HH24:MI') FROM log
```
```rows
2024-05-06 13:14:15.5 | 12:14
```
```quiet
SELECT CAST(at AS TIMESTAMP(0)) AS to_timestamp FROM log
```
"""

from sqlglot import exp

from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.date_constants import read_constant


@rule(
    "FN111",
    source="oracle",
    severity=Severity.DIFFERS,
    fix=Fix.SAFE,
    on=(call("TO_TIMESTAMP"), call("TO_TIMESTAMP_TZ")),
)
def check(found: Call) -> Hit | None:
    name = found.lexed.words[found.name_part.first]
    zoned, said = name == "TO_TIMESTAMP_TZ", {"function": name}
    severity = Severity.REFUSED if zoned else None  # the target has no function of that name
    values = [argument.node for argument in found.args]
    if len(values) < 2:
        return Hit(note="session", severity=Severity.REFUSED, fix=Fix.REVIEW, values=said)
    if not all(isinstance(v, exp.Literal) and v.is_string for v in values):
        return Hit(note="variable", severity=severity, fix=Fix.REVIEW, values=said)
    moment = read_constant(values[0].this, values[1].this)
    text = moment.text() if moment else None
    if moment is None or text is None or (moment.zone and not zoned):
        return Hit(note="unfit", severity=severity, fix=Fix.REVIEW, values=said)
    new = f"{'timestamptz' if zoned else 'timestamp'} '{text}'"
    note, fix = ("", Fix.SAFE) if moment.exact else ("rounded", Fix.REVIEW)
    return Hit(replace=[(found, new)], note=note, severity=severity, fix=fix, values=said)
