"""{name} of a package is written by a function

```zh
通过函数写入包的 {name}
```
```setup oracle
CREATE PACKAGE pk_rates IS
  g_limit NUMBER;
END pk_rates;
/
```
```oracle
CREATE FUNCTION limit_of(p NUMBER) RETURN NUMBER IS
BEGIN
  pk_rates.g_limit := p;
  RETURN pk_rates.g_limit + 1;
END;
/
```
```postgres
CREATE FUNCTION limit_of(p numeric) RETURNS numeric AS $$
BEGIN
  PERFORM pk_rates.set_g_limit(p);
  RETURN pk_rates.g_limit() + 1;
END;
$$ LANGUAGE plpgsql;

```
```then
SELECT limit_of(4)
```
```rows
5
```
```refused 42601
```
```quiet
CREATE FUNCTION rate RETURN NUMBER IS
  c_normal NUMBER;
BEGIN
  c_normal := 4;
  RETURN c_normal;
END;
/
```
"""

from __future__ import annotations

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.procedural.judgement import is_converted
from dbmigrate.rules.procedural.plsql_package_names import schema_of_package, variable_of_package
from dbmigrate.rules.procedural.plsql_target import path_of_target
from dbmigrate.syntax.procedural.statements import Assignment


@rule("PL087", source="oracle", severity=Severity.REFUSED, on=node(Assignment))
def check(found: Assignment, context: Context) -> Hit | None:
    path = path_of_target(found.target)
    meant = variable_of_package(path, context) if path else None
    if meant is None or not is_converted(context):
        return None
    name, _, home = meant
    setter = f"{context.names.bare(schema_of_package(home, context))}.{context.names.bare('set_' + name.lower())}"
    template = literal_template(f"PERFORM {setter}(") + "{})"
    return Hit(replace=[(found.inner, template, found.value)], values={"name": ".".join(path)})

