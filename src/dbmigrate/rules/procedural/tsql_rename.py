"""{name} in code

A helper finds what the name means (a table, view, sequence, column, index, key or routine) and renames it. Views of the
target keep reading the table that was renamed; those of SQL Server read by name, and so the table that takes its place.

```zh
代码中的 {name}
由辅助函数判断名称所指的对象（表、视图、序列、列、索引、键或例程）并改名。目标库的视图仍读取被改名的表；SQL Server 的视图按名称读取，因此会读到取而代之的表。
```
```setup
CREATE TABLE ward (id INTEGER, beds INTEGER);
INSERT INTO ward VALUES (1, 10);
```
```sqlserver
CREATE PROCEDURE rename_ward @to VARCHAR(30) AS
BEGIN
  EXEC sp_rename 'dbo.ward.beds', 'places', 'COLUMN'
  EXEC sp_rename @objname = '[ward]', @newname = @to
END
```
```postgres
-- dbmigrate PL271 3: sp_rename in code
-- dbmigrate PL271 4: sp_rename in code
CREATE PROCEDURE rename_ward ("to" VARCHAR(30)) AS $$
BEGIN
  "to" := "to"::VARCHAR(30);
  PERFORM dbmigrate.rename('dbo.ward.beds', 'places', 'COLUMN');
  PERFORM dbmigrate.rename('[ward]', "to");
END;
$$ LANGUAGE plpgsql
```
```then
CALL rename_ward('Ward_Old');
SELECT places FROM ward_old
```
```rows
10
```
```refused 42601
```
```quiet
CREATE PROCEDURE fill_ward AS
EXEC rename_ward 'a'
```
"""

from collections.abc import Sequence
from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.procedural.tsql_calls import argument_text
from dbmigrate.rules.procedural.tsql_judgement import is_written, understood
from dbmigrate.syntax.ddl.nodes import Piece
from dbmigrate.syntax.procedural.tsql_renames import RENAME, renaming
from dbmigrate.syntax.procedural.tsql_statements import CallArgument, Execute

HELPER: Final = "dbmigrate.rename"


@rule("PL271", source="sqlserver", severity=Severity.REFUSED, fix=Fix.REVIEW, on=node(Execute), after=("PL201",))
def check(call: Execute, context: Context) -> Hit | None:
    if understood(context) is None or not is_written(call, context):
        return None
    given = renaming(call)
    if given is None:
        return None
    places = [one.value for one in given]
    template = f"PERFORM {HELPER}({', '.join('{}' for _ in places)})"
    if call.result is not None:
        template += "; {} := 0"
    replace: list[tuple[object, ...]] = [(call.inner, template, *places, *([call.result] if call.result else []))]
    return Hit(replace=[*replace, *texts(given, context)], values={"name": RENAME}, helpers=("rename",))


def texts(given: Sequence[CallArgument], context: Context) -> list[tuple[object, ...]]:
    """Bare words as texts."""
    edits = (edit for one in given for edit in argument_text(one, None, {}, context))
    return [edit for edit in edits if isinstance(edit[0], Piece)]
