"""{verb} gives or takes rights

Rights belong to users and roles of SQL Server, which the target does not have: its administrator creates roles and gives
them rights. Without that the target refuses access, so nothing is open by mistake, with two exceptions. A DENY keeps a
right from a user who would have it through a role; the target has no such thing. And everyone may execute the target's
functions until EXECUTE is revoked from PUBLIC.

```zh
{verb} 授予或收回权限
权限属于 SQL Server 的用户和角色，目标库没有这些主体，须由管理员建立角色并授权；授权之前目标库拒绝访问。两点例外：DENY
禁止用户通过角色获得的权限，目标库没有对应机制；目标库的函数默认允许所有人执行，除非收回 PUBLIC 的 EXECUTE 权限。
```
```setup
CREATE TABLE visit (id INT);
```
```sqlserver
GRANT SELECT ON visit TO nurse
```
```postgres
-- GRANT SELECT ON visit TO nurse
```
```refused 42704
```
```sqlserver
DENY DELETE ON visit TO nurse
```
```postgres
-- dbmigrate DD217 1: DENY gives or takes rights (a role of the target must not give what is denied here)
-- DENY DELETE ON visit TO nurse
```
```refused 42601
```
```quiet
GRANT SELECT, UPDATE ON visit TO public
```
```notes
denied | a role of the target must not give what is denied here | 目标库的角色不得授予此处禁止的权限
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.ddl.idle_statement import comment_marks, for_everybody
from dbmigrate.syntax.ddl.nodes import Grant


@rule("DD217", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(Grant))
def check(grant: Grant, context: Context) -> Hit | None:
    if for_everybody(grant):
        return None
    values, denied = {"verb": grant.verb.upper()}, grant.verb == "deny"
    marks = comment_marks(grant, context)
    return Hit(marks, "denied" if denied else "", values, Fix.REVIEW if denied else Fix.SAFE)
