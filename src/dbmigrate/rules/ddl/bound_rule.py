"""the rule object {name} is bound to {target}

The target has no rule objects. A condition of constants becomes a check constraint of the column or of the alias type; any
other has to be written there by hand. SQL Server applies a rule to new values only: rows that break it do not load.

```zh
规则对象 {name} 绑定到 {target}
目标库没有规则对象：由常量构成的条件改写为列或别名类型的检查约束，其他条件须由人工写入。SQL Server 只对新值应用规则，违反规则的旧数据将无法装载。
```
```setup
CREATE TABLE visit (id INT, state INT);
```
```sqlserver
CREATE RULE r_state AS @s IN (0, 1, 9)
GO
EXEC sp_bindrule 'r_state', 'visit.state'
```
```postgres
-- CREATE RULE r_state AS @s IN (0, 1, 9)

ALTER TABLE public.visit ADD CHECK (state IN (0, 1, 9))
```
```refused 42601
```
```sqlserver
CREATE RULE r_state AS @s IN (0, 1, 9)
GO
CREATE TYPE flag FROM INT;
EXEC sp_bindrule 'dbo.r_state', 'flag'
```
```postgres
-- CREATE RULE r_state AS @s IN (0, 1, 9)

CREATE DOMAIN flag AS INT;
ALTER DOMAIN public.flag ADD CHECK (VALUE IN (0, 1, 9))
```
```then
SELECT 9::flag
```
```rows
9
```
```refused 42601
```
```sqlserver
EXEC sp_bindrule 'r_today', 'visit.state'
```
```postgres
-- dbmigrate DD243 1: the rule object r_today is bound to visit.state
-- EXEC sp_bindrule 'r_today', 'visit.state'
```
```refused 42601
```
```quiet
EXEC sp_recompile 'visit'
```
```notes
future | columns that have the type already are checked as well | 已使用该类型的列也会被检查
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

PARAMETERS: Final = ("rulename", "objname", "futureonly")


@rule("DD243", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(SystemCall))
def check(call: SystemCall, context: Context) -> Hit | None:
    if call.procedure.value.lower() != "sp_bindrule":
        return None
    given = by_name(call, PARAMETERS)
    name, target = given.get("rulename", ""), given.get("objname", "")
    values = {"name": name, "target": target}
    condition = context.catalog.rule_condition(path_of_text("sqlserver", name), context.schema) if name else ""
    text = altered(target, condition, context) if target and condition else ""
    if not text:
        return Hit(replace=comment_marks(call, context), values=values, fix=Fix.REVIEW)
    future = given.get("futureonly", "").lower() == "futureonly"
    note, fix = ("future", Fix.REVIEW) if future else ("", Fix.SAFE)
    return Hit(rewritten(call, literal_template(text)), note, values, fix)


def altered(target: str, condition: str, context: Context) -> str:
    """The check of the column, or of the alias type where the name has one part; "" for what the estate does not define."""
    path, names = path_of_text("sqlserver", target), context.names
    if len(path) > 1 and context.catalog.table(path[:-1], context.schema):
        column = names.spell_column(path[:-1], split_path(target)[-1][0], schema=context.schema)
        table = names.object(path[:-1], "table", context.schema)
        return f"ALTER TABLE {table} ADD CHECK ({condition.replace('{}', column)})"
    if context.catalog.alias_type(path, context.schema):
        domain = names.object(path, "type", context.schema)
        return f"ALTER DOMAIN {domain} ADD CHECK ({condition.replace('{}', 'VALUE')})"
    return ""
