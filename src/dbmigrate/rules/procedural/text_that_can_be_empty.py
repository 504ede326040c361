"""{function} in code can leave an empty text

Oracle has no empty text: where nothing is left, the result is NULL, and IS NULL says yes.

```zh
代码中的 {function} 可能得到空串
Oracle 没有空串：结果为空即为 NULL，IS NULL 为真。
```
```oracle
CREATE FUNCTION is_blank(p VARCHAR) RETURN VARCHAR IS
BEGIN
  IF TRIM(p) IS NULL AND LTRIM(p, 'a ') IS NULL AND REPLACE(p, ' ', '') IS NULL AND SUBSTR(p, 2) IS NULL THEN
    RETURN 'blank';
  END IF;
  RETURN RTRIM(p, ' ');
END;
/
```
```then
SELECT is_blank(' '), is_blank('a ')
```
```rows
blank | a
```
```quiet
SELECT id FROM ward
```
"""

from typing import Final

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule, syntax
from dbmigrate.engine.views import Expr
from dbmigrate.model import Hit, Severity
from dbmigrate.syntax.procedural.nodes import CodeUnit

CALLS: Final = ("SUBSTR", "SUBSTRB", "REPLACE", "LTRIM", "RTRIM", "TRANSLATE", "REGEXP_REPLACE", "REGEXP_SUBSTR")


@rule(
    "PL076",
    source="oracle",
    severity=Severity.DIFFERS,
    on=(syntax("trim"), *map(call, CALLS)),
    unless="empty_string_is_null",
    kept=True,
)
def check(found: Expr, context: Context) -> Hit | None:
    if context.above(CodeUnit) is None or takes_something(found.node):
        return None
    name = "TRIM" if isinstance(found.node, exp.Trim) else found.node.name.upper()
    return Hit(replace=[(found.part.before, "nullif("), (found.part.after, ", '')")], values={"function": name})


def takes_something(node: exp.Expr) -> bool:
    """SUBSTR of a constant length from the first character on: of a text that is not empty it leaves one."""
    if not isinstance(node, exp.Anonymous) or not node.name.upper().startswith("SUBSTR") or len(node.expressions) != 3:
        return False
    start, length = (a.this if isinstance(a, exp.Literal) and not a.is_string else "" for a in node.expressions[1:])
    return start in ("0", "1") and length.isdigit() and length != "0"
