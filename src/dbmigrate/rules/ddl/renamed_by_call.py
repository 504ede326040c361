"""sp_rename renames {kind}

The object's new name takes effect for everything that follows. A default has no name on the target, so its renaming is left
out.

```zh
用 sp_rename 重命名{kind}
对象的新名称对其后的所有语句有效。目标库的默认值没有名称，对其重命名的语句予以注释。
```
```setup
CREATE TABLE visit (id INT CONSTRAINT pk_old PRIMARY KEY, state INT CONSTRAINT df_old DEFAULT 0);
CREATE INDEX ix_old ON visit (state);
CREATE VIEW v_old AS SELECT id FROM visit;
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
```sqlserver
EXEC sp_rename 'visit.ix_old', 'ix_new', 'INDEX';
EXEC sp_rename N'[dbo].[pk_old]', N'pk_new', N'OBJECT';
EXEC sp_rename 'df_old', 'df_new';
EXEC sp_rename 'v_old', 'v_new'
```
```postgres
ALTER INDEX public.ix_old RENAME TO ix_new;
ALTER TABLE public.visit RENAME CONSTRAINT pk_old TO pk_new;
-- EXEC sp_rename 'df_old', 'df_new';
ALTER VIEW public.v_old RENAME TO v_new
```
```then
INSERT INTO visit VALUES (1, 2);
SELECT id FROM v_new
```
```rows
1
```
```refused 42601
```
```quiet
EXEC sp_recompile 'visit'
```
"""

from typing import Final

from dbmigrate.catalog.keys import Key, Path, fold, path_of_text, split_path
from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.ddl.idle_statement import comment_marks
from dbmigrate.rules.ddl.system_call import by_name, rewritten
from dbmigrate.syntax.ddl.nodes import SystemCall

PARAMETERS: Final = ("objname", "newname", "objtype")
KINDS: Final = (("table", "TABLE"), ("view", "VIEW"), ("sequence", "SEQUENCE"))
DEFAULT: Final = "default"


@rule("DD253", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(SystemCall))
def check(call: SystemCall, context: Context) -> Hit | None:
    if call.procedure.value.lower() != "sp_rename":
        return None
    given = by_name(call, PARAMETERS)
    old, new = given.get("objname", ""), given.get("newname", "")
    kind = given.get("objtype", "OBJECT").upper()
    text = statement(kind, old, new, context) if old and new else ""
    values = {"kind": kind}
    if text == DEFAULT:
        return Hit(replace=comment_marks(call, context), values=values)
    return Hit(replace=rewritten(call, literal_template(text)), values=values) if text else Hit(values=values)


def statement(kind: str, old: str, new: str, context: Context) -> str:
    """The catalog holds the names after all renames: what it does not find is spelled as it is written."""
    path, names = path_of_text("sqlserver", old), context.names
    last = split_path(old)[-1][0]
    if kind == "COLUMN" and len(path) > 1:
        table, column = relation(path[:-1], split_path(old)[-2][0], context), names.spell(last, kind="column")
        return f"ALTER TABLE {table} RENAME COLUMN {column} TO {names.spell(new, kind='column')}"
    if kind == "INDEX" and len(path) > 1:
        qualifier = relation(path[:-1], "", context).rpartition(".")[0]
        index = f"{qualifier}." if qualifier else ""
        return f"ALTER INDEX {index}{names.spell(last, kind='index')} RENAME TO {names.spell(new, kind='index')}"
    if kind != "OBJECT":
        return ""
    for shelf, word in KINDS:
        key = context.catalog.follow(shelf, key_of(path, context))
        if key in context.catalog.shelves[shelf]:
            qualifier = names.bare(names.schema(key[0]))
            return f"ALTER {word} {qualifier}.{names.spell(last)} RENAME TO {names.spell(new)}"
    return constraint(path, last, new, context)


def constraint(path: Path, last: str, new: str, context: Context) -> str:
    """A key or check by its old or, since the catalog knows the end of the story, its new name."""
    holder = context.catalog.locate("table", path[:-1], context.schema)  # schema.table.constraint
    names, wanted = context.names, {path[-1], fold("sqlserver", new, True)}
    for key, table in context.catalog.tables.items():
        if path[:-1] and holder not in (None, key):
            continue
        if path[:-1] and holder is None and key[0] != context.catalog.owner(path[:-1], context.schema):
            continue
        if path[-1] in table.default_names:
            return DEFAULT
        if any(c.name and fold("sqlserver", c.name, c.quoted) in wanted for c in table.all_constraints):
            table_text = names.object(key, "table")
            old_text, new_text = (names.spell(t, kind="constraint") for t in (last, new))
            return f"ALTER TABLE {table_text} RENAME CONSTRAINT {old_text} TO {new_text}"
    return ""


def key_of(path: Path, context: Context) -> Key:
    return context.catalog.owner(path[:-1], context.schema), path[-1]


def relation(path: Path, written: str, context: Context) -> str:
    """The table under the name that it has here, whatever the estate calls it later."""
    names, key = context.names, context.catalog.locate("table", path, context.schema)
    if key is not None and key[1] == path[-1]:
        return names.object(path, "table", context.schema)
    owner = names.schema(context.catalog.owner(path[:-1], context.schema))
    return f"{names.bare(owner)}.{names.spell(written or path[-1])}"
