"""TO_TIMESTAMP: the target's to_timestamp answers a time with a zone

Oracle's TO_TIMESTAMP knows no zone; PostgreSQL's function of that name takes the session's, where hours that a change
of summer time skipped do not exist. A constant whose format model is constant too becomes the literal that it stands
for.

```zh
TO_TIMESTAMP：目标库的 to_timestamp 返回带时区的时间
Oracle 的 TO_TIMESTAMP 不含时区；PostgreSQL 的同名函数取会话时区，而夏令时切换时跳过的时刻在该时区中不存在。文本和格式都是常量时，改写为等价的字面量。
```
```notes
language | names of months are read in English | 月份名称按英文解析
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
CREATE TABLE log (seen VARCHAR(30));
INSERT INTO log VALUES ('1986-05-04 02:30:00.125');
```
```oracle
SELECT TO_TIMESTAMP(seen, 'YYYY-MM-DD HH24:MI:SS.FF3') FROM log
```
```postgres
SELECT dbmigrate.to_timestamp(seen, 'YYYY-MM-DD HH24:MI:SS.FF3') FROM log
```
```rows
1986-05-04 02:30:00.125
```
```setup
CREATE TABLE log (at TIMESTAMP(3));
```
```quiet
SELECT CAST(at AS TIMESTAMP(0)) AS to_timestamp FROM log
```
"""

from collections.abc import Sequence

from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.date_constants import read_constant
from dbmigrate.rules.functions.timestamp_calls import judged


def constant(strings: Sequence[str]) -> str | None:
    """The time without a zone that a text and its model say, where the target can hold all of it."""
    moment = read_constant(*strings) if len(strings) == 2 else None
    if moment is None or moment.zone or not moment.exact:
        return None
    text = moment.text()
    return f"timestamp '{text}'" if text else None


@rule(
    "FN111", source="oracle", severity=Severity.DIFFERS, fix=Fix.SAFE, on=call("TO_TIMESTAMP"), constant=constant
)
def check(found: Call) -> Hit | None:
    return judged(found, "timestamp")
