"""RETURN .. INTO of a statement is RETURNING

```zh
语句中的 RETURN .. INTO 改写为 RETURNING
```
```setup
CREATE TABLE bill (id INTEGER, paid INTEGER);
INSERT INTO bill VALUES (1, 5);
```
```oracle
CREATE FUNCTION pay(p_id INTEGER, p_more INTEGER) RETURN INTEGER IS
  v INTEGER;
  w INTEGER;
BEGIN
  UPDATE bill SET paid = paid + p_more WHERE id = p_id Return id, NVL(paid, 0) Into w, v;
  RETURN v * 10 + w;
END;
/
```
```postgres
CREATE FUNCTION pay(p_id bigint, p_more bigint) RETURNS bigint AS $$
DECLARE
  v bigint;
  w bigint;
BEGIN
  UPDATE bill SET paid = paid + p_more WHERE id = p_id RETURNING id, coalesce(paid, 0) Into w, v;
  RETURN v * 10 + w;
END;
$$ LANGUAGE plpgsql;

```
```then
SELECT pay(1, 2)
```
```rows
71
```
```refused 42601
```
```quiet
CREATE PROCEDURE pay(v OUT INTEGER) IS
BEGIN
  UPDATE bill SET paid = 1 RETURNING paid INTO v;
END;
/
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.procedural.plsql_returning import is_gathering
from dbmigrate.syntax.procedural.statements import Returning


@rule("PL121", source="oracle", severity=Severity.REFUSED, on=node(Returning))
def check(found: Returning, context: Context) -> Hit | None:
    if found.words(found.keyword) != ("RETURN",) or any(map(is_gathering, context.path)):
        return None  # PL260
    return Hit(replace=[(found.keyword, "RETURNING")], at=found.part)
