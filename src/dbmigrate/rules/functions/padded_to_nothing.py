"""{function} to a length that may be 0

Where the length is 0 or negative Oracle gives NULL ("LPAD", "RPAD"); the target gives an empty text, which is not NULL.

```zh
{function} 的长度可能为 0
长度为 0 或负数时 Oracle 返回 NULL；目标库返回空串，空串不是 NULL。用 NULLIF 转为 NULL。
```
```setup oracle
CREATE TABLE bar (id NUMBER(4), n NUMBER(4));
INSERT INTO bar VALUES (1, 0);
INSERT INTO bar VALUES (2, 3);
```
```oracle
SELECT id, NVL(RPAD('*', n, '*'), 'none'), NVL(LPAD('x', -1), 'null') FROM bar ORDER BY id
```
```postgres
SELECT id, coalesce(nullif(RPAD('*', n::integer, '*'), ''), 'none'), coalesce(nullif(LPAD('x', -1), ''), 'null') FROM bar ORDER BY id
```
```rows
1 | none | null
2 | *** | null
```
```oracle
SELECT id FROM bar WHERE RPAD('*', n, '*') IS NULL UNION ALL SELECT (SELECT COUNT(LPAD('*', -- stars
b.n - 1)) FROM bar b) FROM dual
```
```postgres
SELECT id FROM bar WHERE nullif(RPAD('*', n::integer, '*'), '') IS NULL UNION ALL SELECT (SELECT COUNT(nullif(LPAD('*', -- stars
trunc(b.n - 1)::integer), '')) FROM bar b)
```
```rows
1
1
```
```quiet
SELECT RPAD('*', 10, '*'), LPAD(b.id, 8, '0'), LPAD(' ', b.id) || 'x' FROM bar b
```
"""

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.functions.padded_to_width import is_narrow
from dbmigrate.rules.functions.placing import around


@rule("FN367", source="oracle", severity=Severity.DIFFERS, on=(call("LPAD"), call("RPAD")), after=("FN322", "FN330"))
def check(found: Call, context: Context) -> Hit | None:
    if len(found.args) not in (2, 3):
        return None
    if isinstance(found.parent, exp.DPipe):
        return None  # joined, nothing and NULL are the same
    length = found.args[1].node
    if isinstance(length, exp.Literal) and length.this.strip("0."):
        return None
    if not all(is_narrow(text, context) for text in (found.args[0], *found.args[2:])):
        return None  # FN322's function gives NULL
    return Hit(replace=around(found, "nullif({}, '')"), values={"function": found.node.name.upper()})
