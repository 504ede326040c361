"""DROP PROCEDURE of one that gives rows

A procedure that gives rows is a function on the target (PL250, PL251), and is dropped as one.

```zh
删除返回结果集的过程
返回结果集的过程在目标库中是函数（PL250、PL251），须按函数删除。
```
```setup sqlserver
CREATE TABLE visit (id INTEGER);
GO
CREATE PROCEDURE all_visits AS
SELECT id FROM visit
GO
CREATE PROCEDURE no_visits AS
DELETE FROM visit
```
```sqlserver
DROP PROCEDURE dbo.all_visits
```
```postgres
DROP FUNCTION public.all_visits
```
```then
CREATE FUNCTION all_visits(n integer) RETURNS integer LANGUAGE sql AS 'SELECT 7';
SELECT all_visits(1)
```
```rows
7
```
```refused 42883
```
```sqlserver
IF OBJECT_ID('all_visits') IS NOT NULL DROP PROCEDURE [all_visits]
```
```postgres
DROP FUNCTION IF EXISTS all_visits
```
```then
SELECT count(*) FROM pg_proc WHERE proname = 'all_visits'
```
```rows
0
```
```sqlserver
DROP PROCEDURE all_visits, no_visits
```
```postgres
DROP FUNCTION all_visits; DROP PROCEDURE no_visits
```
```then
CREATE FUNCTION all_visits(n integer) RETURNS integer LANGUAGE sql AS 'SELECT 7';
SELECT all_visits(1)
```
```rows
7
```
```refused 42883
```
```quiet
DROP PROCEDURE other_visits
```
"""

from dbmigrate.catalog.keys import path_of
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.procedural.tsql_judgement import called_as
from dbmigrate.rules.procedural.tsql_shapes import SHAPES
from dbmigrate.rules.scripts.decided_guard import in_block
from dbmigrate.syntax.ddl.nodes import Drop


@rule(
    "SE230",
    source="sqlserver",
    severity=Severity.REFUSED,
    fix=Fix.SAFE,
    on=node(Drop),
    unless="tsql_procedure",
)
def check(drop: Drop, context: Context) -> Hit | None:
    if drop.on != "procedure":
        return None
    kinds = kinds_of(drop, context)
    if "FUNCTION" not in kinds:
        return None
    word = Part(drop.keyword.last, drop.keyword.last)
    replace: list[tuple[object, ...]] = [(word, kinds[0])]
    asked = " IF EXISTS" if any(extra.kind == "if exists" for extra in drop.extras) else ""
    for name, kind in zip(drop.names, kinds[1:], strict=False):
        replace.append((Part(name.part.last + 1, name.part.last + 1), f"; DROP {kind}{asked}"))
    guarded = asked or in_block(context)
    return Hit(replace=replace, severity=Severity.DIFFERS if guarded else None)


def kinds_of(drop: Drop, context: Context) -> list[str]:
    shapes = [SHAPES.at(path_of(name), context, called_as) for name in drop.names]
    return ["FUNCTION" if shape.is_function else "PROCEDURE" for shape in shapes]
