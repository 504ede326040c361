"""{name} of the package's own schema

The routines of a package call one another without its name. On the target they are found in its schema only.

```zh
{name} 位于包对应的模式中
包内例程互相调用时不写包名；目标库中只能在该模式中找到。
```
```oracle
CREATE OR REPLACE PACKAGE BODY pk_ward IS
  FUNCTION half(p_n NUMBER) RETURN NUMBER IS
  BEGIN
    RETURN p_n * 0.5;
  END half;

  FUNCTION quarter(p_n NUMBER) RETURN NUMBER IS
  BEGIN
    RETURN half(half(p_n));
  END quarter;
END pk_ward;
/
```
```postgres
CREATE SCHEMA IF NOT EXISTS pk_ward;
  CREATE OR REPLACE FUNCTION pk_ward.half(p_n numeric) RETURNS numeric AS $$
  BEGIN
    RETURN p_n * 0.5;
  END;
$$ LANGUAGE plpgsql;

  CREATE OR REPLACE FUNCTION pk_ward.quarter(p_n numeric) RETURNS numeric AS $$
  BEGIN
    RETURN pk_ward.half(pk_ward.half(p_n));
  END;
$$ LANGUAGE plpgsql;

```
```then
SELECT pk_ward.quarter(8) = 2
```
```rows
t
```
```refused 42883
```
```quiet
CREATE FUNCTION half(p_n NUMBER) RETURN NUMBER IS
BEGIN
  RETURN p_n * 0.5;
END half;
/
CREATE FUNCTION quarter(p_n NUMBER) RETURN NUMBER IS
BEGIN
  RETURN half(half(p_n));
END quarter;
/
```
"""

from sqlglot import exp

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import ANY_CALL, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.procedural.judged_packages import schema_of
from dbmigrate.rules.procedural.judgement import members_of
from dbmigrate.syntax.procedural.nodes import Module, TypeBody
from dbmigrate.syntax.procedural.statements import CallStatement


@rule("PL083", source="oracle", severity=Severity.REFUSED, on=ANY_CALL)
def check(found: Call, context: Context) -> Hit | None:
    outer = context.path[0] if context.path else None
    if not isinstance(outer, Module) or isinstance(found.parent, exp.Dot):
        return None
    statement = context.path[-1]
    if isinstance(statement, CallStatement) and statement.name == found.name_part:
        return None  # PL071
    if found.node.name.upper() not in members_of(context) or isinstance(outer, TypeBody):  # PL155
        return None
    schema = context.names.bare(schema_of(outer, context))
    return Hit(replace=[(found.name_part.before, literal_template(f"{schema}."))], values={"name": found.node.name})
