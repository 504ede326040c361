"""an empty text in code is NULL

Oracle stores no empty text: what gets '' is NULL. On the target '' is a text of its own, and IS NULL says no.

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
from dbmigrate.syntax.procedural.nodes import Variable
from dbmigrate.syntax.procedural.statements import Assignment, Return


@rule(
    "PL074",
    source="oracle",
    severity=Severity.DIFFERS,
    on=(node(Assignment), node(Return), node(Variable)),
    unless="empty_string_is_null",
    kept=True,
    after=("FN100",),
)
def check(found: Assignment | Return | Variable) -> Hit | None:
    value = found.default if isinstance(found, Variable) else found.value
    if value is None or value.text().upper().removeprefix("N") != "''":
        return None
    if value.text() != "''":  # FN100 takes the N away
        return Hit(replace=[(value, "nullif({}, '')", value)], at=value.part)
    return Hit(replace=[(value, "NULL")], at=value.part)
