"""{object} belongs to SQL Server's own catalogue

The target's catalogue has other tables and columns. For the views that scripts ask for objects, tables, columns, types,
indexes, keys, parameters and descriptions the runtime holds views over it: names as the target keeps them, in small letters, so
that what is compared with them is put into small letters as well; the columns that say the same on both sides. Procedures that
give rows count as functions. A column that they lack is refused when asked for. The rest of INFORMATION_SCHEMA exists there as
well, with names in small letters and other schemas.

```zh
{object} 属于 SQL Server 的系统目录
目标库的系统目录表与列不同。脚本常查的对象、表、列、类型、索引、键、参数、说明等视图由运行时视图代替：名称与目标库一致，为小写，故与之比较的值也转为小写；只含两边含义相同的列，查询其他列时报错；返回结果集的过程按函数计。INFORMATION_SCHEMA 的其余视图在目标库中也有，但名称为小写，模式名不同。
```
```setup
CREATE TABLE visit (id INT NOT NULL);
```
```sqlserver
SELECT o.name, o.type FROM sys.objects o WHERE o.name = N'Visit' AND o.type IN ('U', 'V')
```
```postgres
-- dbmigrate QY220 1: sys.objects belongs to SQL Server's own catalogue (a view of the runtime over the target's catalogue)
SELECT o.name, o.type FROM dbmigrate.sys_objects o WHERE o.name = lower('Visit') AND o.type IN ('U', 'V')
```
```rows
visit | U
```
```refused 42P01
```
```sqlserver
SELECT c.name, t.name, c.isnullable FROM sysobjects o, dbo.syscolumns c, systypes t WHERE o.id = c.id AND t.xusertype = c.xusertype AND o.xtype = 'U' AND o.name IN ('VISIT', 'ward')
```
```rows
id | int | 0
```
```refused 42P01
```
```sqlserver
SELECT tables.name FROM sys.tables WHERE object_id = OBJECT_ID('dbo.visit') UNION ALL SELECT COLUMN_NAME FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_NAME = 'VISIT' AND TABLE_SCHEMA = 'dbo' AND DATA_TYPE = 'int'
```
```postgres
-- dbmigrate QY220 1: sys.tables belongs to SQL Server's own catalogue (a view of the runtime over the target's catalogue)
-- dbmigrate QY220 1: INFORMATION_SCHEMA.COLUMNS belongs to SQL Server's own catalogue (a view of the runtime over the target's catalogue)
SELECT tables.name FROM dbmigrate.sys_tables AS tables WHERE object_id = to_regclass('public.visit') UNION ALL SELECT COLUMN_NAME FROM dbmigrate.schema_columns AS columns WHERE TABLE_NAME = lower('VISIT') AND TABLE_SCHEMA = 'dbo' AND DATA_TYPE = 'int'
```
```rows
visit
id
```
```refused 42P01
```
```sqlserver
SELECT o.name FROM sys.dm_exec_sessions o
```
```refused 42P01
```
```quiet
SELECT v.id FROM visit v
```
```notes
views | a view of the runtime over the target's catalogue | 由运行时视图读取目标库的系统目录
standard | the view exists, its names are written otherwise | 该视图存在，但名称写法不同
```
"""

from typing import Any, Final

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import TABLE, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.queries.catalogue_answers import answer, catalogue_table
from dbmigrate.rules.queries.catalogue_views import compared_names, made_name, made_tables
from dbmigrate.syntax.ddl.nodes import Guard, Procedural

# Transact-SQL Reference, "System compatibility views", "System catalog views".
OLD: Final = frozenset(
    """SYSOBJECTS SYSCOLUMNS SYSINDEXES SYSUSERS SYSTYPES SYSCOMMENTS SYSFOREIGNKEYS SYSREFERENCES SYSCONSTRAINTS
    SYSINDEXKEYS SYSPROCESSES SYSDATABASES SYSFILES SYSDEPENDS SYSLOGINS SYSMEMBERS SYSPERMISSIONS SYSLOCKINFO""".split()
)


@rule("QY220", source="sqlserver", severity=Severity.REFUSED, fix=Fix.NONE, on=TABLE)
def check(found: Expr, context: Context) -> Hit | None:
    table = found.node
    if not isinstance(table, exp.Table) or context.above(Guard) is not None:
        return None
    exists = table.find_ancestor(exp.Exists)
    if exists is not None and catalogue_table(exists.this) is table and answer(exists, context) is not None:
        return None  # QY233
    schema, name = table.db.upper(), table.name.upper()
    values = {"object": f"{table.db}.{table.name}" if table.db else table.name}
    fix = Fix.REVIEW if context.above(Procedural) is not None else None
    made = made_name(table)
    if made and context.catalog.locate("table", (name.lower(),), context.schema) is None:
        return answered(found, table, made, values)
    if schema == "INFORMATION_SCHEMA":
        return Hit(values=values, note="standard", severity=Severity.DIFFERS, fix=Fix.REVIEW)
    if schema == "SYS" or (name in OLD and schema in ("", "DBO", "SYS")):
        return Hit(values=values, fix=fix)
    return None


def answered(found: Expr, table: exp.Table, made: str, values: dict[str, str]) -> Hit:
    """By a view of the runtime, under the name that the query calls it."""
    name = Part(found.part.first, found.part.first + (2 if table.db else 0))
    called = "" if table.alias or made == table.name.lower() else f" AS {table.name.lower()}"
    replace: list[tuple[Any, ...]] = [(name, f"dbmigrate.{made}{called}", name)]
    select = table.find_ancestor(exp.Select)
    if isinstance(select, exp.Select) and made_tables(select)[0] is table:
        for value in compared_names(select):
            part = found.view(value).part
            replace += [(part.before, "lower("), (part.after, ")")]
    return Hit(replace, note="views", values=values, fix=Fix.REVIEW, at=name, helpers=("catalogue",))
