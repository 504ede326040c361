"""default of the parameter {name}, which only the declaration of the routine gives

A body may leave out the defaults that its package's specification, or a declaration further up, has given already. On
the target the body alone makes the routine, so its head gets them.

```zh
参数 {name} 的默认值只写在例程的声明中
包体可以省略包说明（或前面的前向声明）中已给出的默认值。目标库中例程只由包体创建，因此把默认值写入其头部。
```
```notes
doubtful | some of what the default holds has open issues: see the specification | 默认值中有未解决的问题：参见包说明
unwritten | no rule writes the default: a call that leaves the argument out fails | 尚无规则改写该默认值：省略该参数的调用会报错
```
```setup oracle
CREATE PACKAGE bill IS
  c_rate CONSTANT NUMBER := 5;
  FUNCTION base RETURN NUMBER;
  FUNCTION fee(p_days NUMBER, p_rate NUMBER DEFAULT c_rate * 2, p_more NUMBER := NVL(base, 0)) RETURN NUMBER;
END bill;
/
```
```oracle
CREATE PACKAGE BODY bill IS
  FUNCTION twice(p NUMBER, q NUMBER DEFAULT 2) RETURN NUMBER;
  FUNCTION base RETURN NUMBER IS
  BEGIN
    RETURN 100;
  END base;
  FUNCTION fee(p_days NUMBER, p_rate NUMBER, p_more NUMBER) RETURN NUMBER IS
  BEGIN
    RETURN twice(p_days) * p_rate + p_more;
  END fee;
  FUNCTION twice(p NUMBER, q NUMBER) RETURN NUMBER IS
  BEGIN
    RETURN p * q;
  END twice;
END bill;
/
```
```postgres
CREATE SCHEMA IF NOT EXISTS bill;
  -- FUNCTION twice(p NUMBER, q NUMBER DEFAULT 2) RETURN NUMBER;
  CREATE OR REPLACE FUNCTION bill.base() RETURNS numeric AS $$
  BEGIN
    RETURN 100;
  END;
$$ LANGUAGE plpgsql;
  CREATE OR REPLACE FUNCTION bill.fee(p_days numeric, p_rate numeric DEFAULT bill.c_rate() * 2, p_more numeric DEFAULT coalesce(bill.base(), 0)) RETURNS numeric AS $$
  BEGIN
    RETURN bill.twice(p_days) * p_rate + p_more;
  END;
$$ LANGUAGE plpgsql;
  CREATE OR REPLACE FUNCTION bill.twice(p numeric, q numeric DEFAULT 2) RETURNS numeric AS $$
  BEGIN
    RETURN p * q;
  END;
$$ LANGUAGE plpgsql;

```
```then
SELECT bill.fee(1), bill.fee(1, 3), bill.fee(p_more => 1, p_days => 2)
```
```rows
120 | 106 | 41
```
```refused 42883
```
```quiet
CREATE PACKAGE bill IS
  FUNCTION fee(p_days NUMBER, p_rate NUMBER DEFAULT 2) RETURN NUMBER;
END bill;
/
CREATE PACKAGE BODY bill IS
  FUNCTION fee(p_days NUMBER, p_rate NUMBER DEFAULT 2) RETURN NUMBER IS
  BEGIN
    RETURN p_days * p_rate;
  END fee;
END bill;
/
```
"""

from __future__ import annotations

from dataclasses import replace

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.procedural.constant_text import rewritten_expression
from dbmigrate.rules.procedural.default_before_others import is_dropped
from dbmigrate.rules.procedural.judgement import judge_routine, package_of
from dbmigrate.rules.procedural.plsql_defaults import MISSING, declared_defaults, missing
from dbmigrate.rules.procedural.plsql_nested import parameters_of
from dbmigrate.syntax.ddl.nodes import TypeName
from dbmigrate.syntax.procedural.nodes import Module, Parameter, Parameters, Routine, key_of


@rule("PL150", source="oracle", severity=Severity.REFUSED, on=node(Parameter))
def check(found: Parameter, context: Context) -> Hit | None:
    routine = context.path[2] if len(context.path) == 4 and isinstance(context.path[3], Parameters) else None
    if found.default is not None or not isinstance(routine, Routine) or routine.body is None:
        return None
    around = replace(context, path=context.path[:2])
    package, judgement = package_of(routine, around), judge_routine(routine, around)
    own = declared_defaults(routine, package, context).get(key_of(found.name))
    if own is None or package is None or judgement is None or judgement.unclear:
        return None
    if is_dropped(routine, around) and is_before_others(found, routine, package, context):
        return None  # PL072
    values = {"name": found.name.text()}
    if own.piece is not None:
        return Hit(replace=[(found.part.after, " DEFAULT {}", own.piece)], values=values)
    made = rewritten_expression(own.text, replace(context, path=context.path[:3]))
    if made is not None:
        edits = [(found.part.after, literal_template(f" DEFAULT {made.text}"))]
        note = "" if made.certain else "doubtful"
        return Hit(edits, note, values, fix=Fix.REVIEW if note else None, helpers=made.helpers)
    if not isinstance(found.type, TypeName):
        return Hit(note="unwritten", values=values, fix=Fix.NONE)
    raising: list[tuple[object, ...]] = [(found.part.after, missing(values["name"].lower(), "{}"), found.type)]
    return Hit(raising, "unwritten", values, fix=Fix.REVIEW, helpers=(MISSING,))


def is_before_others(found: Parameter, routine: Routine, package: Module, context: Context) -> bool:
    """A parameter behind it has no default."""
    given = declared_defaults(routine, package, context)
    behind = (p for p in parameters_of(routine) if p.part.first > found.part.first)
    return any(p.default is None and key_of(p.name) not in given for p in behind)
