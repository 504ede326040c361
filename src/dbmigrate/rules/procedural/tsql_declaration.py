"""DECLARE amid the statements

PL/pgSQL declares variables in one section before BEGIN. A value that the declaration gave is assigned where the
declaration stood, because T-SQL gives it there each time that it comes by. A table variable becomes a temporary table.

```zh
语句之间的 DECLARE
PL/pgSQL 的变量统一在 BEGIN 之前声明。声明时的初值在原声明处赋值，因为 T-SQL 每次执行到此处都会赋值。表变量改为临时表。
```
```sqlserver
CREATE FUNCTION seven(@n INTEGER) RETURNS INTEGER AS
BEGIN
  SET @n = @n + 1;
  DECLARE @a INTEGER = @n, @b INTEGER; -- a is needed
  SET @b = @a + 1;
  RETURN @b;
END
```
```postgres
CREATE FUNCTION seven(n INTEGER) RETURNS INTEGER AS $$
DECLARE
  a INTEGER;
  b INTEGER;
BEGIN
  n := n + 1;
  a := n; -- a is needed
  b := a + 1;
  RETURN b;
END;
$$ LANGUAGE plpgsql
```
```then
SELECT seven(5)
```
```rows
7
```
```refused 42601
```
```sqlserver
CREATE FUNCTION half(@n DECIMAL(5,2)) RETURNS INTEGER AS
BEGIN
  DECLARE @a INTEGER = @n * 0.5, @b VARCHAR(2) = 'abc'
  RETURN @a
END
```
```postgres
CREATE FUNCTION half(n DECIMAL(5,2)) RETURNS INTEGER AS $$
DECLARE
  a INTEGER;
  b VARCHAR(2);
BEGIN
  n := n::DECIMAL(5,2);
  a := CAST(trunc(n * 0.5) AS INTEGER); b := ('abc')::VARCHAR(2);
  RETURN a;
END;
$$ LANGUAGE plpgsql
```
```then
SELECT half(5.5)
```
```rows
2
```
```refused 42601
```
```setup
CREATE TABLE ward (id INTEGER);
INSERT INTO ward (id) VALUES (4);
```
```sqlserver
CREATE PROCEDURE double_wards AS
BEGIN
  DECLARE @t TABLE (id INTEGER PRIMARY KEY, n VARCHAR(10))
  INSERT INTO @t (id) SELECT id FROM ward
  INSERT INTO ward (id) SELECT w.id * 2 FROM @t w
END
```
```postgres
CREATE PROCEDURE double_wards() AS $$
BEGIN
  PERFORM 'PRAGMA:TABLE: double_wards_t (id INTEGER, n VARCHAR(10))'; DROP TABLE IF EXISTS pg_temp.double_wards_t; CREATE TEMPORARY TABLE double_wards_t (id INTEGER PRIMARY KEY, n VARCHAR(10));
  INSERT INTO double_wards_t (id) SELECT id FROM ward;
  INSERT INTO ward (id) SELECT w.id * 2 FROM double_wards_t w;
END;
$$ LANGUAGE plpgsql
```
```then
CALL double_wards();
SELECT id FROM ward
```
```rows
4
8
```
```refused 42601
```
```quiet
CREATE FUNCTION eight(@n INTEGER) RETURNS INTEGER AS
BEGIN
  RETURN 8;
END
```
"""

from typing import Any

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.functions.placing import WRITTEN_BEFORE
from dbmigrate.rules.procedural.tsql_cut import fitted
from dbmigrate.rules.procedural.tsql_judgement import is_written, understood
from dbmigrate.rules.procedural.tsql_tables import is_table, made_table
from dbmigrate.rules.procedural.tsql_type_text import is_not_given
from dbmigrate.syntax.ddl.nodes import TypeName
from dbmigrate.syntax.procedural.tsql_nodes import LocalVariable, TableVariable
from dbmigrate.syntax.procedural.tsql_statements import Declare


@rule("PL203", source="sqlserver", severity=Severity.REFUSED, on=node(Declare), after=WRITTEN_BEFORE)
def check(statement: Declare, context: Context) -> Hit | None:
    judgement = understood(context)
    if judgement is None or not is_written(statement, context):
        return None
    lines, places, gone, inner = [], list[object](), list[object](), list[tuple[Any, ...]]()
    for item in statement.items:
        if isinstance(item, (TableVariable, LocalVariable)) and is_table(item, context):
            made, of = made_table(item, judgement.names[item.name.value.lower()])
            lines.append(made)
            places += of
            gone.append(item.name)
        elif isinstance(item, LocalVariable) and item.default:
            lines.append("{} := {};")
            places += [item.name, item.default]
            inner += fitted(item.type, item.default, context)
    rest = [i for i in statement.items if isinstance(i, LocalVariable) and not is_table(i, context)]
    aliases = [(i.type, "") for i in rest if is_alias(i, context)]
    return Hit(replace=[(statement, " ".join(lines), *places, *gone), *aliases, *inner])


def is_alias(item: LocalVariable, context: Context) -> bool:
    """Its type is written by what it stands for: its own name goes."""
    return isinstance(item.type, TypeName) and item.type.user is not None and not is_not_given(item.type, context)
