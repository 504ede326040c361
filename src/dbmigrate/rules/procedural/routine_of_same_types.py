"""{name} has the name and the parameter types of another routine of its package

A procedure and a function may share a name in Oracle, and overloads may differ by DATE and TIMESTAMP, which are one type
on the target: there the second would replace the first in silence, or be refused. It gets a name of its own, {target},
and the calls of the estate follow; programs that call it from outside have to do so as well.

```zh
{name} 与同一包中的另一例程同名且参数类型相同
Oracle 中过程和函数可以同名，重载也可以只在 DATE 与 TIMESTAMP 上不同；在目标库中它们是同一类型，后者会悄悄替换前者或被拒绝。后者改名为 {target}，代码中的调用随之修改；外部程序的调用也需修改。
```
```notes
unclear | the types of the arguments do not say which one is called | 参数类型无法说明调用的是哪一个
```
```oracle
CREATE OR REPLACE PACKAGE BODY days IS
  FUNCTION told(p DATE) RETURN VARCHAR2 IS
  BEGIN
    RETURN 'day';
  END told;

  FUNCTION told(p TIMESTAMP) RETURN VARCHAR2 IS
  BEGIN
    RETURN 'moment';
  END told;

  PROCEDURE told(p DATE) IS
  BEGIN
    NULL;
  END told;

  FUNCTION mixed(d DATE, t TIMESTAMP) RETURN VARCHAR2 IS
  BEGIN
    told(d);
    RETURN told(d) || ' ' || days.told(p => t);
  END mixed;
END days;
/
```
```postgres
-- dbmigrate PL154 7: told has the name and the parameter types of another routine of its package
-- dbmigrate PL154 12: told has the name and the parameter types of another routine of its package
CREATE SCHEMA IF NOT EXISTS days;
  CREATE OR REPLACE FUNCTION days.told(p timestamp(0)) RETURNS varchar AS $$
  BEGIN
    RETURN 'day';
  END;
$$ LANGUAGE plpgsql;

  CREATE OR REPLACE FUNCTION days.told_2(p TIMESTAMP) RETURNS varchar AS $$
  BEGIN
    RETURN 'moment';
  END;
$$ LANGUAGE plpgsql;

  CREATE OR REPLACE PROCEDURE days.told_3(p timestamp(0)) AS $$
  BEGIN
    NULL;
  END;
$$ LANGUAGE plpgsql;

  CREATE OR REPLACE FUNCTION days.mixed(d timestamp(0), t TIMESTAMP) RETURNS varchar AS $$
  BEGIN
    CALL days.told_3(d);
    RETURN concat(days.told(d), ' ', days.told_2(p => t));
  END;
$$ LANGUAGE plpgsql;

```
```then
SELECT days.mixed(timestamp '2024-05-06', timestamp '2024-05-06')
```
```rows
day moment
```
```refused 42809
```
```quiet
CREATE OR REPLACE PACKAGE BODY days IS
  FUNCTION told(p DATE) RETURN VARCHAR2 IS
  BEGIN
    RETURN 'day';
  END told;

  FUNCTION told(p NUMBER) RETURN VARCHAR2 IS
  BEGIN
    RETURN told(SYSDATE + p);
  END told;
END days;
/
```
"""

from __future__ import annotations

from typing import Any

from sqlglot import exp

from dbmigrate.catalog.keys import Path
from dbmigrate.catalog.signatures import signature
from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import ANY_CALL, COLUMN, node, rule
from dbmigrate.engine.views import Call, Expr
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.procedural.judged_calls import path_of_call
from dbmigrate.rules.procedural.judgement import is_converted, judge_routine, members_of, package_of
from dbmigrate.rules.procedural.plsql_names import is_column, path_of_column
from dbmigrate.rules.procedural.plsql_twins import before, called_as, own_home, renamed
from dbmigrate.syntax.ddl.nodes import Procedural
from dbmigrate.syntax.procedural.nodes import Routine, key_of
from dbmigrate.syntax.procedural.statements import CallStatement


@rule("PL154", source="oracle", severity=Severity.REFUSED, on=(node(Routine), ANY_CALL, COLUMN))
def check(found: Routine | Expr, context: Context) -> Hit | None:
    if isinstance(found, Routine):
        return made(found, context)
    outer = context.path[0] if context.path else None
    if isinstance(outer, Procedural) and not is_converted(context):
        return None
    path, given, whole = called(found, context)
    if not path or is_hidden(path, found, context):
        return None
    statement = context.path[-1] if context.path else None
    procedure = isinstance(statement, CallStatement) and statement.callee.part == whole
    name = called_as(path, given, procedure, found, context)
    if name is None:
        return Hit(note="unclear", values={"name": ".".join(path), "target": ""}, fix=Fix.NONE)
    if not name:
        return None
    place = found.name_part if isinstance(found, Call) else Part(found.part.last, found.part.last)
    return Hit(replace=[(place, spelled(name, context))], values={"name": ".".join(path), "target": name.lower()})


def made(found: Routine, context: Context) -> Hit | None:
    judgement = judge_routine(found, context) if package_of(found, context) else None
    own = signature(found.kind, found.parameters, found.returns)
    if judgement is None or judgement.unclear or own is None or found.name is None:
        return None
    name = key_of(found.name)
    others = members_of(context).get(name, ())
    new = renamed(own, name, others, own_home(context), context)
    if not new:
        return None
    values = {"name": found.name.text(), "target": new.lower()}
    replaces = any(s.kind == own.kind for s in before(own, name, others, own_home(context), context))
    severity = Severity.DIFFERS if replaces else Severity.REFUSED
    return Hit(replace=[(found.name, spelled(new, context))], values=values, fix=Fix.REVIEW, severity=severity)


def spelled(name: str, context: Context) -> str:
    return literal_template(context.names.bare(name.lower() if name == name.upper() else name))


def called(found: Expr, context: Context) -> tuple[Path, list[Any], Part]:
    """The path of a call, its arguments and its whole part; () where it is none."""
    if not isinstance(found, Call):
        return path_of_column(found), [], found.part
    outer = found.parent
    dotted = isinstance(outer, exp.Dot) and outer.expression is found.node
    seen = found.view(outer) if dotted and outer is not None else found
    return path_of_call(seen.node), list(found.node.expressions), seen.part


def is_hidden(path: Path, found: Expr, context: Context) -> bool:
    """A variable or a column has the name."""
    declared = context.declared(path[0])
    own = isinstance(declared, Routine) and path[0] in members_of(context)
    return (declared is not None and not own) or (not isinstance(found, Call) and is_column(found, context))
