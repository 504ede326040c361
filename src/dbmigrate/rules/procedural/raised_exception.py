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
```notes
elsewhere | the exception is not declared in what was given: its SQLSTATE is made of its name | 所给输入中没有该异常的声明：其 SQLSTATE 由名称生成
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

from dbmigrate.catalog.keys import path_of
from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.procedural.judged_exceptions import is_predefined, raised_condition, state_elsewhere, state_of
from dbmigrate.syntax.procedural.nodes import ExceptionDeclaration
from dbmigrate.syntax.procedural.statements import Raise


@rule("PL062", source="oracle", severity=Severity.REFUSED, on=node(Raise))
def check(found: Raise, context: Context) -> Hit | None:
    name = found.exception
    if name is None:
        return None
    key = path_of(name)[-1]
    declared = context.declared(key) if len(name.parts) == 1 else None
    condition = raised_condition(key) if is_predefined(name, declared) else ""
    if condition:
        if condition.upper() == key and len(name.parts) == 1:
            return None
        return Hit(replace=[(name, condition)], values={"name": key, "state": condition})
    state, known = state_elsewhere(name, context)
    if isinstance(declared, ExceptionDeclaration):
        state, known = state_of(declared, context.path), True
    if not state:
        return None
    text = f"EXCEPTION USING ERRCODE = '{state}', MESSAGE = '{key}'"
    values = {"name": key, "state": state}
    replace = [(name, literal_template(text.replace("\n", " ")))]
    return Hit(replace=replace, values=values) if known else Hit(replace=replace, values=values, note="elsewhere", fix=Fix.REVIEW)
