"""{word} joins a CHAR to other texts, with its blanks (T-SQL)

CASE, COALESCE and IIF of a CHAR and a VARCHAR give a VARCHAR, in which the blanks that filled up the CHAR are kept ("Data
type precedence"). The target leaves them out. They are put back where the value is joined or cut; comparisons do not
count them in SQL Server.

```zh
{word} 返回的 CHAR 带空格参与拼接（T-SQL）
CHAR 与 VARCHAR 的 CASE、COALESCE、IIF 返回 VARCHAR，并保留 CHAR 补足的空格；目标库会去掉。在拼接或截取处补回；比较时 SQL Server 不计尾部空格。
```
```setup sqlserver
CREATE TABLE bed (id INT NOT NULL, ward CHAR(4), name VARCHAR(10));
INSERT INTO bed VALUES (1, 'ab', 'n'), (2, NULL, 'm');
```
```sqlserver
SELECT COALESCE(b.ward, b.name) + '.', CASE WHEN b.id = 1 THEN b.ward ELSE b.name END + '.' FROM bed b WHERE COALESCE(b.ward, b.name) IN ('ab', 'm') ORDER BY b.id
```
```postgres
SELECT COALESCE(dbmigrate.padded(b.ward, 4), b.name) || '.', CASE WHEN b.id = 1 THEN dbmigrate.padded(b.ward, 4) ELSE b.name END || '.' FROM bed b WHERE COALESCE(b.ward, b.name) IN ('ab', 'm') ORDER BY b.id
```
```rows
ab  . | ab  .
m. | m.
```
```sqlserver
SELECT LEFT(COALESCE(b.ward, -- the ward
b.name), 3) + '.' FROM bed b UNION ALL SELECT (SELECT '.' + (IIF(c.id = 1, c.ward, c.name)) + '.' FROM bed c WHERE c.id = 1)
```
```postgres
SELECT LEFT(COALESCE(dbmigrate.padded(b.ward, 4), -- the ward
b.name), 3) || '.' FROM bed b UNION ALL SELECT (SELECT '.' || (CASE WHEN c.id = 1 THEN dbmigrate.padded(c.ward, 4) ELSE c.name END) || '.' FROM bed c WHERE c.id = 1)
```
```rows
ab .
m.
.ab  .
```
```quiet
SELECT COALESCE(b.ward, b.name), CASE WHEN b.id = 1 THEN b.name ELSE 'x' END + '.' FROM bed b WHERE COALESCE(b.ward, b.name) = 'ab'
```
"""

from typing import Any, Final

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule, syntax
from dbmigrate.engine.views import Expr
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.functions.operands import in_computed_column
from dbmigrate.rules.functions.padded_char import is_joined, padding
from dbmigrate.rules.functions.padded_result import branches
from dbmigrate.rules.functions.placing import WRITTEN_BEFORE, around
from dbmigrate.types.values import Kind

FIRST: Final = {"COALESCE": 0, "IIF": 1, "CHOOSE": 1}


@rule(
    "FN471",
    source="sqlserver",
    severity=Severity.DIFFERS,
    on=(*map(call, FIRST), syntax("case")),
    after=WRITTEN_BEFORE,
)
def check(found: Expr, context: Context) -> Hit | None:
    if not is_joined(found.node) or in_computed_column(context):
        return None
    if context.types.of(found).kind is not Kind.TEXT:
        return None
    replace: list[tuple[Any, ...]] = []
    helpers: set[str] = set()
    for node in results(found.node):
        template, used = padding(found.view(node), context)
        if template:
            replace += around(found.view(node), template)
            helpers.update(used)
    word = "CASE" if isinstance(found.node, exp.Case) else found.node.name.upper()
    return Hit(replace=replace, values={"word": word}, helpers=tuple(sorted(helpers))) if replace else None


def results(node: Any) -> list[Any]:
    if isinstance(node, exp.Case):
        return branches(node)
    return list(node.expressions[FIRST[node.name.upper()] :])
