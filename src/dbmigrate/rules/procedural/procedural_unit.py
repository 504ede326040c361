"""{kind} {name}: the body is not converted

A unit is converted where its shell can be written: its head, its parameters and what it returns. A statement or a
declaration in it that no rule writes costs only itself (PL002, PL003). Units of other forms are recognised with their
exact end and read, but not rewritten: the source stays in the output behind comment marks, followed by a statement that
fails on load and names the unit. The note says what was met first.

```zh
{kind} {name}：过程体尚未转换
只要外壳（头部、参数、返回值）可以写出，单元就会转换；其中尚无规则改写的语句或声明只影响自身（PL002、PL003）。其他形式的单元能被准确识别起止并解析，但不改写：源文本以注释保留，其后是一条加载时报错并指明该单元的语句。附注说明首先遇到的原因。
```
```notes
unclear | no rule writes this yet: {what} | 尚无规则改写：{what}
```
```oracle
CREATE OR REPLACE TRIGGER keep_tables BEFORE DROP ON SCHEMA
BEGIN
  RAISE_APPLICATION_ERROR(-20001, 'kept');
END;
/
```
```refused 42601
```
```oracle
CREATE OR REPLACE TYPE BODY t_visit IS
  MEMBER FUNCTION days RETURN NUMBER IS
  BEGIN
    RETURN 1;
  END;
END;
/
```
```refused 42601
```
```sqlserver
CREATE TRIGGER keep_tables ON DATABASE FOR DROP_TABLE
AS
PRINT 'kept'
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
from dbmigrate.rules.procedural.judgement import judge
from dbmigrate.rules.procedural.tsql_judgement import judge_tsql
from dbmigrate.syntax.ddl.nodes import Guard, Procedural
from dbmigrate.syntax.ddl.oracle_guarded_drop import guarded_drop
from dbmigrate.syntax.ddl.oracle_server_block import server_packages
from dbmigrate.syntax.ddl.sqlserver_lookup import looked_up
from dbmigrate.syntax.procedural.nodes import AnonymousBlock, Package, Routine, Trigger, TypeBody
from dbmigrate.syntax.procedural.tsql_nodes import TsqlBatch, TsqlRoutine, TsqlTrigger, TsqlUnit

UNITS = (Procedural, AnonymousBlock, Package, Routine, Trigger, TypeBody, TsqlRoutine, TsqlTrigger, TsqlBatch)


@rule("PL001", severity=Severity.REFUSED, fix=Fix.NONE, on=tuple(map(node, UNITS)), kept=True)
def check(unit: Procedural, context: Context) -> Hit | None:
    if not all(isinstance(outer, Guard) for outer in context.path):  # a routine in another unit
        return None
    if unit.lexed.dialect == "oracle" and (guarded_drop(unit) or server_packages(unit)):
        return None  # DD038 and DD053 know what to do with them
    if context.kept_code and not isinstance(unit, Trigger):
        return None
    if isinstance(unit, Procedural) and looked_up(unit):
        return None  # SE221
    unclear = judge_tsql(unit, context).unclear if isinstance(unit, TsqlUnit) else judge(unit, context).unclear
    if unclear is None:
        return None
    values = {"kind": unit.kind, "name": unit.name.text() if unit.name else "", "what": unclear.what}
    note = "unclear" if isinstance(unit, UNITS[1:]) else ""
    return Hit(values=values, note=note)
