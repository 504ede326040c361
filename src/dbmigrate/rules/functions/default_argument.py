"""DEFAULT as an argument of {name}

SQL Server wants DEFAULT where an argument of a function is left out. On the target it is left out at the end of the list;
behind it the arguments have to be named.

```zh
{name} 的参数为 DEFAULT
SQL Server 调用函数时省略的参数须写 DEFAULT。目标库在参数表末尾直接省略；其后若还有参数则须写参数名。
```
```setup
CREATE FUNCTION fee_of (id INTEGER, rate INTEGER DEFAULT 2, more INTEGER DEFAULT 5) RETURNS INTEGER AS 'SELECT id * rate + more' LANGUAGE sql;
```
```sqlserver
SELECT fee_of(1, DEFAULT, DEFAULT) AS a, fee_of(1, 3, DEFAULT) AS b UNION ALL SELECT 0, fee_of(2, -- two
 DEFAULT, DEFAULT)
```
```postgres
SELECT fee_of(1) AS a, fee_of(1, 3) AS b UNION ALL SELECT 0, fee_of(2-- two
)
```
```rows
7 | 8
0 | 9
```
```refused 42601
```
```sqlserver
SELECT fee_of(1, DEFAULT, 4)
```
```refused 42601
```
```notes
behind | arguments stand behind it | 其后还有参数
```
```quiet
SELECT NULLIF(1, 2) AS "DEFAULT"
```
"""

from sqlglot import exp

from dbmigrate.engine.contract import ANY_CALL, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Part, Severity


@rule("FN492", source="sqlserver", severity=Severity.REFUSED, on=ANY_CALL)
def check(found: Call) -> Hit | None:
    arguments = found.args
    left_out = [k for k, a in enumerate(arguments) if is_default(a.node)]
    if not left_out:
        return None
    values = {"name": found.node.name}
    if left_out != list(range(left_out[0], len(arguments))):
        return Hit(note="behind", fix=Fix.NONE, values=values)
    first = arguments[left_out[0]].part.first - (left_out[0] > 0)  # with the comma before it
    return Hit(replace=[(Part(first, arguments[-1].part.last), "")], values=values)


def is_default(node: exp.Expr) -> bool:
    return isinstance(node, exp.Column) and node.name.upper() == "DEFAULT" and not node.table and not node.this.args.get("quoted")
