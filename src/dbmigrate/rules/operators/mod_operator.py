"""`MOD` between two numbers

PL/SQL takes MOD as an operator as well. PostgreSQL has the function only, and PL/pgSQL finds out when the line runs.
Where the second number may be 0, Oracle answers the first one.

```zh
MOD 写在两个数之间
PL/SQL 也可以把 MOD 当作运算符；PostgreSQL 只有函数形式，而 PL/pgSQL 运行到该行才会发现。除数可能为 0 时，Oracle 返回被除数。
```
```oracle
CREATE FUNCTION rest(p NUMBER, q NUMBER) RETURN NUMBER IS
BEGIN
  IF p mod 4 = 3 AND (p + 1) mod 4 = 0 THEN
    RETURN p mod q + 10;
  END IF;
  RETURN 0;
END;
/
```
```postgres
CREATE FUNCTION rest(p numeric, q numeric) RETURNS numeric AS $$
BEGIN
  IF mod(p, 4) = 3 AND mod((p + 1), 4) = 0 THEN
    RETURN dbmigrate.mod(p, q) + 10;
  END IF;
  RETURN 0;
END;
$$ LANGUAGE plpgsql;

```
```then
SELECT rest(7, 5), rest(7, 0), rest(8, 5)
```
```rows
12 | 17 | 0
```
```refused 42601
```
```quiet
SELECT MOD(7, 4) FROM dual
```
"""

from sqlglot import exp

from dbmigrate.engine.contract import operator, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Hit, Severity


@rule("FN131", source="oracle", severity=Severity.REFUSED, on=operator("mod"))
def check(found: Expr) -> Hit | None:
    if not isinstance(found.node, exp.Mod):
        return None
    left, right = found.view(found.node.this), found.view(found.node.expression)
    literal = isinstance(right.node, exp.Literal) and right.node.name.strip("0.") != ""
    name = "mod" if literal else "dbmigrate.mod"
    return Hit(replace=[(found, f"{name}({{}}, {{}})", left, right)], helpers=() if literal else ("mod",))
