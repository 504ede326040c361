"""{kind} {name}: the body is not converted

Routines, packages, triggers and blocks are recognised with their exact end, but their bodies are not rewritten. The
source stays in the output behind comment marks, followed by a statement that fails on load and names the unit.

```zh
{kind} {name}：过程体尚未转换
存储过程、函数、包、触发器和匿名块能被准确识别起止，但过程体不改写。源文本以注释保留，其后是一条加载时报错并指明该单元的语句。
```
```oracle
CREATE OR REPLACE PROCEDURE close_visit(p_id IN NUMBER) IS
BEGIN
  NULL;
END close_visit;
/
```
```refused 42601
```
```sqlserver
CREATE PROCEDURE close_visit @id INT
AS
SELECT @id
GO
```
```refused 42601
```
```quiet
CREATE TABLE visit (id INT)
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.syntax.ddl.nodes import Procedural
from dbmigrate.syntax.ddl.oracle_guarded_drop import guarded_drop
from dbmigrate.syntax.ddl.oracle_server_block import server_packages
from dbmigrate.syntax.procedural.nodes import AnonymousBlock, Package, Routine, Trigger, TypeBody

UNITS = (Procedural, AnonymousBlock, Package, Routine, Trigger, TypeBody)


@rule("PL001", severity=Severity.REFUSED, fix=Fix.NONE, on=tuple(map(node, UNITS)))
def check(unit: Procedural, context: Context) -> Hit | None:
    if context.path:  # a routine in another unit
        return None
    if unit.lexed.dialect == "oracle" and (guarded_drop(unit) or server_packages(unit)):
        return None  # DD038 and DD053 know what to do with them
    return Hit(values={"kind": unit.kind, "name": unit.name.text() if unit.name else ""})
