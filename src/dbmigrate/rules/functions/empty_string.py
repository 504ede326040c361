"""the empty string is NULL

In Oracle `''` is NULL: a comparison with it is never true, NVL and CASE take it for nothing. In PostgreSQL it is a text of
its own.

```zh
空字符串即 NULL
Oracle 中 `''` 就是 NULL：与它比较永不为真，NVL、CASE 视其为空值。PostgreSQL 中它是独立的空串。
```
```setup oracle
CREATE TABLE visit (id NUMBER(4), memo VARCHAR2(10));
INSERT INTO visit VALUES (1, NULL);
INSERT INTO visit VALUES (2, 'a');
```
```oracle
SELECT id, NVL(memo, ''), CASE id WHEN 1 THEN '' ELSE 'x' END FROM visit WHERE '' IS NULL AND (id = 1 OR memo <> '')
```
```postgres
SELECT id, coalesce(memo, NULL), CASE id WHEN 1 THEN NULL ELSE 'x' END FROM visit WHERE NULL IS NULL AND (id = 1 OR memo <> NULL)
```
```rows
1 | NULL | NULL
```
```oracle
SELECT COUNT(*) FROM visit WHERE memo NOT IN ('x', '') UNION ALL SELECT (SELECT COUNT( -- none
'' -- nothing
) FROM visit v) FROM dual
```
```postgres
SELECT COUNT(*) FROM visit WHERE memo NOT IN ('x', NULL) UNION ALL SELECT (SELECT COUNT( -- none
NULL -- nothing
) FROM visit v)
```
```rows
0
0
```
```quiet
SELECT v.memo || '' || 'x', REPLACE(v.memo, 'a', ''), v.memo AS "''" FROM visit v WHERE v.memo = ' '
```
"""

from typing import Final

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import literal, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.functions.empty_string_stored import is_stored
from dbmigrate.rules.functions.regexp_without_flags import FLAGS

# Arguments in which '' and NULL do the same, or '' is what the target wants for Oracle's NULL.
REMOVING: Final = frozenset({"REPLACE", "REGEXP_REPLACE"})
JOINING: Final = frozenset({"CONCAT", "LISTAGG", "WM_CONCAT"})


@rule("FN332", source="oracle", severity=Severity.DIFFERS, on=literal("text"), unless="empty_string_is_null")
def check(found: Expr, context: Context) -> Hit | None:
    if not found.is_literal("") or context.options.empty_string == "keep":
        return None
    if found.tree.root is found.node or is_stored(found, context) or stays(found.node):
        return None
    return Hit(replace=[(found, "NULL")])


def stays(node: exp.Expr) -> bool:
    parent = node.parent
    if isinstance(parent, (exp.DPipe, exp.Interval, exp.DateStrToDate, exp.StrToTime, exp.Escape)):
        return True
    if not isinstance(parent, exp.Anonymous):
        return False
    name, place = parent.name.upper(), parent.expressions.index(node)
    if name in JOINING or (name in REMOVING and place > 0) or FLAGS.get(name) == place:
        return True
    return name == "DECODE" and place > 0 and place % 2 == 1 and place < len(parent.expressions) - 1
