"""function {name} with OUT parameters gives a row

What a function with OUT parameters returns is one of them on the target: {result}. Callers take the row apart (PL130);
programs that call the function from outside must do so as well.

```zh
带 OUT 参数的函数 {name} 返回一行
目标库中，带 OUT 参数的函数的返回值也是其中一个参数：{result}。代码中的调用会拆开该行（PL130）；外部程序的调用需同样处理。
```
```setup
CREATE TABLE ward (id INTEGER, beds INTEGER);
INSERT INTO ward VALUES (1, 30);
```
```oracle
CREATE FUNCTION find_ward(p_id IN INTEGER, p_beds OUT INTEGER) RETURN VARCHAR IS
BEGIN
  SELECT beds INTO p_beds FROM ward WHERE id = p_id;
  RETURN 'found';
EXCEPTION
  WHEN NO_DATA_FOUND THEN
    RETURN 'none';
END;
/
```
```postgres
-- dbmigrate PL129 1: function find_ward with OUT parameters gives a row
CREATE FUNCTION find_ward(p_id IN bigint, p_beds OUT bigint, OUT dbmigrate_result varchar) AS $$
BEGIN
  SELECT beds INTO STRICT p_beds FROM ward WHERE id = p_id;
  dbmigrate_result := 'found';
  RETURN;
EXCEPTION
  WHEN NO_DATA_FOUND THEN
    dbmigrate_result := 'none';
    RETURN;
END;
$$ LANGUAGE plpgsql;

```
```then
SELECT p_beds, dbmigrate_result FROM find_ward(1) UNION ALL SELECT p_beds, dbmigrate_result FROM find_ward(2)
```
```rows
30 | found
NULL | none
```
```refused 42P13
```
```quiet
CREATE PROCEDURE find_ward(p_id IN INTEGER, p_beds OUT INTEGER) IS
BEGIN
  p_beds := p_id;
END;
/
```
"""

from __future__ import annotations

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.procedural.judgement import is_converted, judge_routine
from dbmigrate.rules.procedural.nested_expansion import nested_around
from dbmigrate.rules.procedural.plsql_nested import type_text
from dbmigrate.rules.procedural.plsql_out_functions import RESULT, has_out
from dbmigrate.rules.procedural.tsql_text import indent
from dbmigrate.syntax.procedural.nodes import Routine
from dbmigrate.syntax.procedural.statements import Return


@rule("PL129", source="oracle", severity=Severity.REFUSED, on=(node(Routine), node(Return)))
def check(found: Routine | Return, context: Context) -> Hit | None:
    if isinstance(found, Return):
        return left(found, context)
    judgement = judge_routine(found, context)
    if judgement is None or judgement.unclear or not has_out(found):
        return None
    assert found.parameters and found.returns and found.returns.type and found.name
    last = found.parameters.part.last
    type_ = literal_template(type_text(found.returns.type, context))
    replace = [(Part(last, last).before, f", OUT {RESULT} {type_}"), (found.returns, "")]
    return Hit(replace=replace, values={"name": found.name.text(), "result": RESULT}, fix=Fix.REVIEW)


def left(found: Return, context: Context) -> Hit | None:
    """RETURN of a value: it is stored, then the function is left."""
    unit = context.above(Routine)
    if unit is None or found.value is None or not has_out(unit) or not is_converted(context):
        return None
    if nested_around(context) is not None or not unit.name:
        return None
    text = f"{RESULT} := {{}};\n{indent(found.lexed, found.part)}RETURN"
    values = {"name": unit.name.text(), "result": RESULT}
    return Hit(replace=[(found.inner, text, found.value)], values=values)
