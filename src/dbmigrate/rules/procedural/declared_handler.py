"""WHEN {name} is SQLSTATE {state}

PL/pgSQL waits for a declared exception by the SQLSTATE that stands for it.

```zh
WHEN {name} 对应 SQLSTATE {state}
PL/pgSQL 按代表该异常的 SQLSTATE 捕获。
```
```oracle
CREATE FUNCTION checked(p_n INTEGER) RETURN VARCHAR IS
  e_many EXCEPTION;
  e_few EXCEPTION;
  PRAGMA EXCEPTION_INIT(e_few, -20001);
BEGIN
  IF p_n > 10 THEN
    RAISE e_many;
  END IF;
  RAISE_APPLICATION_ERROR(-20001, 'few');
EXCEPTION
  WHEN e_few OR e_many THEN
    RETURN 'caught';
END;
/
```
```then
SELECT checked(1), checked(11)
```
```rows
caught | caught
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

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.procedural.judged_exceptions import is_predefined, own_state_of, state_elsewhere, state_of
from dbmigrate.syntax.ddl.nodes import Name
from dbmigrate.syntax.procedural.nodes import ExceptionDeclaration, Handler, key_of


@rule("PL063", source="oracle", severity=Severity.REFUSED, on=node(Handler))
def check(handler: Handler, context: Context) -> Hit | None:
    found, missing = [], False
    for name in handler.exceptions:
        if not isinstance(name, Name):
            continue
        declared = context.declared(key_of(name)) if len(name.parts) == 1 else None
        if isinstance(declared, ExceptionDeclaration):
            found.append((name, state_of(declared, context.path) or own_state_of(declared, context.path)))
        elif not is_predefined(name, declared):
            state, known = state_elsewhere(name, context)
            found.append((name, state))
            missing |= not known
    if not found:
        return None
    values = {"name": found[0][0].text(), "state": found[0][1]}
    replace = [(n, f"SQLSTATE '{s}'") for n, s in found]
    note, fix = ("elsewhere", Fix.REVIEW) if missing else ("", None)
    return Hit(replace=replace, values=values, at=found[0][0].part, note=note, fix=fix)
