"""argument of a function of the estate, of another type

SQL Server converts what is passed to the parameter's type. PostgreSQL looks for a function with these very types, and
finds none: a cast says which one is meant.

```zh
调用自定义函数时实参类型不同
SQL Server 会把实参转换为参数类型；PostgreSQL 按实参类型查找函数，找不到就报错，因此用类型转换指明。
```
```setup sqlserver
CREATE TABLE visit (id INTEGER, at DATETIME, kind SMALLINT);
INSERT INTO visit (id, at, kind) VALUES (1, '2024-05-16T13:14:15', 2);
GO
CREATE FUNCTION dbo.day_of(@d DATE, @k SMALLINT) RETURNS INTEGER AS
BEGIN
  RETURN DAY(@d) + @k
END
```
```sqlserver
SELECT dbo.day_of(v.at, 1), dbo.day_of('2024-01-02', v.kind) FROM visit v
```
```postgres
SELECT public.day_of(v.at::date, 1::smallint), public.day_of('2024-01-02', v.kind) FROM visit v
```
```rows
17 | 4
```
```refused 42883
```
```quiet
SELECT dbo.day_of('2024-01-02', v.kind) FROM visit v
```
"""

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import ANY_CALL, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.functions.operands import operand
from dbmigrate.rules.functions.unknown_function import path_of
from dbmigrate.rules.procedural.tsql_calls import needs_cast, target_type


@rule("PL225", source="sqlserver", severity=Severity.REFUSED, on=ANY_CALL)
def check(found: Call, context: Context) -> Hit | None:
    path = path_of(found)
    routine = context.catalog.routine(path, context.schema) if len(path) > 1 else None
    signature = next(iter(routine.signatures.get(path[-1], ())), None) if routine is not None else None
    if signature is None or signature.kind != "function":
        return None
    replace: list[tuple[object, ...]] = []
    for argument, value in zip(signature.arguments, found.args, strict=False):
        wanted, given = target_type(argument, context), context.types.of(value)
        if given.is_known and needs_cast(wanted, value.node, given, context):
            before, after = operand(value).split("{}")
            replace += [(value.part.before, before)] if before else []
            replace.append((value.part.after, f"{after}::{literal_template(wanted)}"))
    return Hit(replace=replace) if replace else None
