"""ALTER SCHEMA {schema} TRANSFER

The target moves a table, view or sequence by ALTER .. SET SCHEMA. Routines need their arguments there and types another
statement, so these are left to a person.

```zh
ALTER SCHEMA {schema} TRANSFER 转移对象
目标库用 ALTER .. SET SCHEMA 转移表、视图和序列；过程、函数须写参数，类型须用其他语句，由人工处理。
```
```setup
CREATE SCHEMA ward;
CREATE TABLE bed (id INT);
```
```sqlserver
ALTER SCHEMA ward TRANSFER OBJECT::dbo.bed
```
```postgres
ALTER TABLE public.bed SET SCHEMA ward
```
```then
SELECT count(*) FROM ward.bed
```
```rows
0
```
```refused 42601
```
```sqlserver
ALTER SCHEMA ward TRANSFER dbo.close_bed
```
```postgres
-- dbmigrate DD237 1: ALTER SCHEMA ward TRANSFER
-- ALTER SCHEMA ward TRANSFER dbo.close_bed
```
```refused 42601
```
```quiet
CREATE TABLE transfer (id INT)
```
"""

from typing import Final

from dbmigrate.catalog.keys import path_of
from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.ddl.idle_statement import comment_marks
from dbmigrate.syntax.ddl.nodes import Environment
from dbmigrate.syntax.ddl.reader import Cursor

KINDS: Final = (("table", "TABLE"), ("view", "VIEW"), ("sequence", "SEQUENCE"))


@rule("DD237", source="sqlserver", severity=Severity.REFUSED, fix=Fix.REVIEW, on=node(Environment))
def check(statement: Environment, context: Context) -> Hit | None:
    if statement.kind != "schema transfer" or statement.name is None:
        return None
    values, part = {"schema": statement.name.value}, statement.part
    c = Cursor(statement.lexed, statement.name.part.last + 1, part.last + 1)
    text = moved(c, statement, context)
    if not text:
        return Hit(comment_marks(statement, context), values=values)
    first = Part(part.first, part.first)
    return Hit([(first, literal_template(text)), (Part(part.first + 1, part.last), "")], "", values, Fix.SAFE)


def moved(c: Cursor, statement: Environment, context: Context) -> str:
    """The target's statement; "" for what is no table, view or sequence of the estate."""
    assert statement.name is not None
    c.need("TRANSFER")
    if c.ahead() == "::":
        c.take(2)
    path, names = path_of(c.name("object", 3)), context.names
    for kind, word in KINDS:
        if context.catalog.locate(kind, path, context.schema):
            schema = names.bare(names.schema(path_of(statement.name)[-1]))
            return f"ALTER {word} {names.object(path, kind, context.schema)} SET SCHEMA {schema}"
    return ""
