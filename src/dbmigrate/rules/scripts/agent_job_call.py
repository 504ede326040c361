"""{name} of SQL Server Agent: {what}

Jobs are not part of a database of PostgreSQL: the operating system, pg_cron or the hospital's scheduler runs them. The call is
left out; the issue says what has to be set up again: names, the schedule as cron writes it, the objects that the command of a
step names, and which statements it holds. Such a command is T-SQL: put it into a script of its own to have it converted.

```zh
SQL Server 代理作业 {name}：{what}
作业不属于 PostgreSQL 数据库，由操作系统、pg_cron 或院内调度平台执行。该调用不转换；问题中列出须重建的内容：名称、以 cron 格式表示的调度、步骤命令涉及的对象及其语句种类。命令本身是 T-SQL：请另存为脚本再转换。
```
```setup sqlserver
CREATE TABLE bill (id INTEGER);
GO
CREATE PROCEDURE close_bills AS DELETE FROM bill
```
```sqlserver
EXEC msdb.dbo.sp_add_jobstep @job_name = N'nightly', @step_name = N'close', @subsystem = N'TSQL', @command = N'EXEC dbo.close_bills; SELECT 1', @database_name = N'his'
```
```postgres
-- dbmigrate SE233 1: sp_add_jobstep of SQL Server Agent: job_name nightly; step_name close; subsystem TSQL; database_name his; command: dbo.close_bills; statements: execute, select (readable)
-- EXEC msdb.dbo.sp_add_jobstep @job_name = N'nightly', @step_name = N'close', @subsystem = N'TSQL', @command = N'EXEC dbo.close_bills; SELECT 1', @database_name = N'his'
```
```refused 42601
```
```sqlserver
EXEC msdb.dbo.sp_add_schedule @schedule_name = 'weekdays', @freq_type = 8, @freq_interval = 62, @active_start_time = 23000
```
```postgres
-- dbmigrate SE233 1: sp_add_schedule of SQL Server Agent: schedule_name weekdays; cron 30 2 * * 1,2,3,4,5
-- EXEC msdb.dbo.sp_add_schedule @schedule_name = 'weekdays', @freq_type = 8, @freq_interval = 62, @active_start_time = 23000
```
```refused 42601
```
```sqlserver
EXEC msdb.dbo.sp_add_jobstep @job_name = N'nightly', @step_name = N'old', @command = N'IF DB_ID() > 0 DELETE FROM bill WHERE id < 5
UPDATE bill SET id = WHERE id ='
```
```postgres
-- dbmigrate SE233 1: sp_add_jobstep of SQL Server Agent: job_name nightly; step_name old; command: bill; statements: if, update (1 of 2 not readable)
-- EXEC msdb.dbo.sp_add_jobstep @job_name = N'nightly', @step_name = N'old', @command = N'IF DB_ID() > 0 DELETE FROM bill WHERE id < 5
-- UPDATE bill SET id = WHERE id ='
```
```refused 42601
```
```quiet
CREATE TABLE sp_add_job (id INT)
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.ddl.idle_statement import comment_marks
from dbmigrate.rules.ddl.system_call import by_name
from dbmigrate.rules.scripts.agent_jobs import PARAMETERS, described, is_of_jobs
from dbmigrate.syntax.ddl.nodes import SystemCall


@rule("SE233", source="sqlserver", severity=Severity.REFUSED, fix=Fix.REVIEW, on=node(SystemCall))
def check(call: SystemCall, context: Context) -> Hit | None:
    name = call.procedure.value
    if not is_of_jobs(name):
        return None
    given = by_name(call, PARAMETERS[name.lower()])
    return Hit(replace=comment_marks(call, context), values={"name": name, "what": described(given, context)})
