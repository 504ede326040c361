"""{rows}: the rows of a trigger's event under a name of the trigger's own

INSTEAD OF, and targets without transition tables, have the rows of the event in temporary tables (PL220). They are called
after the trigger, so that triggers that fire each other each see their own; in the statement the name that columns are read
by stays.

```zh
{rows}：事件行使用触发器自己的表名
INSTEAD OF 触发器以及没有过渡表的目标库把事件涉及的行放在临时表中（PL220）。表名带触发器名称，相互触发的触发器各读各的行；语句中引用列的名称不变。
```
```example
tests/cases/sqlserver/triggers_without_transition_tables.md
```
"""

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import TABLE, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Hit, Part, Severity
from dbmigrate.rules.procedural.tsql_judgement import understood
from dbmigrate.rules.procedural.tsql_kept_rows import NEW_ROWS, OLD_ROWS
from dbmigrate.rules.procedural.tsql_triggers import rows_table
from dbmigrate.syntax.procedural.tsql_nodes import TsqlTrigger


@rule("PL361", source="sqlserver", severity=Severity.REFUSED, on=TABLE)
def check(found: Expr, context: Context) -> Hit | None:
    table, unit = found.node, context.above(TsqlTrigger)
    if unit is None or not isinstance(table, exp.Table) or table.db or understood(context) is None:
        return None
    rows = table.name.lower()
    if rows not in (NEW_ROWS, OLD_ROWS) or (own := rows_table(unit, rows, context)) == rows:
        return None
    last = found.lexed.by_start.get(table.this.meta.get("start", -1), found.part.last)
    alias = "" if table.alias else f" AS {rows}"
    replace = [(Part(last, last), own + alias)]
    return Hit(replace=replace, values={"rows": rows})
