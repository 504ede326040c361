"""a {type} that is written as a binary constant

Scripts that Management Studio made up to version 2008 hold dates in the form in which SQL Server stores them. The target
has no such cast; the constant becomes the moment that it stands for.

```zh
以二进制常量书写的 {type}
旧版 SQL Server Management Studio 生成的脚本按存储格式书写日期。目标库没有这种转换，改写为对应的时间。
```
```notes
unread | the bytes are not those of this type | 字节内容与该类型不符
```
```setup
CREATE TABLE visit (at TIMESTAMP(3), born TIMESTAMP(0), day_of DATE, seen TIMESTAMP(6));
```
```sqlserver
INSERT INTO visit (at, born, day_of, seen) VALUES (CAST(0x0000901A00F73140 AS DateTime), CAST(0x901A0384 AS SmallDateTime),
  CAST(0x07240B00 AS Date), CAST(0x07B0344AB46C07240B AS DateTime2))
```
```postgres
INSERT INTO visit (at, born, day_of, seen) VALUES (CAST('2001-01-01 15:00:00' AS timestamp(3)), CAST('2001-01-01 15:00:00' AS timestamp(0)),
  CAST('2000-01-01' AS Date), CAST('2000-01-01 12:58:08.123' AS timestamp(6)))
```
```then
SELECT at, born, day_of, seen FROM visit
```
```rows
2001-01-01 15:00:00 | 2001-01-01 15:00:00 | 2000-01-01 | 2000-01-01 12:58:08.123
```
```quiet
SELECT CAST('20000101' AS date), 0x901A0384, CAST(0x0A AS varchar(2)) FROM visit
```
"""

from datetime import datetime, timedelta
from typing import Final

from dbmigrate.engine.contract import literal, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.binary_casts import cast_to_moment

TICKS: Final = 300  # of DATETIME in a second
FIRST_DAY: Final = datetime(1900, 1, 1)
DAY_ONE: Final = datetime(1, 1, 1)


@rule("FN117", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=literal("hexstring"))
def check(found: Expr) -> Hit | None:
    kind = cast_to_moment(found.node)
    if not kind:
        return None
    digits = str(found.node.this)
    text = moment(kind, bytes.fromhex(digits.zfill(len(digits) + len(digits) % 2)))
    if not text:
        return Hit(note="unread", fix=Fix.REVIEW, values={"type": kind})
    return Hit(replace=[(found, f"'{text}'")], values={"type": kind})


def moment(kind: str, stored: bytes) -> str:
    """What the bytes stand for, "" where they do not fit the type."""
    try:
        if kind == "datetime" and len(stored) <= 8:
            stored = stored.rjust(8, b"\0")
            days = int.from_bytes(stored[:4], "big", signed=True)
            ticks = int.from_bytes(stored[4:], "big")
            return shown(FIRST_DAY + timedelta(days=days, milliseconds=round(ticks * 1000 / TICKS)))
        if kind == "smalldatetime" and len(stored) <= 4:
            stored = stored.rjust(4, b"\0")
            days, minutes = int.from_bytes(stored[:2], "big"), int.from_bytes(stored[2:], "big")
            return shown(FIRST_DAY + timedelta(days=days, minutes=minutes))
        if kind == "date" and len(stored) in (3, 4):
            return (DAY_ONE + timedelta(days=int.from_bytes(stored[:3], "little"))).date().isoformat()
        if kind == "time" and len(stored) >= 4:
            return shown(DAY_ONE + clock(stored[0], stored[1:])).partition(" ")[2]
        if kind == "datetime2" and len(stored) >= 7:
            days = int.from_bytes(stored[-3:], "little")
            return shown(DAY_ONE + timedelta(days=days) + clock(stored[0], stored[1:-3]))
    except OverflowError:
        return ""
    return ""


def clock(digits: int, stored: bytes) -> timedelta:
    """The time since midnight, which is kept in units of the type's last digit (0 to 7)."""
    if digits > 7:
        raise OverflowError
    return timedelta(microseconds=int.from_bytes(stored, "little") * 10 ** (7 - digits) // 10)


def shown(moment: datetime) -> str:
    text = moment.isoformat(" ")
    return text.rstrip("0") if "." in text else text
