"""REGEXP_REPLACE replaces every find

Without the number of the find Oracle's REGEXP_REPLACE replaces all of them, and removes them where no text is given. The
target's replaces the first one unless it is told.

```zh
REGEXP_REPLACE 默认替换全部匹配
Oracle 的 REGEXP_REPLACE 不写第几次匹配时替换全部，不写替换文本时删除匹配；目标库默认只替换第一个。
```
```setup oracle
CREATE TABLE visit (code VARCHAR2(10), put VARCHAR2(4));
INSERT INTO visit VALUES ('a1b22', NULL);
```
```oracle
SELECT REGEXP_REPLACE(code, '[0-9]'), REGEXP_REPLACE(code, '[0-9]', '#'), REGEXP_REPLACE(code, '[0-9]', '#', 3), REGEXP_REPLACE(code, '[0-9]', '#', 1, 2) FROM visit
```
```postgres
SELECT nullif(REGEXP_REPLACE(code, '[0-9]', '', 'g'), ''), REGEXP_REPLACE(code, '[0-9]', '#', 'g'), REGEXP_REPLACE(code, '[0-9]', '#', 3, 0), REGEXP_REPLACE(code, '[0-9]', '#', 1, 2) FROM visit
```
```rows
ab | a#b## | a1b## | a1b#2
```
```oracle
SELECT code FROM visit WHERE REGEXP_REPLACE(code, '[a-z]', put) = '122' UNION ALL SELECT (SELECT REGEXP_REPLACE(v.code, -- digits
'\\d', '.' -- dots
) FROM visit v) FROM dual
```
```postgres
SELECT code FROM visit WHERE REGEXP_REPLACE(code, '[a-z]', coalesce(put, ''), 'g') = '122' UNION ALL SELECT (SELECT REGEXP_REPLACE(v.code, -- digits
'\\d', '.', 'g' -- dots
) FROM visit v)
```
```rows
a1b22
a.b..
```
```quiet
SELECT REGEXP_SUBSTR(v.code, '[0-9]+', 1, 2), REGEXP_INSTR(v.code, 'b'), REGEXP_REPLACE(v.code, 'a', 'x', 1, 1) FROM visit v
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.functions.placing import around
from dbmigrate.types.values import Kind

# What stands behind the last argument, by the number of arguments.
ADDED = {2: ", '', 'g'", 3: ", 'g'", 4: ", 0"}


@rule("FN327", source="oracle", severity=Severity.DIFFERS, on=call("REGEXP_REPLACE"), after=("FN330", "FN337", "PL076"))
def check(found: Call, context: Context) -> Hit | None:
    args = found.args
    replace: list[tuple[object, ...]] = []
    if len(args) > 2 and context.types.of(args[2]).nullable and not args[2].is_literal(""):
        is_null = context.types.of(args[2]).kind is Kind.NULL
        replace += [(args[2], "''")] if is_null else around(args[2], "coalesce({}, '')")
    if len(args) in ADDED:
        replace.append((args[-1].part.after, ADDED[len(args)]))
    severity = Severity.REFUSED if len(args) == 2 else None
    return Hit(replace=merged(replace), severity=severity) if replace else None


def merged(replace: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """Two insertions behind the same argument as one."""
    if len(replace) > 1 and replace[-1][0] == replace[-2][0]:
        first, second = replace[-2], replace[-1]
        return [*replace[:-2], (first[0], f"{first[1]}{second[1]}")]
    return replace
