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
```quiet
CREATE TABLE visit (id INT)
```
```notes
rights | the target's administrator creates roles and gives them rights | 由目标库管理员建立角色并授权
label | a label of SQL Server's tools | SQL Server 工具使用的标签
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.ddl.idle_statement import comment_marks, is_left_out
from dbmigrate.syntax.ddl.nodes import SystemCall

# Labels, storage options, what the target does by itself.
HARMLESS = frozenset(
    """sp_addextendedproperty sp_updateextendedproperty sp_dropextendedproperty sp_tableoption sp_indexoption
    sp_updatestats sp_recompile sp_refreshview sp_refreshsqlmodule sp_dboption sp_autostats sp_settriggerorder
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
    if not is_left_out(call):
        return None
    values, marks = {"name": name}, comment_marks(call, context)
    if name.lower() in HARMLESS:
        return Hit(replace=marks, values=values, note="label", severity=Severity.NOTE)
    if name.lower() in RIGHTS:
        return Hit(replace=marks, values=values, note="rights", fix=Fix.SAFE)
    return Hit(replace=marks, values=values, fix=Fix.REVIEW)
