"""type {name} of code is {target}

A subtype is written as the type that it stands for, a collection as an array, a record as a composite type. Positions
of an array that were never filled are NULL; Oracle raises an exception where such an element is read.

```zh
代码类型 {name} 改写为 {target}
子类型写成其基础类型，集合写成数组，记录写成复合类型。数组中未填充的位置为 NULL；Oracle 读取不存在的元素时会抛出异常。
```
```notes
range | a number outside of the range that the subtype allows is stored instead of raising VALUE_ERROR | 超出子类型范围的数值会被存入，而不抛出 VALUE_ERROR
array | a collection becomes an array: elements that do not exist are NULL instead of an exception | 集合改写为数组：不存在的元素为 NULL，而不是异常
map | a collection that texts index becomes jsonb; FIRST and NEXT go by the bytes of UTF-8, in a GBK database by those of GBK | 以文本为下标的集合改写为 jsonb；FIRST、NEXT 按 UTF-8 字节排序，GBK 库则按 GBK 字节排序
handle | a type of a supplied package that has no counterpart: the value is never filled, what would fill it is an exception (PL002) | 系统包的类型，没有对应物：该值不会被赋值，赋值的语句改为抛出异常（PL002）
```
```oracle
CREATE FUNCTION twice_of(p NUMBER) RETURN NUMBER IS
  SUBTYPE amount IS NUMBER(9,2);
  v amount := p;
BEGIN
  RETURN v * 2;
END;
/
```
```postgres
CREATE FUNCTION twice_of(p numeric) RETURNS numeric AS $$
DECLARE
  v numeric(9,2) := p;
BEGIN
  RETURN v * 2;
END;
$$ LANGUAGE plpgsql;

```
```then
SELECT twice_of(1.005)
```
```rows
2.02
```
```refused 42704
```
```oracle
CREATE FUNCTION next_bed(p NUMBER) RETURN NUMBER IS
  SUBTYPE bed IS PLS_INTEGER RANGE 1 .. 99;
  v bed := p + 1;
BEGIN
  RETURN v;
END;
/
```
```then
SELECT next_bed(1)
```
```rows
2
```
```refused 42704
```
```quiet
CREATE FUNCTION twice_of(p NUMBER) RETURN NUMBER IS
  v NUMBER := p;
BEGIN
  RETURN v * 2;
END;
/
```
"""

from __future__ import annotations

from typing import Final

from dbmigrate.catalog.keys import path_of
from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.packages.supplied import is_handle
from dbmigrate.rules.procedural.judged_types import is_cursor_type
from dbmigrate.rules.procedural.plsql_package_names import package_item
from dbmigrate.rules.procedural.plsql_pipes import is_pipelined
from dbmigrate.rules.procedural.plsql_types import known_type
from dbmigrate.syntax.ddl.nodes import Procedural, TypeName
from dbmigrate.syntax.procedural.nodes import Anchored, Parameter, Returns, Routine, Variable

STEPS: Final = frozenset({"FIRST", "LAST", "NEXT", "PRIOR"})  # what asks for the order of keys


@rule(
    "PL100",
    source="oracle",
    severity=Severity.REFUSED,
    on=(node(Variable), node(Parameter), node(Returns)),
)
def check(found: Variable | Parameter | Returns, context: Context) -> Hit | None:
    type_ = found.type
    if type_ is None or not isinstance(context.path[0] if context.path else found, Procedural | Routine):
        return None
    routine = context.above(Routine)
    if isinstance(found, Returns) and routine is not None and is_pipelined(routine):
        return None  # PL110
    if isinstance(type_, TypeName):
        if type_.user is None or is_cursor_type(type_, context):
            return None
    elif not is_of_code(type_, context):
        return None
    known = known_type(type_, context)
    if known is None or (known.plain and isinstance(type_, TypeName)):
        return None
    handle = isinstance(type_, TypeName) and type_.user is not None and is_handle(path_of(type_.user), context)
    made = "" if known.element is None else "map" if known.mapped else "array"
    note = "handle" if handle else made or ("range" if known.narrow else "")
    values = {"name": " ".join(type_.text().split()).upper(), "target": known.text}
    inner = [type_.user] if isinstance(type_, TypeName) and type_.user else []
    replace = [(type_, literal_template(known.text), *inner)]
    doubtful = note and not (note == "map" and STEPS.isdisjoint(found.lexed.words))
    return Hit(replace=replace, values=values, at=type_.part, note=note, fix=Fix.REVIEW if doubtful else None)


def is_of_code(type_: Anchored, context: Context) -> bool:
    """`pkg.v%TYPE`, and in a package `v%TYPE` of its own."""
    path = tuple(p if q else p.upper() for p, q in zip(type_.path, type_.quoted, strict=True))
    if type_.attribute != "TYPE" or context.catalog.column(path, context.schema) is not None:
        return False
    return package_item(path, context) is not None


