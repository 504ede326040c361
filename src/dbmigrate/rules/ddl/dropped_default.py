"""a default is dropped by the name of its constraint

The target's defaults have no names: the default of the column that the estate gives that name is dropped. Where no script
gives it, a name that ends in a column of the table is taken for that column's default.

```zh
按约束名删除默认值
目标库的默认值没有名称：改为删除脚本中以该名称定义默认值的列的默认值。脚本中找不到该名称时，若名称以本表某列名结尾，则视为该列的默认值。
```
```setup
CREATE TABLE visit (id INT, state INT CONSTRAINT d1 DEFAULT (7), kind INT CONSTRAINT d2 DEFAULT (8), CONSTRAINT ck_id CHECK (id > 0));
```
```sqlserver
ALTER TABLE visit DROP CONSTRAINT d1
```
```postgres
ALTER TABLE visit ALTER COLUMN state DROP DEFAULT
```
```then
INSERT INTO visit (id) VALUES (1);
SELECT state, kind FROM visit
```
```rows
NULL | 8
```
```refused 42704
```
```sqlserver
ALTER TABLE visit DROP CONSTRAINT ck_id, d1, d2
```
```postgres
ALTER TABLE visit DROP CONSTRAINT ck_id, ALTER COLUMN state DROP DEFAULT, ALTER COLUMN kind DROP DEFAULT
```
```then
INSERT INTO visit (id) VALUES (-1);
SELECT state, kind FROM visit
```
```rows
NULL | NULL
```
```refused 42601
```
```setup
CREATE TABLE visit (id INT, state INT DEFAULT 7);
```
```sqlserver
ALTER TABLE visit DROP CONSTRAINT DF_visit_state
```
```postgres
-- dbmigrate DD225 1: a default is dropped by the name of its constraint (taken for the default of state by its name)
ALTER TABLE visit ALTER COLUMN state DROP DEFAULT
```
```refused 42704
```
```quiet
ALTER TABLE visit DROP CONSTRAINT ck_visit
```
```notes
guessed | taken for the default of {column} by its name | 按名称视为列 {column} 的默认值
```
"""

from typing import Any

from dbmigrate.catalog.keys import fold, path_of
from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.syntax.ddl.nodes import Action, AlterTable, Name


@rule("DD225", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(Action))
def check(action: Action, context: Context) -> Hit | None:
    statement = context.above(AlterTable)
    if action.kind != "drop constraint" or statement is None:
        return None
    replace: list[tuple[Any, ...]] = []
    guessed = ""
    for k, name in enumerate(action.names):
        found = defaulted(name, statement, context)
        if found is None:
            continue
        column, is_known = found
        guessed = guessed if is_known else column
        before = Part(action.keyword.first if k == 0 else name.part.first - 1, name.part.first - 1)  # verb or comma
        replace += [(before, literal_template(f"{'' if k == 0 else ', '}ALTER COLUMN {column} DROP DEFAULT")), (name, "")]
    if not replace:
        return None
    fix = Fix.REVIEW if guessed else Fix.SAFE
    return Hit(replace, "guessed" if guessed else "", {"column": guessed} if guessed else {}, fix)


def defaulted(name: Name, statement: AlterTable, context: Context) -> tuple[str, bool] | None:
    """The column (as the target spells it) whose default has that name, and whether a script says so."""
    path, wanted = path_of(statement.name), fold("sqlserver", name.value, name.is_quoted())
    table = context.catalog.table(path, context.schema)
    if table is None:
        return None
    known = table.default_names.get(wanted)
    columns = [known] if known else []
    if known is None and wanted.startswith("df") and all(c.name.lower() != wanted for c in table.all_constraints):
        columns = sorted((c for c in table.columns if wanted.endswith(f"_{c}")), key=len)
    if not columns:
        return None
    declared = table.columns.get(columns[-1])
    text = declared.name if declared else columns[-1]
    return context.names.spell_column(path, text, schema=context.schema), known is not None
