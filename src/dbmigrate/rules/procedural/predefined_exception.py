"""predefined exception {name} is {target}

PostgreSQL has another name for the same condition.

```zh
预定义异常 {name} 对应 {target}
PostgreSQL 对同一情况使用另一名称。
```
```setup
CREATE TABLE ward (code VARCHAR(10) PRIMARY KEY);
INSERT INTO ward VALUES ('A');
```
```oracle
CREATE FUNCTION add_ward(p_code VARCHAR) RETURN VARCHAR IS
BEGIN
  INSERT INTO ward (code) VALUES (p_code);
  RETURN 'new';
EXCEPTION
  WHEN DUP_VAL_ON_INDEX THEN
    RETURN 'known';
END;
/
```
```postgres
CREATE FUNCTION add_ward(p_code VARCHAR) RETURNS VARCHAR AS $$
BEGIN
  INSERT INTO ward (code) VALUES (p_code);
  RETURN 'new';
EXCEPTION
  WHEN unique_violation THEN
    RETURN 'known';
END;
$$ LANGUAGE plpgsql;

```
```then
SELECT add_ward('A'), add_ward('B')
```
```rows
known | new
```
```refused 42704
```
```quiet
CREATE FUNCTION find_ward(p_code VARCHAR) RETURN VARCHAR IS
  v VARCHAR(10);
BEGIN
  SELECT code INTO v FROM ward WHERE code = p_code;
  RETURN v;
EXCEPTION
  WHEN no_data_found THEN
    RETURN NULL;
  WHEN OTHERS THEN
    RAISE;
END;
/
```
"""

from dbmigrate.catalog.keys import path_of
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.procedural.judged_exceptions import EXCEPTIONS, is_predefined
from dbmigrate.syntax.ddl.nodes import Name
from dbmigrate.syntax.procedural.nodes import Handler


@rule("PL023", source="oracle", severity=Severity.REFUSED, on=node(Handler), kept=True)
def check(handler: Handler, context: Context) -> Hit | None:
    names = [n for n in handler.exceptions if isinstance(n, Name)]
    found = [n for n in names if is_renamed(n) and is_predefined(n, context.declared(path_of(n)[-1]))]
    if not found:
        return None
    keys = [path_of(n)[-1] for n in found]
    values = {"name": keys[0], "target": EXCEPTIONS[keys[0]]}
    return Hit(replace=[(n, EXCEPTIONS[k]) for n, k in zip(found, keys, strict=True)], values=values, at=found[0].part)


def is_renamed(name: Name) -> bool:
    key = path_of(name)[-1]
    return len(name.parts) > 1 or EXCEPTIONS.get(key, key).upper() != key
