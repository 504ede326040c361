"""call of {name} without parentheses

Oracle calls a function without arguments by its name alone. On the target a name without parentheses is a column or a
variable.

```zh
调用 {name} 时没有写括号
Oracle 中没有参数的函数可以只写名称；目标库中没有括号的名称是列或变量。
```
```setup oracle
CREATE FUNCTION twice_six RETURN NUMBER IS
BEGIN
  RETURN 12;
END;
/
```
```oracle
CREATE PACKAGE BODY pk_ward IS
  FUNCTION beds RETURN NUMBER IS
  BEGIN
    RETURN 3;
  END;
  FUNCTION twice RETURN NUMBER IS
  BEGIN
    RETURN beds * 2;
  END;
END pk_ward;
/
CREATE FUNCTION thrice RETURN NUMBER IS
  v NUMBER;
BEGIN
  SELECT twice_six INTO v FROM dual;
  RETURN v + 1;
END;
/
```
```then
SELECT pk_ward.twice(), thrice()
```
```rows
6 | 13
```
```quiet
CREATE FUNCTION beds RETURN NUMBER IS
  twice NUMBER := 3;
BEGIN
  RETURN twice;
END;
/
```
"""

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import COLUMN, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.procedural.judged_packages import schema_of
from dbmigrate.rules.procedural.judgement import is_converted, members_of
from dbmigrate.rules.procedural.plsql_methods import method
from dbmigrate.rules.procedural.plsql_names import functions, is_column, path_of_column
from dbmigrate.syntax.procedural.nodes import Module, Package, Routine, Variable
from dbmigrate.syntax.procedural.statements import CallStatement


def is_first_value(context: Context) -> bool:
    """Of a variable that a package declares."""
    return isinstance(context.path[0], Package) and isinstance(context.path[2], Variable)


@rule("PL084", source="oracle", severity=Severity.REFUSED, on=COLUMN)
def check(found: Expr, context: Context) -> Hit | None:
    path = path_of_column(found)
    if not path or not functions(path, context) or is_column(found, context) or method(path, context):
        return None
    declared = context.declared(path[0])
    if declared is not None and not (isinstance(declared, Routine) and path[0] in members_of(context)):
        return None
    if isinstance(context.path[-1], CallStatement) and context.path[-1].callee.part == found.part:
        return None  # PL071
    if not is_converted(context) and not (len(context.path) == 3 and is_first_value(context)):
        return None
    replace: list[tuple[object, ...]] = [(found.part.after, "()")]
    outer = context.path[0]
    if len(path) == 1 and isinstance(outer, Module) and path[0] in members_of(context):
        schema = literal_template(context.names.bare(schema_of(outer, context)))
        replace.append((found.part.before, f"{schema}."))
    return Hit(replace=replace, values={"name": ".".join(path)})
