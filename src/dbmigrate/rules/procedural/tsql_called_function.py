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
```setup sqlserver
CREATE TABLE visit (id INTEGER, at DATETIME, fee DECIMAL(9,2));
INSERT INTO visit (id, at, fee) VALUES (1, '2024-05-16T13:14:15', 2.75);
GO
CREATE FUNCTION dbo.shown(@s VARCHAR(30), @n INTEGER) RETURNS VARCHAR(40) AS
BEGIN
  RETURN @s + '/' + CAST(@n AS VARCHAR(10))
END
```
```sqlserver
SELECT dbo.shown(v.at, v.fee), dbo.shown('x', 2.7) FROM visit v
```
```postgres
SELECT public.shown(CAST(dbmigrate.datetime_text(v.at) AS varchar(30)), CAST(trunc(v.fee) AS integer)), public.shown('x', 2) FROM visit v
```
```rows
May 16 2024  1:14PM/2 | x/2
```
```refused 42883
```
```quiet
SELECT dbo.day_of('2024-01-02', v.kind) FROM visit v
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import ANY_CALL, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.functions.placing import WRITTEN_BEFORE
from dbmigrate.rules.functions.unknown_function import path_of
from dbmigrate.rules.procedural.tsql_calls import target_type
from dbmigrate.rules.procedural.tsql_passed import helpers_of, passed
from dbmigrate.rules.procedural.tsql_text import Replacement


@rule("PL225", source="sqlserver", severity=Severity.REFUSED, on=ANY_CALL, after=WRITTEN_BEFORE)
def check(found: Call, context: Context) -> Hit | None:
    path = path_of(found)
    routine = context.catalog.routine(path, context.schema) if len(path) > 1 else None
    signature = next(iter(routine.signatures.get(path[-1], ())), None) if routine is not None else None
    if signature is None or signature.kind != "function":
        return None
    replace: list[Replacement] = []
    for argument, value in zip(signature.arguments, found.args, strict=False):
        if argument.type is not None and context.types.of(value).is_known:
            to = context.types.estate.declared(argument.type, context.schema)
            replace += passed(value, value.part, to, target_type(argument, context), context)
    return Hit(replace=replace, helpers=helpers_of(replace)) if replace else None
