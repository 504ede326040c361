'''method {name} is called in the schema of its type

The methods of an object type become routines in a schema of the type's name. The object that stands before the point
is their first argument; a method that another one calls without naming an object gets SELF.

```zh
方法 {name} 在类型对应的模式中调用
对象类型的方法改写为与类型同名的模式中的例程，点号前的对象成为第一个参数；方法内部不写对象名的调用补上 SELF。
```
```notes
changing | the function changes its object: it has no counterpart, and the call fails where it is reached | 该函数修改其对象，目标库无对应写法：执行到此处时报错
```
```setup oracle
CREATE TYPE t_fee AS OBJECT (
  code VARCHAR2(10), amount NUMBER(8,2),
  MEMBER FUNCTION with_tax(p_rate NUMBER DEFAULT 10) RETURN NUMBER,
  MEMBER FUNCTION label RETURN VARCHAR2,
  MEMBER PROCEDURE raise_by(p_amount NUMBER),
  STATIC FUNCTION free(p_code VARCHAR2) RETURN t_fee
);
/
CREATE TYPE BODY t_fee AS
  MEMBER FUNCTION with_tax(p_rate NUMBER DEFAULT 10) RETURN NUMBER IS
  BEGIN
    RETURN SELF.amount * (100 + p_rate) / 100;
  END;
  MEMBER FUNCTION label RETURN VARCHAR2 IS
  BEGIN
    RETURN code || ':' || with_tax(0) || ':' || SELF.with_tax;
  END;
  MEMBER PROCEDURE raise_by(p_amount NUMBER) IS
  BEGIN
    SELF.amount := amount + p_amount;
  END;
  STATIC FUNCTION free(p_code VARCHAR2) RETURN t_fee IS
  BEGIN
    RETURN t_fee(p_code, 0);
  END;
END;
/
```
```oracle
CREATE FUNCTION raised(p_amount NUMBER) RETURN VARCHAR2 IS
  v t_fee := t_fee('A', 20);
BEGIN
  v.raise_by(p_amount);
  RETURN v.label() || ' ' || v.label || ' ' || v.with_tax(p_rate => 50) || ' ' || t_fee.free('B').with_tax();
END;
/
```
```postgres
CREATE FUNCTION raised(p_amount numeric) RETURNS varchar AS $$
DECLARE
  v t_fee := ROW('A', 20)::t_fee;
BEGIN
  CALL t_fee.raise_by(v, p_amount);
  RETURN concat(t_fee.label(v), ' ', t_fee.label(v), ' ', dbmigrate.to_char(t_fee.with_tax(v, p_rate => 50)), ' ', dbmigrate.to_char(t_fee.with_tax(t_fee.free('B'))));
END;
$$ LANGUAGE plpgsql;

```
```then
SELECT raised(5)
```
```rows
A:25:27.5 A:25:27.5 37.5 0
```
```refused 42601
```
```quiet
CREATE FUNCTION half(p_n NUMBER) RETURN NUMBER IS
BEGIN
  RETURN ROUND(p_n * 0.5);
END half;
/
```
'''

from __future__ import annotations

from typing import Any

from sqlglot import exp

from dbmigrate.catalog.keys import Path
from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import ANY_CALL, COLUMN, rule
from dbmigrate.engine.views import Call, Expr
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.functions.unknown_function import path_of
from dbmigrate.rules.procedural.plsql_collections import dotted_start, held_by
from dbmigrate.rules.procedural.plsql_methods import Method, is_chained, method, method_of_value, schema_of_type
from dbmigrate.rules.procedural.plsql_names import is_column, path_of_column
from dbmigrate.syntax.procedural.statements import CallStatement
from dbmigrate.types.methods import is_attribute

Template = tuple[Any, ...]


@rule("PL155", source="oracle", severity=Severity.REFUSED, on=(ANY_CALL, COLUMN), unless="object_types")
def check(found: Expr, context: Context) -> Hit | None:
    if isinstance(found, Call):
        return of_call(found, context)
    path = path_of_column(found)
    meant = method(path, context) if path and not is_column(found, context) else None
    if meant is None or is_target(found, context):
        return None
    last = found.part.last
    name = Part(last, last)
    return hit(found, meant, path, owner(path, Part(found.part.first, last - 2), meant, context), name, found.part, context)


def of_call(found: Call, context: Context) -> Hit | None:
    name, opening = found.name_part, found.name_part.first + 1
    if is_chained(found):
        meant = method_of_value(found, context)
        if meant is None:
            return None
        before = with_new(found.view(found.parent.this))  # type: ignore[union-attr]
        return hit(found, meant, (found.node.name.upper(),), ("{}", before), name, Part(before.first, opening), context)
    path = path_of(found)
    first = dotted_start(found.lexed, name.first)
    before = Part(first, name.first - 2)
    meant = method(path, context)
    if meant is not None:
        return hit(found, meant, path, owner(path, before, meant, context), name, Part(first, opening), context)
    meant = method_of_value(found, context)
    if meant is None:
        return None
    return hit(found, meant, path, ("{}", before), name, Part(first, opening), context)


def with_new(owner: Expr) -> Part:
    """NEW belongs to the constructor behind it."""
    first = owner.part.first
    return Part(first - (first > 0 and owner.lexed.words[first - 1] == "NEW"), owner.part.last)


def hit(
    found: Expr, meant: Method, path: Path, object: Template, name: Part, replaced: Part, context: Context
) -> Hit:
    """`replaced`: up to the parenthesis, all of a name that stands without one."""
    called = isinstance(found, Call)
    statement = context.path[-1] if context.path else None
    calls = isinstance(statement, CallStatement) and statement.name.last == name.last and statement.callee.part.last >= name.last
    head = literal_template(f"{'CALL ' if calls else ''}{schema_of_type(meant.type, context)}.")
    given, places = (object[0], object[1:]) if meant.of_object else ("", ())
    more = called and bool(found.node.expressions)
    inside = given + (", " if given and more else "")
    template = f"{head}{{}}({inside}" + ("" if called else ")")
    values = {"name": ".".join(path)}
    replace = [(replaced, template, name, *places)]
    if meant.is_function and any(s.own not in ("", "in") for s in meant.signatures):
        return Hit(replace=replace, values=values, note="changing", fix=Fix.NONE)
    return Hit(replace=replace, values=values)


def owner(path: Path, before: Part, meant: Method, context: Context) -> Template:
    """A template for the object, and what fills it."""
    if not meant.object:
        return ("self",)
    held = held_by(path[:-1], context)
    if held is not None and held.of_package:
        return (held.text,)
    declared = context.declared(path[0])
    return ("self.{}" if is_attribute(context.path, declared) and path[0] != "SELF" else "{}", before)


def is_target(found: Expr, context: Context) -> bool:
    """An attribute of the same name, or a variable: what is written to is no method."""
    outer = found.node.parent
    return isinstance(outer, exp.Kwarg) and outer.this is found.node
