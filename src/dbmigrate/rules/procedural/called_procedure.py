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
```quiet
CREATE TABLE called (id INTEGER)
```
"""

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.procedural.judged_calls import callees, path_of_call
from dbmigrate.rules.procedural.judged_packages import schema_of
from dbmigrate.rules.procedural.judgement import members_of
from dbmigrate.syntax.procedural.nodes import Package
from dbmigrate.syntax.procedural.statements import CallStatement
from dbmigrate.syntax.sql import parse


@rule("PL071", source="oracle", severity=Severity.REFUSED, on=node(CallStatement))
def check(found: CallStatement, context: Context) -> Hit | None:
    if found.keyword is not None or found.callee.inner:
        return None
    root = parse(found.lexed, found.callee.part, found.callee.into).root
    path = path_of_call(root)
    if not path or not callees(path, context, members_of(context)):
        return None
    outer = context.path[0] if context.path else None
    own = isinstance(outer, Package) and path[0] in members_of(context)
    schema = context.names.bare(schema_of(outer, context)) + "." if own and isinstance(outer, Package) else ""
    replace: list[tuple[object, ...]] = [(found.callee.part.before, literal_template(f"CALL {schema}"))]
    if found.brackets is None:
        replace.append((found.callee.part.after, "()"))
    return Hit(replace=replace, values={"name": ".".join(path)})
