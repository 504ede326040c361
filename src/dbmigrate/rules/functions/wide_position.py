"""{name} is given a position or length that is no integer on the target

The target's text functions take integers only; its COUNT, SUM of integers and row numbers are bigint ("Aggregate
functions": SQL Server's are INT). SUBSTRING of texts alone is a search by pattern there.

```zh
{name} 的位置或长度参数在目标库中不是 integer
目标库的文本函数只接受 integer；其 COUNT、整数 SUM 和行号为 bigint（SQL Server 中为 INT）。参数全为文本的 SUBSTRING 在目标库中是按模式查找。
```
```setup
CREATE TABLE visit (id INT NOT NULL, no BIGINT, name VARCHAR(10));
INSERT INTO visit VALUES (1, 2, 'abcdef'), (2, 3, 'xyz');
```
```sqlserver
SELECT LEFT(v.name, v.no), SUBSTRING(v.name, v.no, 2), REPLICATE('*', ROW_NUMBER() OVER (ORDER BY v.id)) FROM visit v ORDER BY v.id
```
```postgres
SELECT LEFT(v.name, (v.no)::integer), SUBSTRING(v.name, (v.no)::integer, 2), repeat('*', nullif(greatest((ROW_NUMBER() OVER (ORDER BY v.id))::integer, -1), -1)) FROM visit v ORDER BY v.id
```
```rows
ab | bc | *
xyz | z | **
```
```refused 42883
```
```sqlserver
SELECT RIGHT(MAX(v.name), COUNT(*)) -- so many
 FROM visit v UNION ALL SELECT (SELECT STUFF('abc', SUM(w.id) - 1, 1, '-') FROM visit w)
```
```postgres
SELECT RIGHT(MAX(v.name), (COUNT(*))::integer) -- so many
 FROM visit v UNION ALL SELECT (SELECT dbmigrate.stuff('abc', (SUM(w.id) - 1)::integer, 1, '-') FROM visit w)
```
```rows
yz
a-c
```
```refused 42883
```
```setup
CREATE TABLE page (text VARCHAR(20), start VARCHAR(4));
INSERT INTO page VALUES ('abcdef', ' 2 ');
```
```sqlserver
SELECT SUBSTRING(p.text, '2', '3'), SUBSTRING(p.text, p.start, 2) FROM page p
```
```postgres
SELECT SUBSTRING(p.text, 2, 3), SUBSTRING(p.text, (p.start)::integer, 2) FROM page p
```
```rows
bcd | bc
```
```quiet
SELECT LEFT(v.name, v.id), SUBSTRING(v.name, 1, LEN(v.name) - 1), REPLICATE('0', 3 - LEN(v.id)), COUNT(*) FROM visit v GROUP BY v.id, v.name
```
"""

from typing import Any, Final

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call, Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.operands import constant, in_computed_column, type_of
from dbmigrate.rules.functions.placing import WRITTEN_BEFORE, around
from dbmigrate.rules.functions.sqlserver_conversions import keyword_of

POSITIONS: Final = {
    "LEFT": (1,),
    "RIGHT": (1,),
    "SUBSTRING": (1, 2),
    "REPLICATE": (1,),
    "SPACE": (0,),
    "STUFF": (1, 2),
    "CHAR": (0,),
    "NCHAR": (0,),
}
WIDE: Final = frozenset({"COUNT", "COUNT_BIG", "SUM", "ROW_NUMBER", "RANK", "DENSE_RANK", "NTILE"})


@rule(
    "FN469",
    source="sqlserver",
    severity=Severity.REFUSED,
    fix=Fix.SAFE,
    on=tuple(call(name) for name in POSITIONS),
    after=WRITTEN_BEFORE,
)
def check(found: Call, context: Context) -> Hit | None:
    if in_computed_column(context):
        return None
    name = found.node.name.upper()
    replace: list[tuple[Any, ...]] = []
    for k in POSITIONS[name]:
        value = found.arg(k)
        if value is None:
            continue
        text = constant(value.node)
        if text is not None and text.strip().isdigit():
            replace.append((value, text.strip(), value))
        elif is_wide(value, context):
            replace += around(value, "({})::integer")
    return Hit(replace=replace, values={"name": name}) if replace else None


def is_wide(value: Expr, context: Context) -> bool:
    given = type_of(value, context)
    if keyword_of(given) == "BIGINT" or given.is_text:
        return True
    return given.is_whole and any(counts(node) for node in value.node.find_all(exp.Anonymous))


def counts(node: exp.Anonymous) -> bool:
    """Not what stands within a cast, or another function that gives an integer."""
    above = node.parent
    while isinstance(above, (exp.Paren, exp.Window, exp.Add, exp.Sub, exp.Mul, exp.Neg)):
        above = above.parent
    inner = isinstance(above, (exp.Anonymous, exp.Cast, exp.Convert)) and (
        not isinstance(above, exp.Anonymous) or above.name.upper() not in POSITIONS
    )
    return node.name.upper() in WIDE and not inner
