"""an empty text in code is NULL

Oracle stores no empty text: what gets '' is NULL, a parameter by its default as well. On the target '' is a text of its own, and IS NULL says no.

```zh
代码中的空串即 NULL
Oracle 中赋值为 '' 即为 NULL；目标库中 '' 是空串，IS NULL 为假。
```
```oracle
CREATE FUNCTION is_set(p_code VARCHAR) RETURN VARCHAR IS
  v VARCHAR(10) := '';
BEGIN
  IF p_code = 'a' THEN
    v := '';
  END IF;
  IF v IS NULL THEN
    RETURN 'null';
  END IF;
  RETURN '';
END;
/
```
```then
SELECT is_set('a'), is_set('b')
```
```rows
null | null
```
```oracle
CREATE FUNCTION told(p_code VARCHAR DEFAULT '', p_days VARCHAR := '') RETURN VARCHAR IS
BEGIN
  IF p_code IS NULL AND p_days IS NULL THEN
    RETURN 'nothing';
  END IF;
  RETURN p_code;
END;
/
```
```then
SELECT told(), told('a')
```
```rows
nothing | a
```
```quiet
CREATE FUNCTION one RETURN VARCHAR IS
BEGIN
  RETURN 'a';
END;
/
```
"""

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.syntax.procedural.nodes import Parameter, Variable
from dbmigrate.syntax.procedural.statements import Assignment, PipeRow, Return, UsingArgument

Place = Assignment | Return | Variable | Parameter | UsingArgument | PipeRow


@rule(
    "PL074",
    source="oracle",
    severity=Severity.DIFFERS,
    on=tuple(map(node, (Assignment, Return, Variable, Parameter, UsingArgument, PipeRow))),
    unless="empty_string_is_null",
    kept=True,
    after=("FN100",),
)
def check(found: Place) -> Hit | None:
    value = found.default if isinstance(found, (Variable, Parameter)) else found.value
    if value is None or value.text().upper().removeprefix("N") != "''":
        return None
    if value.text() != "''":  # FN100 takes the N away
        return Hit(replace=[(value, "nullif({}, '')", value)], at=value.part)
    return Hit(replace=[(value, "NULL")], at=value.part)
