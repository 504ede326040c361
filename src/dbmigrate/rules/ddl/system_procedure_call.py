"""a call of {name} at the top level

Calls of SQL Server's own procedures set up its server, its tools and its catalog. The target has nothing that they could
set; what they mean has to be looked at where it is more than a label of a tool.

```zh
顶层调用系统过程 {name}
SQL Server 系统过程用于设置其服务器、工具与目录，目标库没有对应设置；若不只是工具标签，须人工确认其含义。
```
```sqlserver
EXEC sp_configure 'show advanced options', 1
```
```postgres
-- dbmigrate DD256 1: a call of sp_configure at the top level
-- EXEC sp_configure 'show advanced options', 1
```
```refused 42601
```
```sqlserver
EXEC sys.sp_addextendedproperty @name=N'microsoft_database_tools_support', @value=1
```
```postgres
-- EXEC sys.sp_addextendedproperty @name=N'microsoft_database_tools_support', @value=1
```
```sqlserver
EXEC sp_addrolemember 'db_datareader', 'nurse'
```
```postgres
-- EXEC sp_addrolemember 'db_datareader', 'nurse'
```
```refused 42601
```
```setup sqlserver
CREATE TABLE visit (id INT);
GO
CREATE TRIGGER a_visit ON visit FOR INSERT AS PRINT 'a'
GO
CREATE TRIGGER b_visit ON visit FOR INSERT AS PRINT 'b'
```
```sqlserver
EXEC sp_settriggerorder @triggername = 'dbo.a_visit', @order = 'First', @stmttype = 'INSERT'
```
```postgres
-- EXEC sp_settriggerorder @triggername = 'dbo.a_visit', @order = 'First', @stmttype = 'INSERT'
```
```refused 42601
```
```sqlserver
EXEC sp_settriggerorder 'b_visit', 'First', 'INSERT'
```
```postgres
-- dbmigrate DD256 1: a call of sp_settriggerorder at the top level (the target runs the triggers of an event in the order of their names: b_visit does not come there as asked)
-- EXEC sp_settriggerorder 'b_visit', 'First', 'INSERT'
```
```quiet
CREATE TABLE visit (id INT)
```
```notes
rights | the target's administrator creates roles and gives them rights | 由目标库管理员建立角色并授权
order | the target runs the triggers of an event in the order of their names: {trigger} does not come there as asked | 目标库按名称顺序执行同一事件的触发器：{trigger} 不在所要求的位置
label | a label of SQL Server's tools | SQL Server 工具使用的标签
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.ddl.idle_statement import comment_marks, is_left_out
from dbmigrate.rules.ddl.system_call import by_name
from dbmigrate.rules.ddl.trigger_order import PARAMETERS, comes_as_asked
from dbmigrate.rules.scripts.agent_jobs import is_of_jobs
from dbmigrate.syntax.ddl.nodes import SystemCall

# Labels, storage options, what the target does by itself.
HARMLESS = frozenset(
    """sp_addextendedproperty sp_updateextendedproperty sp_dropextendedproperty sp_tableoption sp_indexoption
    sp_updatestats sp_recompile sp_refreshview sp_refreshsqlmodule sp_dboption sp_autostats
    sp_fulltext_database sp_db_vardecimal_storage_format sp_help sp_helptext""".split()
)
# Users, logins and roles: the target's administrator makes roles (see user-or-role).
RIGHTS = frozenset(
    """sp_addrole sp_droprole sp_addrolemember sp_droprolemember sp_addapprole sp_dropapprole sp_addsrvrolemember
    sp_dropsrvrolemember sp_adduser sp_dropuser sp_grantdbaccess sp_revokedbaccess sp_addlogin sp_droplogin sp_grantlogin
    sp_revokelogin sp_denylogin sp_defaultdb sp_defaultlanguage sp_password sp_change_users_login sp_changedbowner
    sp_addgroup sp_dropgroup sp_changegroup sp_addalias sp_dropalias""".split()
)


@rule("DD256", source="sqlserver", severity=Severity.REFUSED, fix=Fix.REVIEW, on=node(SystemCall))
def check(call: SystemCall, context: Context) -> Hit | None:
    name = call.procedure.value
    if not is_left_out(call) or is_of_jobs(name):
        return None  # SE233
    values, marks = {"name": name}, comment_marks(call, context)
    if name.lower() in HARMLESS:
        return Hit(replace=marks, values=values, note="label", severity=Severity.NOTE)
    if name.lower() == "sp_settriggerorder":
        return ordered(call, marks, context)
    if name.lower() in RIGHTS:
        return Hit(replace=marks, values=values, note="rights", fix=Fix.SAFE)
    return Hit(replace=marks, values=values, fix=Fix.REVIEW)


def ordered(call: SystemCall, marks: list[tuple[object, object]], context: Context) -> Hit:
    given = by_name(call, PARAMETERS)
    values = {"name": call.procedure.value, "trigger": given.get("triggername", "")}
    if comes_as_asked(given, context):
        return Hit(replace=marks, values=values, fix=Fix.SAFE)
    return Hit(replace=marks, values=values, note="order")
