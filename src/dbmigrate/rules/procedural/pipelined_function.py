"""pipelined function {name} gives a set of rows

```zh
管道函数 {name} 返回行集
```
```oracle
CREATE TYPE t_numbers AS TABLE OF NUMBER;
/
CREATE FUNCTION up_to(p NUMBER) RETURN t_numbers PIPELINED IS
BEGIN
  FOR i IN 1 .. p LOOP
    PIPE ROW (i * 2);
  END LOOP;
  RETURN;
END;
/
```
```postgres
CREATE DOMAIN t_numbers AS numeric[];

CREATE FUNCTION up_to(p numeric) RETURNS SETOF numeric AS $$
BEGIN
  FOR i IN 1 .. p LOOP
    RETURN NEXT (i * 2);
  END LOOP;
  RETURN;
END;
$$ LANGUAGE plpgsql;

```
```then
SELECT * FROM up_to(3)
```
```rows
2
4
6
```
```refused 42601
```
```quiet
CREATE FUNCTION twice_of(p NUMBER) RETURN NUMBER IS
BEGIN
  RETURN p * 2;
END;
/
```
"""

from __future__ import annotations

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.procedural.judgement import judge_routine
from dbmigrate.rules.procedural.plsql_pipes import is_pipelined, row_of
from dbmigrate.syntax.ddl.nodes import TypeName, below
from dbmigrate.syntax.procedural.nodes import Routine
from dbmigrate.syntax.procedural.statements import PipeRow


@rule("PL110", source="oracle", severity=Severity.REFUSED, on=node(Routine))
def check(unit: Routine, context: Context) -> Hit | None:
    judgement = judge_routine(unit, context)
    if judgement is None or judgement.unclear or not is_pipelined(unit) or unit.returns is None or unit.name is None:
        return None
    row, type_ = row_of(unit, context), unit.returns.type
    if row is None or type_ is None:
        return None
    inner = [type_.user] if isinstance(type_, TypeName) and type_.user else []
    replace: list[tuple[object, ...]] = [(type_, literal_template(f"SETOF {row.text}"), *inner)]
    replace += [(o, "") for o in unit.options if o.words() == ("PIPELINED",)]
    replace += [(p.keyword, "RETURN NEXT") for p in below(unit, PipeRow) if isinstance(p, PipeRow)]
    return Hit(replace=replace, values={"name": unit.name.text()})
