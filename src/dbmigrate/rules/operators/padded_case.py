"""CASE compares a CHAR with a VARCHAR2

`CASE c WHEN v` asks for equal values, and beside a VARCHAR2 Oracle counts the blanks that fill up a CHAR; the target never
does ("Datatype Comparison Rules"). The VARCHAR2 has to fill the length of the CHAR as well. Constants are compared without
the blanks on both sides.

```zh
CASE 中 CHAR 与 VARCHAR2 比较
`CASE c WHEN v` 是等值比较：Oracle 与 VARCHAR2 比较时计入 CHAR 补足的空格，目标库不计。改写后另外要求 VARCHAR2 的长度等于 CHAR 的长度；与常量比较两边都忽略尾部空格。
```
```setup oracle
CREATE TABLE bed (ward CHAR(4), code VARCHAR2(4), flag CHAR(1));
INSERT INTO bed VALUES ('a', 'a', 'x');
INSERT INTO bed VALUES ('b', 'b   ', 'y');
```
```oracle
SELECT flag, CASE ward WHEN code THEN 'same' WHEN 'a' THEN 'a' END, CASE code WHEN ward THEN 1 ELSE 0 END FROM bed ORDER BY flag
```
```postgres
SELECT flag, CASE ward WHEN CASE WHEN length(code) = 4 THEN code END THEN 'same' WHEN 'a' THEN 'a' END, CASE code WHEN rpad(ward, 4) THEN 1 ELSE 0 END FROM bed ORDER BY flag
```
```rows
x | a | 0
y | same | 1
```
```oracle
SELECT flag FROM bed WHERE CASE ward WHEN -- the code
code THEN 1 END = 1 UNION ALL SELECT (SELECT CASE MAX(c.code) WHEN MIN(c.ward) THEN 'x' ELSE 'z' END FROM bed c WHERE c.flag = 'x') FROM dual
```
```postgres
SELECT flag FROM bed WHERE CASE ward WHEN -- the code
CASE WHEN length(code) = 4 THEN code END THEN 1 END = 1 UNION ALL SELECT (SELECT CASE MAX(c.code) WHEN rpad(MIN(c.ward), 4) THEN 'x' ELSE 'z' END FROM bed c WHERE c.flag = 'x')
```
```rows
y
z
```
```quiet
SELECT CASE b.ward WHEN 'a' THEN 1 END, CASE b.flag WHEN b.code THEN 1 END, CASE b.code WHEN 'a' THEN 2 END, CASE b.ward WHEN b.ward THEN b.code END FROM bed b
```
"""

from typing import Any

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import rule, syntax
from dbmigrate.engine.views import Expr
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.functions.blank_padded_text import width_of
from dbmigrate.rules.functions.placing import around
from dbmigrate.rules.operators.padded_comparison import is_varying


@rule("OP025", source="oracle", severity=Severity.DIFFERS, on=syntax("case"), after=("FN337", "PL076"))
def check(found: Expr, context: Context) -> Hit | None:
    if found.node.this is None:
        return None
    value = found.view(found.node.this)
    width, varying = width_of(value, context), is_varying(value, context)
    replace: list[tuple[Any, ...]] = []
    for branch in found.node.args["ifs"]:
        search = found.view(branch.this)
        if width > 1 and is_varying(search, context):
            replace.append((search, f"CASE WHEN length({{}}) = {width} THEN {{}} END", search, search))
        elif varying and (own := width_of(search, context)) > 1:
            replace += around(search, f"rpad({{}}, {own})")
    return Hit(replace=replace) if replace else None
