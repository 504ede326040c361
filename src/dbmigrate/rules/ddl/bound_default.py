"""the default object {name} is bound to {target}

The target has no default objects. A constant becomes the column's own default, or that of the alias type; an expression has
to be written there by hand.

```zh
默认值对象 {name} 绑定到 {target}
目标库没有默认值对象：常量改写为该列或别名类型自身的默认值；表达式须由人工写入。
```
```setup
CREATE TABLE visit (id INT, state INT DEFAULT 1);
```
```sqlserver
CREATE DEFAULT df_zero AS 0
GO
EXEC sp_unbindefault 'visit.state';
EXEC sp_bindefault 'df_zero', 'visit.state'
```
```postgres
-- CREATE DEFAULT df_zero AS 0

ALTER TABLE public.visit ALTER COLUMN state DROP DEFAULT;
ALTER TABLE public.visit ALTER COLUMN state SET DEFAULT 0
```
```then
INSERT INTO visit (id) VALUES (1);
SELECT state FROM visit
```
```rows
0
```
```refused 42601
```
```sqlserver
CREATE DEFAULT df_zero AS 0
GO
CREATE TYPE flag FROM INT;
EXEC sp_bindefault 'dbo.df_zero', 'flag'
```
```postgres
-- CREATE DEFAULT df_zero AS 0

CREATE DOMAIN flag AS INT;
ALTER DOMAIN public.flag SET DEFAULT 0
```
```refused 42601
```
```sqlserver
EXEC sp_bindefault 'df_today', 'visit.state'
```
```postgres
-- dbmigrate DD254 1: the default object df_today is bound to visit.state
-- EXEC sp_bindefault 'df_today', 'visit.state'
```
```refused 42601
```
```quiet
EXEC sp_recompile 'visit'
```
"""

from typing import Final

from dbmigrate.catalog.keys import path_of_text, split_path
from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.ddl.idle_statement import comment_marks
from dbmigrate.rules.ddl.system_call import by_name, rewritten
from dbmigrate.syntax.ddl.nodes import SystemCall

BIND: Final = "sp_bindefault"
PARAMETERS: Final = {BIND: ("defname", "objname", "futureonly"), "sp_unbindefault": ("objname", "futureonly")}


@rule("DD254", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(SystemCall))
def check(call: SystemCall, context: Context) -> Hit | None:
    called = call.procedure.value.lower()
    if called not in PARAMETERS:
        return None
    given = by_name(call, PARAMETERS[called])
    name, target = given.get("defname", ""), given.get("objname", "")
    values = {"name": name, "target": target}
    action = "DROP DEFAULT"
    if called == BIND:
        constant = context.catalog.default_object(path_of_text("sqlserver", name), context.schema) if name else ""
        action = f"SET DEFAULT {constant}" if constant else ""
    text = altered(target, action, context) if target and action else ""
    if not text:
        return Hit(replace=comment_marks(call, context), values=values, fix=Fix.REVIEW)
    return Hit(replace=rewritten(call, literal_template(text)), values=values)


def altered(target: str, action: str, context: Context) -> str:
    """ALTER of the column, or of the alias type where the name has one part; "" for what the estate does not define."""
    path, names = path_of_text("sqlserver", target), context.names
    if len(path) > 1 and context.catalog.table(path[:-1], context.schema):
        column = names.spell_column(path[:-1], split_path(target)[-1][0], schema=context.schema)
        return f"ALTER TABLE {names.object(path[:-1], 'table', context.schema)} ALTER COLUMN {column} {action}"
    if context.catalog.alias_type(path, context.schema):
        return f"ALTER DOMAIN {names.object(path, 'type', context.schema)} {action}"
    return ""
