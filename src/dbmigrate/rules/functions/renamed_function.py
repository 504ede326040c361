"""{name} is another expression here

What the target has instead says the same whatever the types of the arguments are. The table of such functions is in the
source's pack; each of its rows holds an example and the answer of the source database.

```zh
{name} 在目标库中改用其他表达式
目标库的对应写法与参数类型无关，含义相同。此类函数列在源库的数据包中，每行附示例及源库的结果。
```
```oracle
SELECT NVL(NULL, 'none') FROM (SELECT 1 AS one) t
```
```postgres
SELECT coalesce(NULL, 'none') FROM (SELECT 1 AS one) t
```
```rows
none
```
```refused 42883
```
```sqlserver
SELECT IIF(1 = 2, 'yes', 'no')
```
```postgres
SELECT CASE WHEN 1 = 2 THEN 'yes' ELSE 'no' END
```
```rows
no
```
```refused 42883
```
```quiet
SELECT COALESCE(NULL, 'none')
```
"""

import re
from typing import Final

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.packs.sources import load_source

ARGUMENT: Final = re.compile(r"\$(\d+)")
ROWS: Final = [row for name in ("oracle", "sqlserver") for row in load_source(name).functions.values()]
# The rows' own remarks are the notes of this page.
__doc__ += "\n```notes\n" + "".join(
    f"{row.name} | {row.note.replace('|', '/')} | {row.note_zh.replace('|', '/')}\n" for row in ROWS
)
__doc__ += "```\n"


@rule(
    "FN001",
    severity=Severity.REFUSED,
    on=tuple(dict.fromkeys(call(row.name.partition("/")[0]) for row in ROWS)),
)
def check(found: Call, context: Context) -> Hit | None:
    name = found.lexed.tokens[found.name_part.first].text
    row = context.source.function(name, len(found.args))
    template = row.template(context.target.name) if row else ""
    if row is None or not template or (row.unless and context.has(row.unless)):
        return None
    order = [int(n) - 1 for n in ARGUMENT.findall(template)]
    made = ARGUMENT.sub("{}", literal_template(template))
    values = {"name": name.upper()}
    return Hit(
        replace=[(found, made, *(found.args[i] for i in order))],
        note=row.name,
        values=values,
        fix=Fix(row.fix),
        severity=row.severity,
    )
