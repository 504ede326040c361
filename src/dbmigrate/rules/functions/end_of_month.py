"""EOMONTH, the last day of a month

```zh
EOMONTH 取月末日期
```
```setup
CREATE TABLE visit (id INT NOT NULL, born DATE);
INSERT INTO visit VALUES (1, '2020-02-03');
```
```sqlserver
SELECT EOMONTH(v.born), EOMONTH('20200203', -1), EOMONTH(v.born, v.id) FROM visit v
```
```postgres
SELECT (date_trunc('month', v.born) + interval '1 month' - interval '1 day')::date, (date_trunc('month', '20200203'::timestamp) - interval '1 day')::date, (date_trunc('month', v.born) + (v.id + 1) * interval '1 month' - interval '1 day')::date FROM visit v
```
```rows
2020-02-29 | 2020-01-31 | 2020-03-31
```
```refused 42883
```
```quiet
SELECT v.born FROM visit v
```
```notes
text | the text of the date depends on settings | 日期文本的含义取决于设置
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.moments import moment, places
from dbmigrate.rules.functions.operands import in_computed_column, operand, whole


@rule("FN417", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=call("EOMONTH"))
def check(found: Call, context: Context) -> Hit | None:
    if in_computed_column(context):
        return None
    at = moment(found.args[0], context) if found.args else None
    if at is None or len(found.args) > 2:
        return Hit(note="text", fix=Fix.NONE)
    filled = places(at, found.args[0])
    n = whole(found.args[1].node) if len(found.args) == 2 else 0
    if n is None:
        amount = found.args[1]
        later = f" + ({operand(amount)} + 1) * interval '1 month'"
        filled = (*filled, amount)
    else:
        later = moved(n + 1)
    return Hit(replace=[(found, f"(date_trunc('month', {at}){later} - interval '1 day')::date", *filled)])


def moved(months: int) -> str:
    if not months:
        return ""
    return f" {'-' if months < 0 else '+'} interval '{abs(months)} month{'' if abs(months) == 1 else 's'}'"
