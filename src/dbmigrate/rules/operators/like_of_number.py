"""LIKE looks into a value that is no text

SQL Server makes a text of the number or date first, as CAST does without a style ("LIKE", "Data type conversion"). The
target has no LIKE for such values.

```zh
对非文本值使用 LIKE
SQL Server 先按无样式的 CAST 把数值、日期转为文本；目标库的 LIKE 不接受这类值。
```
```notes
form | the text of such a value is another one on the target | 目标库中该类值的文本形式不同
```
```setup sqlserver
CREATE TABLE visit (id INT NOT NULL, fee MONEY, at DATETIME, born DATE, name VARCHAR(10));
INSERT INTO visit VALUES (12, 3.5, '2024-01-15 08:30', '2024-01-15', 'a1'), (21, 12, '2023-12-01', '2023-12-01', NULL);
```
```sqlserver
SELECT v.id FROM visit v WHERE v.id LIKE '1%' AND v.at LIKE '%2024%' AND v.fee LIKE '3.5_'
```
```postgres
SELECT v.id FROM visit v WHERE v.id::text LIKE '1%' AND dbmigrate.datetime_text(v.at) LIKE '%2024%' AND round(v.fee, 2)::text LIKE '3.5_'
```
```rows
12
```
```refused 42883
```
```sqlserver
SELECT v.name FROM visit v WHERE v.born NOT LIKE '2023%' -- by year
 UNION ALL SELECT (SELECT max(w.name) FROM visit w WHERE w.name LIKE w.id % 10 - 1 OR w.name LIKE 'a%')
```
```postgres
SELECT v.name FROM visit v WHERE to_char(v.born, 'YYYY-MM-DD') NOT LIKE '2023%' -- by year
 UNION ALL SELECT (SELECT max(w.name) FROM visit w WHERE w.name LIKE (w.id % 10 - 1)::text OR w.name LIKE 'a%')
```
```rows
a1
a1
```
```refused 42883
```
```quiet
SELECT v.id FROM visit v WHERE v.name LIKE '1%' AND v.name NOT LIKE v.name
```
"""

from typing import Any

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import operator, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.operands import in_computed_column
from dbmigrate.rules.functions.placing import WRITTEN_BEFORE
from dbmigrate.rules.functions.text_forms import text_form


@rule("OP233", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=operator("like"), after=WRITTEN_BEFORE)
def check(found: Expr, context: Context) -> Hit | None:
    if in_computed_column(context):
        return None
    replace: list[tuple[Any, ...]] = []
    helpers: set[str] = set()
    notes = set()
    for node in (found.node.this, found.node.expression):
        if isinstance(node, exp.Expression):
            side = found.view(node)
            form = text_form(side, context.types.of(side))
            if form is not None:
                replace += form.edits(side)
                helpers |= set(form.helpers)
                notes.add(form.note)
    if not replace:
        return None
    doubt: dict[str, Any] = {"note": "form", "fix": Fix.REVIEW} if "form" in notes else {}
    return Hit(replace=replace, helpers=tuple(sorted(helpers)), **doubt)
