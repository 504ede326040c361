"""{name} asks SQL Server's catalogue for an object

The runtime answers from the target's catalogue: names as the target keeps them, in small letters; the numbers of objects are
others. OBJECT_NAME(@@PROCID) is the name of the code itself. IDENT_CURRENT tells the last number that the identity column of a
table was given, in any session.

```zh
{name} 按编号或名称查询系统目录
由运行时函数查询目标库的系统目录：名称与目标库一致，为小写；对象编号不同。OBJECT_NAME(@@PROCID) 即例程自身的名称。IDENT_CURRENT 给出表的标识列最近生成的编号，不限会话。
```
```notes
letters | names are in small letters on the target | 目标库中的名称为小写
text | the text is the target's | 文本为目标库的代码
late | the name is known only when the code runs | 运行时才知道名称
```
```setup
CREATE TABLE ward (id INTEGER IDENTITY(5,1) PRIMARY KEY, beds SMALLINT);
CREATE TABLE bed (id INTEGER, ward INTEGER REFERENCES ward (id));
INSERT INTO ward (beds) VALUES (3);
INSERT INTO ward (beds) VALUES (4);
```
```sqlserver
SELECT OBJECT_NAME(f.parent_object_id), OBJECT_SCHEMA_NAME(f.referenced_object_id), COL_NAME(c.parent_object_id, c.parent_column_id) FROM sys.foreign_keys f, sys.foreign_key_columns c WHERE c.constraint_object_id = f.object_id
```
```postgres
-- dbmigrate SE231 1: COL_NAME asks SQL Server's catalogue for an object (names are in small letters on the target)
-- dbmigrate SE231 1: OBJECT_SCHEMA_NAME asks SQL Server's catalogue for an object (names are in small letters on the target)
-- dbmigrate SE231 1: OBJECT_NAME asks SQL Server's catalogue for an object (names are in small letters on the target)
-- dbmigrate QY220 1: sys.foreign_keys belongs to SQL Server's own catalogue (a view of the runtime over the target's catalogue)
-- dbmigrate QY220 1: sys.foreign_key_columns belongs to SQL Server's own catalogue (a view of the runtime over the target's catalogue)
SELECT dbmigrate.object_name(f.parent_object_id), dbmigrate.object_schema_name(f.referenced_object_id), dbmigrate.col_name(c.parent_object_id, c.parent_column_id) FROM dbmigrate.sys_foreign_keys f, dbmigrate.sys_foreign_key_columns c WHERE c.constraint_object_id = f.object_id
```
```rows
bed | dbo | ward
```
```refused 42883
```
```sqlserver
SELECT IDENT_CURRENT('dbo.ward'), IDENT_CURRENT(N'bed')
```
```postgres
SELECT dbmigrate.ident_current('dbo.ward'), dbmigrate.ident_current('bed')
```
```rows
6 | NULL
```
```refused 42883
```
```sqlserver
CREATE PROCEDURE Tell_Name @t VARCHAR(50), @s VARCHAR(50) OUTPUT AS
BEGIN
  SET @s = OBJECT_NAME(@@PROCID)
  SELECT @s = name + 'x' FROM sys.procedures WHERE object_id = @@PROCID AND OBJECT_DEFINITION(@@PROCID) LIKE '%never%'
  IF EXISTS (SELECT * FROM sys.procedures WHERE object_id = @@PROCID AND type = 'P') SET @s = OBJECT_NAME(@@PROCID)
  IF OBJECT_ID(@t) IS NOT NULL
    SET @s = @s + '.' + OBJECT_NAME(OBJECT_ID(@t))
END
```
```then
CALL tell_name('[dbo].[Ward]', NULL);
```
```rows
Tell_Name.ward
```
```refused 42703
```
```quiet
SELECT beds AS object_name FROM ward
```
"""

from typing import Any, Final

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.operands import constant
from dbmigrate.rules.scripts.existence import literal
from dbmigrate.syntax.ddl.nodes import Procedural
from dbmigrate.syntax.procedural.tsql_nodes import TsqlUnit

# Transact-SQL Reference, "Metadata functions", "IDENT_CURRENT"; by how many arguments the runtime's functions take.
TAKEN: Final = {
    "OBJECT_NAME": 1, "OBJECT_SCHEMA_NAME": 1, "COL_NAME": 2, "SCHEMA_NAME": 1, "TYPE_NAME": 1, "IDENT_CURRENT": 1,
    "OBJECT_ID": 1, "OBJECT_DEFINITION": 1,
}  # fmt: skip
OF_CODE: Final = ("OBJECT_NAME", "OBJECT_SCHEMA_NAME")  # PL216 leaves @@PROCID in them to this rule
HELPERS: Final = ("catalogue", "catalogue_names")


@rule("SE231", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=tuple(map(call, TAKEN)))
def check(found: Call, context: Context) -> Hit | None:
    name = found.node.name.upper()
    values = {"name": name}
    if len(found.args) != TAKEN[name]:
        return None
    if name == "OBJECT_ID":
        late = context.above(Procedural) is not None and constant(found.args[0].node) is None
        return asking(found, name, "late") if late else None  # PL226, FN437
    if name in OF_CODE and found.args[0].node.name.upper() == "@@PROCID":
        unit = context.above(TsqlUnit)
        if unit is None or unit.name is None:
            return None
        owner = unit.name.values[-2] if len(unit.name.values) > 1 else "dbo"
        own = unit.name.value if name == "OBJECT_NAME" else owner
        return Hit(replace=[(found, literal_template(literal(own)), *found.args)], values=values)
    note = {"IDENT_CURRENT": "", "OBJECT_DEFINITION": "text"}.get(name, "letters")
    return asking(found, name, note)


def asking(found: Call, name: str, note: str) -> Hit:
    more: dict[str, Any] = {"note": note, "fix": Fix.REVIEW} if note else {}
    return Hit(replace=[(found.name_part, f"dbmigrate.{name.lower()}")], values={"name": name}, helpers=HELPERS, **more)
