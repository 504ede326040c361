"""CREATE SCHEMA {schema}

The load scripts create every schema that the estate needs, so the statement must not fail where it exists. The owner is a
user of SQL Server that the target does not have. What SQL Server creates inside the schema becomes statements of their
own.

```zh
创建模式（CREATE SCHEMA）{schema}
装载脚本会先创建所需的全部模式，因此语句在模式已存在时不能报错。所有者是 SQL Server 的用户，目标库没有。模式内创建的对象改为单独的语句。
```
```sqlserver
CREATE SCHEMA ward AUTHORIZATION dbo
```
```postgres
CREATE SCHEMA IF NOT EXISTS ward
```
```then
SELECT nspname FROM pg_namespace WHERE nspname = 'ward'
```
```rows
ward
```
```refused 42704
```
```sqlserver
CREATE SCHEMA ward AUTHORIZATION nurse
  CREATE TABLE bed (id INT)
  CREATE TABLE ward.room (id INT)
```
```postgres
CREATE SCHEMA IF NOT EXISTS ward;
  CREATE TABLE ward.bed (id INT);
  CREATE TABLE ward.room (id INT)
```
```then
INSERT INTO ward.bed VALUES (1);
SELECT id FROM ward.bed
```
```rows
1
```
```refused 42704
```
```quiet
CREATE TABLE visit (id INT)
```
```notes
owner | the owner's rights on what is in it have to be given on the target | 所有者对其中对象的权限须在目标库重新授予
```
"""

from typing import Any

from dbmigrate.catalog.keys import path_of
from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.syntax.ddl.nodes import CreateSchema, Name, Node


@rule("DD201", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(CreateSchema))
def check(made: CreateSchema, context: Context) -> Hit | None:
    name, owner = made.name or made.authorization, made.authorization
    if name is None:
        return None
    replace: list[tuple[Any, ...]] = []
    before = Part(name.part.first - 1, name.part.first - 1)
    if made.name is None:
        replace.append((before, "IF NOT EXISTS"))
    else:
        replace.append((before.after, " IF NOT EXISTS"))
        replace += [(Part(name.part.last + 1, owner.part.last), "")] if owner else []
    schema, end = context.names.bare(context.names.schema(path_of(name)[-1])), name.part
    for statement in made.statements:
        replace.append((end.after, ";"))
        replace += qualified(statement, schema)
        end = statement.part
    is_own = owner is None or owner.value.lower() == "dbo"
    severity = None if made.authorization or made.statements else Severity.NOTE
    return Hit(replace=replace, values={"schema": name.value}, note="" if is_own else "owner", severity=severity)


def qualified(statement: Node, schema: str) -> list[tuple[Any, ...]]:
    """A table or view that is created without a schema lies in the one that holds it."""
    name = getattr(statement, "name", None)
    if not isinstance(name, Name) or len(name.parts) > 1:
        return []
    return [(name.part.before, literal_template(f"{schema}."))]
