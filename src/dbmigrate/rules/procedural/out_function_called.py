"""call of {name}, which has OUT parameters

The function gives a row. The statement takes it first, then the variables get their values, and the result stands in
the place of the call.

```zh
调用带 OUT 参数的函数 {name}
该函数返回一行。语句先取得该行，再给变量赋值，调用处使用其返回值。
```
```setup oracle
CREATE FUNCTION split_bed(p_bed IN VARCHAR2, p_ward OUT VARCHAR2, p_calls IN OUT NUMBER) RETURN NUMBER IS
BEGIN
  p_ward := SUBSTR(p_bed, 1, 1);
  p_calls := p_calls + 1;
  RETURN TO_NUMBER(SUBSTR(p_bed, 2));
END;
/
```
```oracle
CREATE FUNCTION told(p_bed VARCHAR2) RETURN VARCHAR2 IS
  v_ward VARCHAR2(10);
  v_no NUMBER;
  n NUMBER := 0;
BEGIN
  v_no := split_bed(p_bed, v_ward, n) + 100;
  IF split_bed('B' || 7, v_ward, p_calls => n) = 7 THEN
    v_no := v_no + 1;
  END IF;
  RETURN v_ward || v_no || '/' || n;
END;
/
```
```postgres
CREATE FUNCTION told(p_bed varchar) RETURNS varchar AS $$
DECLARE
  v_ward varchar(10);
  v_no numeric;
  n numeric := 0;
BEGIN
  DECLARE
    dbmigrate_row record;
  BEGIN
    SELECT * INTO dbmigrate_row FROM split_bed(p_bed, n);
    v_ward := dbmigrate_row.p_ward;
    n := dbmigrate_row.p_calls;
    v_no := dbmigrate_row.dbmigrate_result + 100;
  END;
  DECLARE
    dbmigrate_row record;
  BEGIN
    SELECT * INTO dbmigrate_row FROM split_bed('B' || 7, n);
    v_ward := dbmigrate_row.p_ward;
    n := dbmigrate_row.p_calls;
    IF dbmigrate_row.dbmigrate_result = 7 THEN
    v_no := v_no + 1;
  END IF;
  END;
  RETURN concat(v_ward, dbmigrate.to_char(v_no), '/', dbmigrate.to_char(n));
END;
$$ LANGUAGE plpgsql;

```
```then
SELECT told('A12')
```
```rows
B113/2
```
```refused 42883
```
```quiet
CREATE FUNCTION told(p_bed VARCHAR2) RETURN VARCHAR2 IS
BEGIN
  RETURN UPPER(p_bed);
END;
/
```
"""

from __future__ import annotations

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.procedural.judgement import is_converted, members_of
from dbmigrate.rules.procedural.nested_expansion import Text
from dbmigrate.rules.procedural.plsql_out_functions import RESULT, inputs, out_call, outputs
from dbmigrate.rules.procedural.tsql_text import indent
from dbmigrate.syntax.procedural.statements import Assignment, CallStatement, If, Return

PLACES = (Assignment, Return, If, CallStatement)


@rule("PL130", source="oracle", severity=Severity.REFUSED, on=tuple(map(node, PLACES)))
def check(found: Assignment | Return | If | CallStatement, context: Context) -> Hit | None:
    call = out_call(found, context, members_of(context)) if context.path else None
    if call is None or not is_converted(context):
        return None
    bare, made = context.names.bare, Text(indent(found.lexed, found.part))
    made.add("DECLARE\n  dbmigrate_row record;\nBEGIN\n  SELECT * INTO dbmigrate_row FROM ", call.name, "(")
    for n, (name, part) in enumerate(inputs(call)):
        made.add(", " if n else "", f"{bare(name.lower())} => " if name else "", part)
    made.add(");\n  ")
    for argument, part in outputs(call):
        made.add(part, f" := dbmigrate_row.{bare(argument.name.lower())};\n  ")
    end = literal_template(f"\n{made.blanks}END;")
    replace = [
        (found.part.before, made.template, *made.places),
        (call.whole, f"dbmigrate_row.{RESULT}"),
        (found.part.after, end),
    ]
    return Hit(replace=replace, values={"name": ".".join(call.called)})
