"""TO_TIMESTAMP_TZ: the target has no function of that name

A constant whose format model is constant too becomes the literal that it stands for. Without a zone in the text both
databases take the session's.

```zh
TO_TIMESTAMP_TZ：目标库没有同名函数
文本和格式都是常量时，改写为等价的字面量。文本中未写时区时，两边都取会话时区。
```
```notes
variable | the text or its format is no constant | 文本或格式不是常量
session | without a format the text is read by the session's NLS_TIMESTAMP_TZ_FORMAT | 未写格式，按会话的 NLS_TIMESTAMP_TZ_FORMAT 解析
unfit | the text does not fit its format, or what it says depends on the day and the session | 文本与格式不符，或结果取决于当天日期和会话设置
rounded | the target keeps 6 digits of a second, the constant has more | 目标库的秒小数最多 6 位，该常量超出
```
```setup
CREATE TABLE log (seen TIMESTAMP(3) WITH TIME ZONE);
```
```oracle
INSERT INTO log (seen) VALUES (TO_TIMESTAMP_TZ('2024-05-06 13:14:15 +09:00', 'YYYY-MM-DD HH24:MI:SS TZH:TZM'))
```
```postgres
INSERT INTO log (seen) VALUES (timestamptz '2024-05-06 13:14:15+09:00')
```
```then
SELECT to_char(seen, 'YYYY-MM-DD HH24:MI:SS') FROM log
```
```rows
2024-05-06 12:14:15
```
```refused 42883
```
```quiet
SELECT CAST(seen AS TIMESTAMP(0)) AS to_timestamp_tz FROM log
```
"""

from collections.abc import Sequence

from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.date_constants import read_constant
from dbmigrate.rules.functions.timestamp_calls import judged


def constant(strings: Sequence[str]) -> str | None:
    """The moment that a text and its model say, where the target can hold all of it."""
    moment = read_constant(*strings) if len(strings) == 2 else None
    text = moment.text() if moment is not None and moment.exact else None
    return f"timestamptz '{text}'" if text else None


@rule(
    "FN119", source="oracle", severity=Severity.REFUSED, fix=Fix.SAFE, on=call("TO_TIMESTAMP_TZ"), constant=constant
)
def check(found: Call) -> Hit | None:
    return judged(found, "timestamptz")
