"""{name} of SQL Server Agent in a batch: {what}

Scripts of SQL Server's tools make jobs in batches with variables, checks and a transaction. Jobs are not part of a database of
PostgreSQL (SE233): the calls are left out, with an issue for each that says what has to be set up again; a test of the server's
own lists around them goes with them. Calls in procedures stay exceptions.

```zh
批处理中的 SQL Server 代理作业 {name}：{what}
SQL Server 工具生成的脚本在带变量、检查和事务的批处理中建立作业。作业不属于 PostgreSQL 数据库（见 SE233）：这些调用不转换，逐条列出须重建的内容；仅围绕它们、查询服务器自身列表的判断一并去掉。过程中的此类调用仍为异常。
```
```setup sqlserver
CREATE TABLE bill (id INTEGER);
GO
CREATE PROCEDURE close_bills AS DELETE FROM bill
```
```sqlserver
DECLARE @jobId BINARY(16), @rc INT
SET @rc = 0
IF NOT EXISTS (SELECT name FROM msdb.dbo.syscategories WHERE name = N'Upkeep')
BEGIN
EXEC @rc = msdb.dbo.sp_add_category @class=N'JOB', @name=N'Upkeep'
IF (@@ERROR <> 0 OR @rc <> 0) GOTO Quit
END
EXEC @rc = msdb.dbo.sp_add_job @job_name=N'nightly', @job_id = @jobId OUTPUT
IF (@@ERROR <> 0 OR @rc <> 0) GOTO Quit
EXEC @rc = msdb.dbo.sp_add_jobschedule @job_id=@jobId, @name=N'daily', @freq_type=4, @freq_interval=1, @active_start_time=20000
INSERT INTO bill VALUES (7)
Quit:
```
```then
SELECT id FROM bill
```
```rows
7
```
```refused 42601
```
```quiet
CREATE TABLE sp_add_job (id INT)
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import COMMENT_OUT, Fix, Hit, Severity
from dbmigrate.rules.procedural.tsql_judgement import judge_tsql
from dbmigrate.rules.procedural.tsql_text import indent
from dbmigrate.rules.scripts.agent_jobs import PARAMETERS, described
from dbmigrate.syntax.procedural.tsql_jobs import JOB, given, surrounds_jobs
from dbmigrate.syntax.procedural.tsql_nodes import TsqlUnit
from dbmigrate.syntax.procedural.tsql_statements import Execute, TsqlIf


@rule("PL323", source="sqlserver", severity=Severity.REFUSED, fix=Fix.REVIEW, on=(node(Execute), node(TsqlIf)))
def check(found: Execute | TsqlIf, context: Context) -> Hit | None:
    unit = context.above(TsqlUnit)
    if unit is None:
        return None
    unwritten = judge_tsql(unit, context).unwritten
    if not unwritten.get((found.part.first, found.part.last), "").startswith(JOB):
        return None
    calls = [found] if isinstance(found, Execute) else surrounds_jobs(found, unit)
    said = [described(given(c, PARAMETERS[name_of(c)]), context) for c in calls]
    idle = f"\n{indent(found.lexed, found.part)}NULL;"
    values = {"name": ", ".join(dict.fromkeys(name_of(c) for c in calls)), "what": " | ".join(said)}
    return Hit(replace=[(found, COMMENT_OUT), (found.part.after, idle)], values=values)


def name_of(call: Execute) -> str:
    return call.procedure.value.lower() if call.procedure is not None else ""
