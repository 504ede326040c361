"""{function} in code

Oracle has no empty text: what would be one is NULL. Positions may be 0 or negative, lengths below 1 give NULL, NULL
replaces as an empty text. A function of the runtime does the same.

```zh
代码中的 {function}
Oracle 没有空串，结果为空即为 NULL；位置可为 0 或负数，长度小于 1 得 NULL，NULL 按空串替换。运行时函数与其一致。
```
```notes
bytes | characters are counted, not bytes | 按字符计数，而非字节
```
```oracle
CREATE FUNCTION parts(p VARCHAR) RETURN VARCHAR IS
  v VARCHAR(100);
BEGIN
  v := SUBSTR(p, 0, 2) || '/' || SUBSTR(p, -2) || '/' || INSTR(p, 'b') || '/' || REPLACE(p, 'b') || '/' || LPAD(p, 5, '.');
  IF SUBSTR(p, 9) IS NULL AND INSTR(p, 'c', -1, 2) = 0 THEN
    RETURN v;
  END IF;
  RETURN NULL;
END;
/
```
```then
SELECT parts('abc')
```
```rows
ab/bc/2/ac/..abc
```
```quiet
SELECT id FROM ward
```
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import RULES, call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.oracle_implicit import as_text
from dbmigrate.syntax.procedural.nodes import CodeUnit

CODE: Final = "PL076"
# The runtime function, the file that holds it, and how many arguments in front are texts.
FUNCTIONS: Final[Mapping[str, tuple[str, str, int]]] = {
    "SUBSTR": ("ora_substr", "ora_substr", 1),
    "SUBSTRB": ("ora_substr", "ora_substr", 1),
    "INSTR": ("ora_instr", "ora_instr", 2),
    "REPLACE": ("ora_replace", "ora_replace", 3),
    "LPAD": ("ora_lpad", "ora_pad", 1),
    "RPAD": ("ora_rpad", "ora_pad", 1),
}


@rule(CODE, source="oracle", severity=Severity.DIFFERS, on=tuple(map(call, FUNCTIONS)))
def check(found: Call, context: Context) -> Hit | None:
    name = found.node.name.upper()
    if context.above(CodeUnit) is None or has_own_rule(name):
        return None
    function, helper, texts = FUNCTIONS[name]
    replace: list[tuple[object, ...]] = [(found.name_part, f"dbmigrate.{function}")]
    helpers = [helper]
    for argument in found.args[:texts]:
        written = as_text(argument, context)
        if written.changes:
            replace.append((argument, written.template, argument))
            helpers += written.helpers
    bytes_counted = name == "SUBSTRB"
    return Hit(
        replace=replace,
        values={"function": name},
        severity=Severity.REFUSED if name in ("INSTR", "SUBSTRB") else None,
        note="bytes" if bytes_counted else "",
        fix=Fix.REVIEW if bytes_counted else None,
        helpers=tuple(helpers),
    )


@lru_cache(maxsize=16)
def has_own_rule(name: str) -> bool:
    """A rule for queries and code alike."""
    return any(("call", name) in r.on and "oracle" in r.source for r in RULES.values() if r.code != CODE)
