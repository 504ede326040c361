"""declared exception {name}

PL/pgSQL declares no exceptions: an error is known by its SQLSTATE, so the declaration and its EXCEPTION_INIT go. An
exception without a number gets an SQLSTATE of its own (U and four characters).

```zh
声明的异常 {name}
PL/pgSQL 不声明异常，错误由 SQLSTATE 识别，因此删除声明及 EXCEPTION_INIT。没有错误号的异常使用自己的 SQLSTATE（U 加四个字符）。
```
```oracle
CREATE FUNCTION checked(p_n INTEGER) RETURN INTEGER IS
  e_many EXCEPTION;
  e_few EXCEPTION;
  PRAGMA EXCEPTION_INIT(e_few, -20001);
BEGIN
  IF p_n > 10 THEN
    RAISE e_many;
  ELSIF p_n < 2 THEN
    RAISE_APPLICATION_ERROR(-20001, 'few');
  END IF;
  RETURN p_n;
EXCEPTION
  WHEN e_many THEN
    RETURN 10;
  WHEN e_few THEN
    RETURN 2;
END;
/
```
```then
SELECT checked(11), checked(1), checked(5)
```
```rows
10 | 2 | 5
```
```refused 42704
```
```quiet
CREATE FUNCTION found_one(p_n INTEGER) RETURN INTEGER IS
BEGIN
  RETURN p_n;
EXCEPTION
  WHEN NO_DATA_FOUND THEN
    RETURN NULL;
END;
/
```
"""

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.procedural.judged_exceptions import is_init, target_of
from dbmigrate.syntax.procedural.nodes import ExceptionDeclaration, Pragma


@rule(
    "PL061",
    source="oracle",
    severity=Severity.REFUSED,
    on=(node(ExceptionDeclaration), node(Pragma)),
)
def check(found: ExceptionDeclaration | Pragma) -> Hit | None:
    if isinstance(found, ExceptionDeclaration):
        return Hit(replace=[(found, "")], values={"name": found.name.text()})
    if not is_init(found):
        return None
    return Hit(replace=[(found, "")], values={"name": target_of(found)})
