"""TO_CHAR of a number in code

PostgreSQL's TO_CHAR wants a format. A function of the runtime shows a number as Oracle does without one.

```zh
代码中数值的 TO_CHAR
PostgreSQL 的 TO_CHAR 需要格式；运行时函数按 Oracle 无格式时的样式输出数值。
```
```oracle
CREATE FUNCTION shown(p NUMBER) RETURN VARCHAR IS
BEGIN
  RETURN TO_CHAR(p) || ' ' || TO_CHAR(p, 'FM990.00');
END;
/
```
```then
SELECT shown(1.50)
```
```rows
1.5 1.50
```
```refused 42883
```
```quiet
SELECT id FROM ward
```
"""

from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import RULES, call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Hit, Severity
from dbmigrate.syntax.procedural.nodes import CodeUnit

CODE: Final = "PL078"


@rule(CODE, source="oracle", severity=Severity.REFUSED, on=call("TO_CHAR"))
def check(found: Call, context: Context) -> Hit | None:
    if context.above(CodeUnit) is None or len(found.args) != 1 or not context.types.of(found.args[0]).is_number:
        return None
    if any(("call", "TO_CHAR") in r.on and "oracle" in r.source for r in RULES.values() if r.code != CODE):
        return None
    return Hit(replace=[(found.name_part, "dbmigrate.to_char")], helpers=("to_char",))
