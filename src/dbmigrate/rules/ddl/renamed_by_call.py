"""sp_rename renames {kind}

```zh
用 sp_rename 重命名{kind}
```
```setup
CREATE TABLE visit (id INT, state INT);
```
```sqlserver
EXEC sp_rename 'visit.state', 'status', 'COLUMN'
```
```postgres
ALTER TABLE public.visit RENAME COLUMN state TO status
```
```then
INSERT INTO visit VALUES (1, 2);
SELECT status FROM visit
```
```rows
2
```
```refused 42601
```
```quiet
EXEC sp_recompile 'visit'
```
"""

from dbmigrate.catalog.keys import Path, path_of_text, split_path
from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.ddl.system_call import by_name, rewritten
from dbmigrate.syntax.ddl.nodes import SystemCall

PARAMETERS = ("objname", "newname", "objtype")


@rule("DD253", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(SystemCall))
def check(call: SystemCall, context: Context) -> Hit | None:
    if call.procedure.value.lower() != "sp_rename":
        return None
    given = by_name(call, PARAMETERS)
    old, new = given.get("objname", ""), given.get("newname", "")
    kind = given.get("objtype", "OBJECT").upper()
    text = statement(kind, old, new, context) if old and new else ""
    values = {"kind": kind}
    return Hit(replace=rewritten(call, literal_template(text)), values=values) if text else Hit(values=values)


def statement(kind: str, old: str, new: str, context: Context) -> str:
    """The catalog holds the names after all renames: what it does not find is spelled as it is written."""
    path, names = path_of_text("sqlserver", old), context.names
    last = split_path(old)[-1][0]
    if kind == "COLUMN" and len(path) > 1:
        table, column = relation(path[:-1], split_path(old)[-2][0], context), names.spell(last, kind="column")
        return f"ALTER TABLE {table} RENAME COLUMN {column} TO {names.spell(new, kind='column')}"
    if kind == "INDEX":
        return f"ALTER INDEX {names.spell(last, kind='index')} RENAME TO {names.spell(new, kind='index')}"
    if kind == "OBJECT" and context.catalog.follow("table", key_of(path, context)) in context.catalog.tables:
        return f"ALTER TABLE {names.spell(last)} RENAME TO {names.spell(new)}"
    return ""


def key_of(path: Path, context: Context) -> tuple[str, str]:
    return context.catalog.owner(path[:-1], context.schema), path[-1]


def relation(path: Path, written: str, context: Context) -> str:
    known = context.catalog.locate("table", path, context.schema) is not None
    return context.names.object(path, "table", context.schema) if known else context.names.spell(written)
