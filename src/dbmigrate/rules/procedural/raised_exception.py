"""RAISE {name} is SQLSTATE {state}

PL/pgSQL raises an error by its SQLSTATE; predefined exceptions have condition names there.

```zh
RAISE {name} 对应 SQLSTATE {state}
PL/pgSQL 按 SQLSTATE 抛出错误；预定义异常有对应的条件名。
```
```oracle
CREATE FUNCTION checked(p_n INTEGER) RETURN INTEGER IS
  e_many EXCEPTION;
BEGIN
  IF p_n > 10 THEN
    RAISE e_many;
  END IF;
  RAISE DUP_VAL_ON_INDEX;
EXCEPTION
  WHEN e_many THEN
    RETURN 10;
  WHEN DUP_VAL_ON_INDEX THEN
    RETURN 1;
END;
/
```
```then
SELECT checked(11), checked(1)
```
```rows
10 | 1
```
```refused 42704
```
```quiet
CREATE FUNCTION checked(p_n INTEGER) RETURN INTEGER IS
BEGIN
  RETURN p_n;
EXCEPTION
  WHEN OTHERS THEN
    RAISE;
END;
/
```
"""

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.procedural.judged_exceptions import EXCEPTIONS, RAISED, state_of
from dbmigrate.syntax.procedural.nodes import ExceptionDeclaration, key_of
from dbmigrate.syntax.procedural.statements import Raise


@rule("PL062", source="oracle", severity=Severity.REFUSED, on=node(Raise))
def check(found: Raise, context: Context) -> Hit | None:
    name = found.exception
    if name is None or len(name.parts) > 1:
        return None
    declared, key = context.declared(key_of(name)), key_of(name)
    if declared is None and key in RAISED and EXCEPTIONS[key].upper() != key:
        return Hit(replace=[(name, EXCEPTIONS[key])], values={"name": key, "state": EXCEPTIONS[key]})
    state = state_of(declared, context.path) if isinstance(declared, ExceptionDeclaration) else ""
    if not state:
        return None
    text = f"EXCEPTION USING ERRCODE = '{state}', MESSAGE = '{key}'"
    return Hit(replace=[(name, literal_template(text.replace("\n", " ")))], values={"name": key, "state": state})
