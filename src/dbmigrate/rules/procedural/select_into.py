"""SELECT INTO of exactly one row

Oracle raises NO_DATA_FOUND where the query gives no row and TOO_MANY_ROWS where it gives several. PL/pgSQL takes the
first row or NULL and says nothing, unless STRICT asks for the same errors.

```zh
SELECT INTO 恰好取一行
查询无结果时 Oracle 抛出 NO_DATA_FOUND，多于一行时抛出 TOO_MANY_ROWS。PL/pgSQL 不报错，取第一行或 NULL；加 STRICT 后行为一致。
```
```setup
CREATE TABLE ward (id INTEGER, beds INTEGER);
INSERT INTO ward VALUES (1, 30);
INSERT INTO ward VALUES (2, 10);
INSERT INTO ward VALUES (2, 20);
```
```oracle
CREATE FUNCTION beds_of(p_id INTEGER) RETURN INTEGER IS
  v_beds INTEGER;
BEGIN
  SELECT beds INTO v_beds FROM ward WHERE id = p_id;
  RETURN v_beds;
END;
/
```
```then
CREATE TABLE seen (what text);
DO $$ BEGIN PERFORM beds_of(3); EXCEPTION WHEN no_data_found THEN INSERT INTO seen VALUES ('none'); END $$;
DO $$ BEGIN PERFORM beds_of(2); EXCEPTION WHEN too_many_rows THEN INSERT INTO seen VALUES ('many'); END $$;
SELECT beds_of(1)::text UNION ALL SELECT what FROM seen
```
```rows
30
none
many
```
```quiet
SELECT beds FROM ward
```
"""

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.syntax.procedural.statements import Sql


@rule("PL020", source="oracle", severity=Severity.DIFFERS, on=node(Sql))
def check(found: Sql) -> Hit | None:
    if found.into is None or found.into.bulk:
        return None
    return Hit(replace=[(found.into.keyword.after, " STRICT")], at=found.into.part)
