"""call of the procedure {name}

PL/pgSQL calls a procedure by CALL, with parentheses even where there are no arguments.

```zh
调用过程 {name}
PL/pgSQL 用 CALL 调用过程，没有参数时也要写括号。
```
```setup
CREATE TABLE ward (id NUMERIC(5,0));
```
```oracle
CREATE PROCEDURE add_ward IS
BEGIN
  INSERT INTO ward (id) VALUES (1);
END;
/
CREATE FUNCTION eight RETURN INTEGER IS
  v INTEGER := 4;
BEGIN
  add_ward;
  RETURN v + v;
END;
/
```
```then
SELECT eight();
SELECT id FROM ward
```
```rows
1
```
```refused 42601
```
```setup
CREATE TABLE ward (id INTEGER);
```
```oracle
CREATE PROCEDURE add_ward IS
BEGIN
  INSERT INTO ward (id) VALUES (1);
  IF 1 > 2 THEN
    his.log_ward(1);
  END IF;
END;
/
```
```postgres
-- dbmigrate PL071 5: call of the procedure HIS.LOG_WARD (the procedure is not in what was given: the call fails where it is reached)
CREATE PROCEDURE add_ward() AS $$
BEGIN
  INSERT INTO ward (id) VALUES (1);
  IF 1 > 2 THEN
    CALL his.log_ward(1);
  END IF;
END;
$$ LANGUAGE plpgsql;

```
```then
CALL add_ward();
SELECT id FROM ward
```
```rows
1
```
```refused 42601
```
```notes
elsewhere | the procedure is not in what was given: the call fails where it is reached | 所给输入中没有该过程：执行到此处时报错
```
```quiet
CREATE TABLE called (id INTEGER)
```
"""

from dbmigrate.catalog.keys import Path
from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.packages.supplied import package_of
from dbmigrate.rules.procedural.judged_calls import callees, path_of_call
from dbmigrate.rules.procedural.judged_packages import schema_of
from dbmigrate.rules.procedural.judged_transactions import APPLICATION_ERROR
from dbmigrate.rules.procedural.judgement import members_of
from dbmigrate.rules.procedural.plsql_collections import collection
from dbmigrate.rules.procedural.plsql_methods import method
from dbmigrate.rules.procedural.plsql_nested import use_of
from dbmigrate.syntax.procedural.nodes import Module
from dbmigrate.syntax.procedural.statements import CallStatement
from dbmigrate.syntax.sql import parse


@rule("PL071", source="oracle", severity=Severity.REFUSED, on=node(CallStatement))
def check(found: CallStatement, context: Context) -> Hit | None:
    if found.keyword is not None or found.callee.inner:
        return None
    root = parse(found.lexed, found.callee.part, found.callee.into).root
    path = path_of_call(root)
    if not path or is_written(found, path) or package_of(path, context) or package_of(path[:-1], context):
        return None
    if method(path, context) is not None:
        return None  # PL155
    if len(path) > 1 and collection(path[:-1], context):
        return None
    if use_of(found, context) is not None:
        return None  # PL127
    known = bool(callees(path, context, members_of(context)))
    outer = context.path[0] if context.path else None
    own = isinstance(outer, Module) and path[0] in members_of(context)
    schema = context.names.bare(schema_of(outer, context)) + "." if own and isinstance(outer, Module) else ""
    replace: list[tuple[object, ...]] = [(found.callee.part.before, literal_template(f"CALL {schema}"))]
    if found.brackets is None:
        replace.append((found.callee.part.after, "()"))
    values = {"name": ".".join(path)}
    if known:
        return Hit(replace=replace, values=values)
    return Hit(replace=replace, values=values, note="elsewhere", fix=Fix.REVIEW)


def is_written(found: CallStatement, path: Path) -> bool:
    """Another rule looks at calls of that name."""
    name = ".".join(path[-2:])
    return name == APPLICATION_ERROR and found.brackets is not None
