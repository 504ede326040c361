"""what {name} hands back has another type than the variable that takes it

Oracle converts what an OUT parameter hands back ("Subprogram Parameter Modes"). The target finds a procedure only where
the variable has the parameter's own type: a variable of that type stands between.

```zh
过程 {name} 返回的值与接收变量类型不同
Oracle 会转换 OUT 参数返回的值（数值或文本）。目标库只有在变量与参数类型相同时才找得到该过程，因此在中间使用同类型的变量。
```
```setup
CREATE TABLE visit (id BIGINT);
```
```oracle
CREATE PROCEDURE add_visit(p_id OUT PLS_INTEGER, p_calls IN OUT NUMBER) IS
BEGIN
  p_id := 7;
  p_calls := p_calls + 0.5;
END;
/
CREATE FUNCTION added RETURN NUMBER IS
  v NUMBER(5,2);
  n PLS_INTEGER := 1;
BEGIN
  add_visit(v, p_calls => n);
  RETURN v * 10 + n;
END;
/
```
```postgres
CREATE PROCEDURE add_visit(p_id OUT integer, p_calls IN OUT numeric) AS $$
BEGIN
  p_id := 7;
  p_calls := p_calls + 0.5;
END;
$$ LANGUAGE plpgsql;

CREATE FUNCTION added() RETURNS numeric AS $$
DECLARE
  v numeric(5,2);
  n integer := 1;
BEGIN
  DECLARE
    dbmigrate_1 integer;
    dbmigrate_2 numeric := n;
  BEGIN
    CALL add_visit(dbmigrate_1, p_calls => dbmigrate_2);
    v := dbmigrate_1;
    n := dbmigrate_2;
  END;
  RETURN v * 10 + n;
END;
$$ LANGUAGE plpgsql;

```
```then
SELECT added()
```
```rows
72.00
```
```refused 42883
```
```setup oracle
CREATE PROCEDURE next_bed(p_ward IN OUT VARCHAR2, p_bed OUT VARCHAR2, p_fee OUT NUMBER) IS
BEGIN
  p_ward := p_ward || '!';
  p_bed := '12';
  p_fee := 0.5;
END;
/
```
```oracle
CREATE FUNCTION told RETURN VARCHAR2 IS
  v_ward CLOB := 'east';
  v_bed NUMBER(4);
  v_fee VARCHAR2(10);
BEGIN
  next_bed(v_ward, v_bed, v_fee);
  RETURN v_ward || (v_bed + 1) || ' ' || v_fee;
END;
/
```
```then
SELECT told()
```
```rows
east!13 .5
```
```refused 42883
```
```quiet
CREATE PROCEDURE add_visit(p_id OUT NUMBER) IS
BEGIN
  p_id := 7;
END;
/
CREATE FUNCTION added RETURN NUMBER IS
  v NUMBER;
BEGIN
  add_visit(v);
  RETURN v;
END;
/
```
"""

from __future__ import annotations

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.procedural.judgement import is_converted, members_of
from dbmigrate.rules.procedural.nested_expansion import Text
from dbmigrate.rules.procedural.plsql_maps import COUNTING
from dbmigrate.rules.procedural.plsql_nested import use_of
from dbmigrate.rules.procedural.plsql_out_arguments import SHOWN, between
from dbmigrate.rules.procedural.tsql_text import indent
from dbmigrate.syntax.procedural.statements import CallStatement


@rule("PL151", source="oracle", severity=Severity.REFUSED, on=node(CallStatement), unless="routine_is_as", after=COUNTING)
def check(found: CallStatement, context: Context) -> Hit | None:
    if found.callee.inner or not context.path or use_of(found, context) is not None or not is_converted(context):
        return None
    path, held = between(found, members_of(context), context)
    if not held:
        return None
    blanks = indent(found.lexed, found.part)
    before, after = Text(blanks), Text(blanks)
    before.add("DECLARE\n")
    replace: list[tuple[object, ...]] = []
    for n, each in enumerate(held, 1):
        given = f" := {each.given.format(each.name)}" if each.mode == "in out" else ""
        before.add(f"  dbmigrate_{n} {each.type}", given, ";\n")
        after.add(f"\n  {each.name} := {each.taken.format(f'dbmigrate_{n}')};")
        replace.append((each.value, f"dbmigrate_{n}"))
    before.add("BEGIN\n  ")
    after.add("\nEND;")
    replace += [(found.part.before, before.template, *before.places), (found.part.after, after.template, *after.places)]
    shown = any(SHOWN in (each.given, each.taken) for each in held)
    return Hit(replace=replace, values={"name": ".".join(path)}, helpers=("to_char",) if shown else ())
