"""{object} belongs to SQL Server's own catalogue

The target's catalogue has other tables and columns. INFORMATION_SCHEMA exists there as well, with names in small
letters and other schemas.

```zh
{object} 属于 SQL Server 的系统目录
目标库的系统目录表与列不同。INFORMATION_SCHEMA 在目标库中也有，但名称为小写，模式名不同。
```
```setup
CREATE TABLE visit (id INT NOT NULL);
```
```sqlserver
SELECT o.name FROM sys.objects o
```
```refused 42P01
```
```sqlserver
SELECT count(*) FROM sysobjects
```
```refused 42P01
```
```quiet
SELECT v.id FROM visit v
```
```notes
standard | the view exists, its names are written otherwise | 该视图存在，但名称写法不同
```
"""

from typing import Final

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import TABLE, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.queries.catalogue_answers import answer, catalogue_table
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
    if schema == "INFORMATION_SCHEMA":
        return Hit(values=values, note="standard", severity=Severity.DIFFERS, fix=Fix.REVIEW)
    if schema == "SYS" or (name in OLD and schema in ("", "DBO", "SYS")):
        return Hit(values=values, fix=fix)
    return None
