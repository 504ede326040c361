"""LIKE of a number or date

Oracle makes a text of it first: a number without zeros at its end, a date as NLS_DATE_FORMAT says. The target has LIKE for
texts only.

```zh
对数值或日期使用 LIKE
Oracle 先转换为文本：数值不带末尾的零，日期按 NLS_DATE_FORMAT。目标库的 LIKE 只用于文本。
```
```notes
date | the date is shown as the pattern looks: by NLS_DATE_FORMAT it may be shown otherwise | 按模式的样式显示日期，NLS_DATE_FORMAT 可能不同
float | Oracle writes a binary number with an exponent | Oracle 以指数形式输出二进制浮点数
```
```setup oracle
CREATE TABLE bill (id NUMBER(8), fee NUMBER(8,2), at DATE, memo VARCHAR2(10));
INSERT INTO bill VALUES (2024001, 0.50, DATE '2024-05-16', '2024');
```
```oracle
SELECT memo FROM bill WHERE id LIKE '2024%' AND fee LIKE '.5' AND id NOT LIKE '%9' AND 'x2024001' LIKE '%' || id
```
```postgres
SELECT memo FROM bill WHERE id::text LIKE '2024%' AND dbmigrate.to_char(fee) LIKE '.5' AND id::text NOT LIKE '%9' AND 'x2024001' LIKE concat('%', id)
```
```rows
2024
```
```refused 42883
```
```oracle
SELECT memo FROM bill WHERE memo LIKE 2024 UNION SELECT (SELECT MAX(b.memo) FROM bill b WHERE b.id -- number
 LIKE '2%') FROM dual
```
```postgres
SELECT memo FROM bill WHERE memo LIKE 2024::text UNION SELECT (SELECT MAX(b.memo) FROM bill b WHERE b.id::text -- number
 LIKE '2%')
```
```rows
2024
```
```refused 42883
```
```oracle
SELECT id FROM bill WHERE at LIKE '2024-05%'
```
```postgres
-- dbmigrate OP022 1: LIKE of a number or date (the date is shown as the pattern looks: by NLS_DATE_FORMAT it may be shown otherwise)
SELECT id FROM bill WHERE to_char(at, 'YYYY-MM-DD HH24:MI:SS') LIKE '2024-05%'
```
```rows
2024001
```
```refused 42883
```
```quiet
SELECT b.id FROM bill b WHERE b.memo LIKE '2024%' AND TO_CHAR(b.at, 'YYYY') LIKE '20%'
```
"""

import re
from typing import Any, Final

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import operator, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.operands import constant
from dbmigrate.rules.functions.oracle_implicit import as_text
from dbmigrate.rules.functions.placing import around

ISO: Final = re.compile(r"(%?\d{4}|%)?-\d\d|\d{4}-?%?$|%?\d\d:\d\d")


@rule("OP022", source="oracle", severity=Severity.REFUSED, on=operator("like"))
def check(found: Expr, context: Context) -> Hit | None:
    replace: list[tuple[Any, ...]] = []
    helpers: set[str] = set()
    note = ""
    for side, other in ((found.left, found.right), (found.right, found.left)):
        if context.types.of(side).is_moment:
            model = "YYYY-MM-DD HH24:MI:SS" if ISO.match(constant(other.node) or "") else "DD-MON-YY"
            replace += around(side, f"to_char({{}}, '{model}')")
            note = "date"
            continue
        made = as_text(side, context)
        if made.changes:
            replace += around(side, made.template)
            helpers.update(made.helpers)
            note = note or ("float" if made.review else "")
    fix = Fix.REVIEW if note else Fix.SAFE
    return Hit(replace, note=note, fix=fix, helpers=tuple(sorted(helpers))) if replace else None
