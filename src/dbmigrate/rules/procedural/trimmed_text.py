"""{function} in code can leave an empty text

Oracle has no empty text: where nothing is left, the result is NULL.

```zh
代码中的 {function} 可能得到空串
Oracle 没有空串：结果为空即为 NULL。
```
```oracle
CREATE FUNCTION is_blank(p VARCHAR) RETURN VARCHAR IS
BEGIN
  IF TRIM(p) IS NULL AND LTRIM(p, 'a ') IS NULL THEN
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
from dbmigrate.engine.contract import RULES, call, rule, syntax
from dbmigrate.engine.views import Expr
from dbmigrate.model import Hit, Severity
from dbmigrate.syntax.procedural.nodes import CodeUnit

CODE: Final = "PL077"
CALLS: Final = ("LTRIM", "RTRIM", "TRANSLATE")


@rule(CODE, source="oracle", severity=Severity.DIFFERS, on=(syntax("trim"), *map(call, CALLS)))
def check(found: Expr, context: Context) -> Hit | None:
    trim = isinstance(found.node, exp.Trim)
    name = "TRIM" if trim else found.node.name.upper()
    key = ("syntax", "trim") if trim else ("call", name)
    if context.above(CodeUnit) is None or any(
        key in r.on and "oracle" in r.source for r in RULES.values() if r.code != CODE
    ):
        return None
    return Hit(replace=[(found.part.before, "nullif("), (found.part.after, ", '')")], values={"function": name})
