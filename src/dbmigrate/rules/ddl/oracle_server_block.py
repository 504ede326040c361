'''block that calls packages of the server: {packages}

Jobs, statistics, access lists and the like are set up on the target in its own way. The block stays as a comment.

```zh
只调用服务器系统包的匿名块：{packages}
作业、统计信息、访问控制等须按目标库的方式建立。该块保留为注释。
```
```setup
CREATE TABLE visit (id INTEGER);
INSERT INTO visit VALUES (1)
```
```oracle
BEGIN
  DBMS_SCHEDULER.CREATE_JOB(job_name => 'clear_visits', job_action => 'clear_visits', enabled => TRUE);
  COMMIT;
END;
/
```
```postgres
-- dbmigrate DD053 1: block that calls packages of the server: DBMS_SCHEDULER (the job has to be made with a scheduler of the target)
-- BEGIN
--   DBMS_SCHEDULER.CREATE_JOB(job_name => 'clear_visits', job_action => 'clear_visits', enabled => TRUE);
--   COMMIT;
-- END;

```
```then
SELECT id FROM visit
```
```rows
1
```
```refused 42601
```
```oracle
BEGIN DBMS_STATS.GATHER_TABLE_STATS('HIS', 'VISIT'); END;
/
```
```postgres
-- BEGIN DBMS_STATS.GATHER_TABLE_STATS('HIS', 'VISIT'); END;

```
```quiet
BEGIN
  DBMS_OUTPUT.PUT_LINE('done');
END;
/
```
```notes
job | the job has to be made with a scheduler of the target | 须用目标库的调度工具建立该作业
lost | what it does for the application has to be looked at | 须检查应用对它的依赖
```
'''

from typing import Final

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import COMMENT_OUT, Fix, Hit, Severity
from dbmigrate.syntax.ddl.nodes import Procedural
from dbmigrate.syntax.ddl.oracle_server_block import server_packages

JOBS: Final = frozenset({"DBMS_JOB", "DBMS_SCHEDULER"})
UPKEEP: Final = frozenset({"DBMS_STATS", "DBMS_UTILITY", "DBMS_SHARED_POOL", "DBMS_SPACE_ADMIN", "DBMS_MONITOR"})


@rule("DD053", source="oracle", severity=Severity.REFUSED, on=node(Procedural))
def check(block: Procedural) -> Hit | None:
    packages = dict.fromkeys(server_packages(block))
    if not packages:
        return None
    note = "job" if JOBS & set(packages) else "lost" if set(packages) - UPKEEP else ""
    fix = Fix.REVIEW if note else Fix.SAFE
    return Hit(replace=[(block, COMMENT_OUT)], note=note, fix=fix, values={"packages": ", ".join(packages)})
