"""the {kind} is described by COMMENT ON

SQL Server keeps the description of a table or column as a property; modelling tools write it with the owner in a
variable. PostgreSQL has a statement for it, which also changes and drops what is there.

```zh
{kind} 的说明改用 COMMENT ON
SQL Server 以扩展属性保存表和列的说明，建模工具常把属主放在变量中。PostgreSQL 用 COMMENT ON 语句新增、修改或删除说明。
```
```setup
CREATE TABLE bed (id INT NOT NULL, ward VARCHAR(10))
```
```sqlserver
DECLARE @CurrentUser VARCHAR(9)
SELECT @CurrentUser = 'dbo'
EXECUTE sp_addextendedproperty 'MS_Description', N'Who''s in', 'user', @CurrentUser, 'table', 'bed', 'column', 'ward'
EXECUTE sp_addextendedproperty 'MS_Description', '床位', 'user', @CurrentUser, 'table', 'bed'
```
```postgres
DO $$
DECLARE
  currentuser VARCHAR(9);
BEGIN

currentuser := 'dbo';
COMMENT ON COLUMN public.bed.ward IS 'Who''s in';
COMMENT ON TABLE public.bed IS '床位';
END;
$$
```
```then
SELECT col_description('bed'::regclass, 2), obj_description('bed'::regclass)
```
```rows
Who's in | 床位
```
```refused 42704
```
```setup
CREATE TABLE bed (id INT NOT NULL, ward VARCHAR(10))
```
```sqlserver
DECLARE @v sql_variant
SET @v = N'100% 床位'
EXECUTE sp_addextendedproperty N'MS_Description', @v, N'SCHEMA', N'dbo', N'TABLE', N'bed', N'COLUMN', N'ward'
```
```postgres
DO $$
DECLARE
  v text;
BEGIN

v := CAST('100% 床位' AS text);
EXECUTE format('COMMENT ON COLUMN public.bed.ward IS %L', v);
END;
$$
```
```then
SELECT col_description('bed'::regclass, 2)
```
```rows
100% 床位
```
```refused 42704
```
```quiet
CREATE TABLE property (id INT)
```
"""

from __future__ import annotations

from dataclasses import replace as changed
from typing import Any

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Part, Severity
from dbmigrate.rules.ddl.described_object import described
from dbmigrate.rules.procedural.tsql_judgement import is_written, understood
from dbmigrate.rules.scripts.existence import literal
from dbmigrate.syntax.procedural.tsql_descriptions import description_of
from dbmigrate.syntax.procedural.tsql_statements import Execute


@rule("PL311", source="sqlserver", severity=Severity.REFUSED, on=node(Execute))
def check(call: Execute, context: Context) -> Hit | None:
    if understood(context) is None or not is_written(call, context):
        return None
    found = description_of(call)
    if found is None:
        return None
    owner = context.schema or "dbo"
    path = tuple(owner if part.startswith("@") else part for part in found.path)
    target = described(changed(found, path=path), context)
    value = "NULL" if found.value is None else literal(call.lexed.tokens[found.value.last].text)
    text = f"COMMENT ON {target} IS {value}" if target else "NULL"
    first, last = call.inner.first, call.inner.last
    if not target or found.value is None or not call.words(found.value)[0].startswith("@"):
        replace: list[tuple[Any, ...]] = [(Part(first, first), literal_template(text)), (Part(first + 1, last), "")]
        return Hit(replace=replace, values={"kind": found.on})
    text = literal(f"COMMENT ON {target.replace('%', '%%')} IS %L")  # the statement itself takes constants only
    replace = [(Part(first, first), f"EXECUTE format({literal_template(text)},")]
    replace += [(Part(first + 1, found.value.first - 1), ""), (found.value.after, ")")]
    replace += [(Part(found.value.last + 1, last), "")] if found.value.last < last else []
    return Hit(replace=replace, values={"kind": found.on})
