"""declaration of the cursor {name}

PL/pgSQL names the cursor first, and its query stands behind FOR.

```zh
游标 {name} 的声明
PL/pgSQL 先写游标名，查询写在 FOR 之后。
```
```setup
CREATE TABLE ward (id INTEGER, code VARCHAR(10), beds NUMERIC(5,0));
INSERT INTO ward VALUES (1, 'a', 30);
INSERT INTO ward VALUES (2, 'b', 12);
```
```oracle
CREATE FUNCTION beds_from(p_code VARCHAR) RETURN VARCHAR IS
  CURSOR c_ward(p VARCHAR) IS -- of one code
    SELECT code, beds FROM ward WHERE code = p;
  v NUMERIC(5,0) := 0;
BEGIN
  FOR w IN c_ward(p_code) LOOP
    v := v + w.beds;
  END LOOP;
  RETURN CASE WHEN v = 12 THEN 'twelve' ELSE 'other' END;
END;
/
```
```postgres
CREATE FUNCTION beds_from(p_code VARCHAR) RETURNS VARCHAR AS $$
DECLARE
  c_ward CURSOR(p VARCHAR) FOR -- of one code
    SELECT code, beds FROM ward WHERE code = p;
  v NUMERIC(5,0) := 0;
BEGIN
  FOR w IN c_ward(p_code) LOOP
    v := v + w.beds;
  END LOOP;
  RETURN CASE WHEN v = 12 THEN 'twelve' ELSE 'other' END;
END;
$$ LANGUAGE plpgsql;

```
```then
SELECT beds_from('a'), beds_from('b')
```
```rows
other | twelve
```
```refused 42601
```
```quiet
CREATE TABLE cursor_names (id INTEGER)
```
"""

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.syntax.procedural.nodes import CursorDeclaration


@rule("PL050", source="oracle", severity=Severity.REFUSED, on=node(CursorDeclaration))
def check(found: CursorDeclaration) -> Hit | None:
    if found.opener is None:
        return None
    head = found.keyword.to(found.name.part)
    replace: list[tuple[object, ...]] = [(head, "{} CURSOR", found.name), (found.opener, "FOR")]
    if found.returns is not None:  # the query says the same
        replace.append((found.returns, ""))
    return Hit(replace=replace, values={"name": found.name.text()})
