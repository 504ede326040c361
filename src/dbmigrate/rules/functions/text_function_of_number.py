"""{name} of a value that is no text

SQL Server makes a text of the number or date first, in a form of its own; PostgreSQL's functions take texts only, and
CONCAT writes dates and sums of money its own way.

```zh
{name} 的参数不是文本
SQL Server 先把数字或日期按固有格式转为文本；PostgreSQL 的函数只接受文本，CONCAT 对日期和金额的写法也不同。
```
```setup
CREATE TABLE visit (id INT NOT NULL, name VARCHAR(10));
INSERT INTO visit VALUES (12345, 'x');
```
```sqlserver
SELECT LEFT(v.id, 2), RIGHT('00' + v.name, 2), REPLACE(v.id, '3', ''), LTRIM(v.id) FROM visit v
```
```postgres
SELECT LEFT(v.id::text, 2), RIGHT('00' || v.name, 2), REPLACE(v.id::text, '3', ''), LTRIM(v.id::text) FROM visit v
```
```rows
12 | 0x | 1245 | 12345
```
```refused 42883
```
```quiet
SELECT LEFT(v.name, 2), UPPER(v.name), REPLACE(v.name, 'x', '1') FROM visit v
```
```setup sqlserver
CREATE TABLE bill (id INT NOT NULL, total MONEY, at DATETIME, ratio FLOAT);
INSERT INTO bill VALUES (12, 3.5, '2020-01-02 03:04:05', 0.5);
```
```sqlserver
SELECT CONCAT('no ', b.id, ' ', b.total, ' ', b.at, ' ', b.ratio), LEFT(b.at, 11) + '|', CHARINDEX('2', b.id), REPLICATE(0, 2) FROM bill b
```
```postgres
SELECT CONCAT('no ', b.id, ' ', round(b.total, 2)::text, ' ', dbmigrate.datetime_text(b.at), ' ', dbmigrate.float_text(b.ratio)), LEFT(dbmigrate.datetime_text(b.at), 11) || '|', strpos(b.id::text, '2'), repeat(0::text, nullif(greatest(2, -1), -1)) FROM bill b
```
```rows
no 12 3.50 Jan  2 2020  3:04AM 0.5 | Jan  2 2020| | 2 | 00
```
```sqlserver
SELECT CONCAT(CAST(N'男' AS CHAR(4)), '|', b.id) FROM bill b
```
```postgres
SELECT CONCAT(dbmigrate.padded(CAST('男' AS CHAR(4)), 4), '|', b.id) FROM bill b
```
```rows
男  |12
```
```notes
form | the text of such a value is another one on the target | 目标库中该类值的文本形式不同
```
"""

from typing import Any, Final

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.operands import in_computed_column, type_of
from dbmigrate.rules.functions.placing import WRITTEN_BEFORE, around
from dbmigrate.rules.functions.sqlserver_conversions import keyword_of
from dbmigrate.rules.functions.text_forms import text_form

# Which arguments are texts. CONCAT of the target takes any value.
TEXTS: Final = {
    **dict.fromkeys(("LEFT", "RIGHT", "LTRIM", "RTRIM", "UPPER", "LOWER", "REVERSE", "TRIM", "REPLICATE", "ASCII"), (0,)),
    **dict.fromkeys(("REPLACE", "TRANSLATE"), (0, 1, 2)),
    "CHARINDEX": (0, 1),
    "PATINDEX": (0, 1),
    "STUFF": (0, 3),
    "UNICODE": (0,),
}
JOINING: Final = ("CONCAT", "CONCAT_WS")


@rule(
    "FN406",
    source="sqlserver",
    severity=Severity.REFUSED,
    fix=Fix.SAFE,
    on=tuple(call(name) for name in (*TEXTS, *JOINING)),
    after=WRITTEN_BEFORE,
)
def check(found: Call, context: Context) -> Hit | None:
    if in_computed_column(context) or not found.args:
        return None
    name = found.node.name.upper()
    joins = name in JOINING
    replace: list[tuple[Any, ...]] = []
    notes, helpers = set(), set()
    for k, value in enumerate(found.args):
        if not joins and k not in TEXTS[name]:
            continue
        given = type_of(value, context)
        if joins and keyword_of(given) == "CHAR" and not given.constant and given.sql and given.sql.numbers:
            replace += around(value, f"dbmigrate.padded({{}}, {given.sql.numbers[0]})")
            helpers.add("padded")
            continue
        form = text_form(value, given)
        if form is None or (joins and form.alike):
            continue
        replace += form.edits(value)
        notes.add(form.note)
        helpers |= set(form.helpers)
    if not replace:
        return None
    doubt: dict[str, Any] = {"note": "form", "fix": Fix.REVIEW} if "form" in notes else {}
    severity = Severity.DIFFERS if joins else Severity.REFUSED
    return Hit(replace=replace, values={"name": name}, severity=severity, helpers=tuple(sorted(helpers)), **doubt)
