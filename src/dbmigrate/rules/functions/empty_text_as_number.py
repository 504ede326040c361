"""{word} of a text that may be empty as a number

SQL Server reads an empty text, or one of blanks, as 0 ("CAST and CONVERT"); the target refuses it when the query runs. Where
the column holds such texts write NULLIF or CASE around them.

```zh
{word} 将可能为空的文本转为数值
SQL Server 把空串或空格文本当作 0；目标库执行到该行时报错。列中有此类文本时请用 NULLIF 或 CASE 处理。
```
```setup
CREATE TABLE visit (id INT NOT NULL, card VARCHAR(10));
```
```sqlserver
SELECT CAST(v.card AS INT) FROM visit v WHERE CONVERT(FLOAT, LEFT(v.card, 2)) > 1
```
```postgres
SELECT CAST(v.card AS INT) FROM visit v WHERE CAST(LEFT(v.card, 2) AS FLOAT) > 1
```
```quiet
SELECT CAST('5' AS INT), CAST(v.id AS INT), CAST(v.card AS NUMERIC(5,1)), TRY_CAST(v.card AS INT), CAST(v.card AS VARCHAR(5)), CONVERT(INT, CONVERT(CHAR(8), GETDATE(), 112)) FROM visit v
```
"""

from typing import Final

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import rule, syntax
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.operands import constant, in_computed_column
from dbmigrate.rules.functions.sqlserver_conversions import keyword_of, read_conversion
from dbmigrate.types.sqlserver import FLOATS, INTEGERS, MONEY
from dbmigrate.types.values import Kind

NUMBERS: Final = frozenset({*INTEGERS, *FLOATS, *MONEY})


@rule("FN468", source="sqlserver", severity=Severity.NOTE, fix=Fix.NONE, on=(syntax("cast"), syntax("convert")))
def check(found: Expr, context: Context) -> Hit | None:
    if in_computed_column(context) or found.node.args.get("safe") or isinstance(found.node, exp.TryCast):
        return None
    c = read_conversion(found, context)
    if c is None or keyword_of(c.to) not in NUMBERS or c.given.kind is not Kind.TEXT or constant(c.value.node) is not None:
        return None
    if isinstance(c.value.node, (exp.Cast, exp.Convert)) or not any(True for _ in c.value.node.find_all(exp.Column)):
        return None
    return Hit(values={"word": found.lexed.words[found.part.first]})
