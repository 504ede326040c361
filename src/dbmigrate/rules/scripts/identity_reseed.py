"""DBCC CHECKIDENT sets the next number of {table}

The sequence behind the target's identity column is set in its place. Without a number SQL Server goes on behind the
largest one, with a number behind that number.

```zh
DBCC CHECKIDENT 设置 {table} 的下一个编号
改为设置目标库标识列所用的序列。未给出数值时从已有最大值之后继续，给出数值时从该数值之后继续。
```
```setup
CREATE TABLE visit (id INTEGER IDENTITY(1,1), note VARCHAR(10));
```
```sqlserver
DBCC CHECKIDENT ('visit', RESEED, 40)
```
```postgres
SELECT setval(pg_get_serial_sequence('public.visit', 'id'), 40)
```
```refused 42601
```
```sqlserver
DBCC CHECKIDENT (visit, RESEED, 0)
```
```postgres
SELECT setval(pg_get_serial_sequence('public.visit', 'id'), 1, false)
```
```refused 42601
```
```sqlserver
DBCC CHECKIDENT ('visit')
```
```postgres
SELECT setval(pg_get_serial_sequence('public.visit', 'id'), greatest(max(id) + 1, nextval(pg_get_serial_sequence('public.visit', 'id'))), false) FROM public.visit
```
```refused 42601
```
```quiet
SELECT 1 AS checkident
```
```notes
unknown | the estate does not define the table or its identity column: set its sequence by hand | 未找到该表或其标识列的定义：请手工设置其序列
```
"""

from dbmigrate.catalog.keys import path_of_text
from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.scripts.decided_guard import in_block
from dbmigrate.rules.scripts.identity_insert import identity_column, next_number, sequence_of
from dbmigrate.syntax.ddl.nodes import Environment

TABLE = 3  # DBCC CHECKIDENT ( table , RESEED , number )


@rule("SE216", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(Environment))
def check(statement: Environment, context: Context) -> Hit | None:
    if statement.kind != "identity reseed":
        return None
    lexed, first, last = statement.lexed, statement.part.first, statement.part.last
    close = lexed.brackets.close.get(first + TABLE - 1, last)
    words = lexed.words[first : close + 1]
    name_end = first + words.index(",") - 1 if "," in words else close - 1
    name = lexed.source(Part(first + TABLE, name_end))
    is_string = lexed.is_string(first + TABLE)
    path = path_of_text("sqlserver", lexed.tokens[first + TABLE].text if is_string else name)
    values = {"table": name}
    column = identity_column(path, context)
    number = "".join(words[name_end + 4 - first : close - first]) if "RESEED" in words else ""
    if not column or (number and not number.lstrip("-").isdigit()):
        return Hit(values=values, note="unknown")
    word = "PERFORM" if in_block(context) else "SELECT"
    sequence = sequence_of(path, column, context)
    if not number:
        text = next_number(path, context)
    elif int(number) > 0:
        text = f"setval({sequence}, {number})"
    else:  # the target's sequences begin at 1
        text = f"setval({sequence}, {int(number) + 1}, false)"
    template = literal_template(f"{word} {text}")
    return Hit(replace=[(Part(first, first), template), (Part(first + 1, last), "")], values=values)
