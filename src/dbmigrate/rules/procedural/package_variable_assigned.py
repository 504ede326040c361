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
```oracle
CREATE PACKAGE BODY pk_beds IS
  g_count PLS_INTEGER;
  g_text VARCHAR2(10);
  PROCEDURE told(p_value OUT VARCHAR2) IS
  BEGIN
    p_value := g_text || '!';
  END;
  FUNCTION counted(p_free NUMBER) RETURN VARCHAR2 IS
  BEGIN
    g_count := p_free + 1;
    g_text := g_count;
    told(g_text);
    RETURN g_text;
  END;
END;
/
```
```then
SELECT pk_beds.counted(2)
```
```rows
3!
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

from typing import Final

from sqlglot import exp

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.procedural.judgement import is_converted
from dbmigrate.rules.procedural.plsql_package_names import schema_of_package, variable_of_package
from dbmigrate.rules.procedural.plsql_target import path_of_target
from dbmigrate.rules.procedural.plsql_types import Known, of_argument
from dbmigrate.syntax.ddl.nodes import Piece
from dbmigrate.syntax.procedural.statements import Assignment
from dbmigrate.syntax.sql import parse
from dbmigrate.types.values import Kind

TYPES: Final = frozenset({"varchar", "text", "char", "numeric", "bigint", "integer", "smallint"})


@rule("PL087", source="oracle", severity=Severity.REFUSED, on=node(Assignment))
def check(found: Assignment, context: Context) -> Hit | None:
    path = path_of_target(found.target)
    meant = variable_of_package(path, context) if path else None
    if meant is None or not is_converted(context):
        return None
    name, item, home = meant
    setter = f"{context.names.bare(schema_of_package(home, context))}.{context.names.bare('set_' + name.lower())}"
    cast = cast_to(of_argument(item.type, context, home) if item.type else None, found.value, context)
    template = literal_template(f"PERFORM {setter}(") + (f"({{}}){cast})" if cast else "{})")
    return Hit(replace=[(found.inner, template, found.value)], values={"name": ".".join(path)})



def cast_to(known: Known | None, value: Piece, context: Context) -> str:
    """An assignment converts to the variable's type; an argument has to be of it. "" where it is."""
    base = known.text.partition("(")[0] if known is not None else ""
    tree = parse(value.lexed, value.part, value.into)
    if base not in TYPES or tree.root is None:
        return ""
    given = context.types.of(Expr(tree, tree.root))
    if base in ("varchar", "text", "char"):
        return "::text" if given.is_number else ""
    if given.kind is Kind.NULL or given.target == base or (base == "numeric" and given.is_number):
        return ""
    is_constant = isinstance(tree.root, exp.Literal) and base in ("integer", "bigint")
    return "" if is_constant else f"::{base}"
