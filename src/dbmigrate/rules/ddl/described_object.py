"""description of a {kind}

The description that SQL Server's tools show becomes the target's comment. The target has none for parameters and for the defaults that are constraints in SQL Server;
those of routines wait for the routine, so all of these stay behind comment marks.

```zh
{kind} 的说明（扩展属性）
SQL Server 工具显示的说明转换为目标库的注释。参数、默认值约束以及过程的说明保留在注释标记之后。
```
```setup
CREATE TABLE visit (id INT);
```
```sqlserver
EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'就诊 ID' , @level0type=N'SCHEMA',@level0name=N'dbo', @level1type=N'TABLE',@level1name=N'visit', @level2type=N'COLUMN',@level2name=N'id'
```
```postgres
COMMENT ON COLUMN public.visit.id IS '就诊 ID'
```
```then
SELECT col_description('visit'::regclass, 1)
```
```rows
就诊 ID
```
```refused 42601
```
```sqlserver
EXEC sp_dropextendedproperty 'Description', 'user', dbo, 'table', visit
```
```postgres
COMMENT ON TABLE public.visit IS NULL
```
```refused 42601
```
```sqlserver
EXEC sp_addextendedproperty N'Description', N'就诊', N'SCHEMA', N'dbo', N'TABLE', N'visit'
```
```postgres
COMMENT ON TABLE public.visit IS '就诊'
```
```refused 42601
```
```setup
CREATE TABLE visit (id INT);
CREATE INDEX ix_visit ON visit (id);
```
```sqlserver
EXEC sp_updateextendedproperty 'MS_Description', '按就诊', 'SCHEMA', 'dbo', 'TABLE', 'visit', 'INDEX', 'ix_visit'
```
```postgres
COMMENT ON INDEX public.ix_visit IS '按就诊'
```
```refused 42601
```
```quiet
CREATE TABLE visit (id INT)
```
"""

from typing import Any

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import COMMENT_OUT, Fix, Hit, Part, Severity
from dbmigrate.rules.ddl.idle_statement import INDEX_SORTS
from dbmigrate.rules.ddl.stored_calls import is_left_out
from dbmigrate.rules.scripts.guard_form import says_the_same
from dbmigrate.syntax.ddl.nodes import Comment, Guard

ON_OBJECT = {"table": "table", "view": "view", "sequence": "sequence", "type": "type"}


@rule("DD240", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(Comment))
def check(comment: Comment, context: Context) -> Hit | None:
    outer = context.path[-1] if context.path else None
    if isinstance(outer, Guard) and says_the_same(outer) and comment is outer.otherwise[0]:
        return None  # SE210 takes it away
    values = {"kind": comment.on}
    target = described(comment, context)
    if not target:
        return Hit(replace=[(comment, COMMENT_OUT)], values=values, severity=Severity.NOTE)
    first, value = comment.part.first, comment.value
    if value is None:
        head = literal_template(f"COMMENT ON {target} IS NULL")
        return Hit([(Part(first, first), head), (Part(first + 1, comment.part.last), "")], values=values)
    text = "'" + comment.lexed.tokens[value.last].text.replace("'", "''") + "'"
    replace: list[tuple[Any, ...]] = [
        (Part(first, first), literal_template(f"COMMENT ON {target} IS")),
        (Part(first + 1, value.first - 1), ""),
        (value, literal_template(text)),
    ]
    if value.last < comment.part.last:
        replace.append((Part(value.last + 1, comment.part.last), ""))
    return Hit(replace=replace, values=values)


def described(comment: Comment, context: Context) -> str:
    """What stands behind COMMENT ON; "" for what the target gives no comments: parameters, routines, the database."""
    path, names = tuple(part.lower() for part in comment.path), context.names
    if comment.on == "schema" and path:
        return f"SCHEMA {names.bare(names.schema(path[0]))}"
    if comment.on in ON_OBJECT and len(path) == 2:
        return f"{comment.on.upper()} {names.object(path, ON_OBJECT[comment.on], context.schema)}"
    if len(path) != 3:
        return ""
    owner = path[:2]
    kind = "view" if context.catalog.table(owner, context.schema) is None and context.catalog.view(owner) else "table"
    holder = names.object(owner, kind, context.schema)
    if comment.on == "column" and is_left_out(context.catalog.column(path, context.schema)):
        return ""
    if comment.on == "column":
        return f"COLUMN {holder}.{names.spell_column(owner, comment.path[-1], schema=context.schema)}"
    if comment.on == "index" and kind == "table" and is_kept_index(comment, owner, context):
        qualifier = holder.rpartition(".")[0]
        return f"INDEX {qualifier}.{names.spell_index(owner, comment.path[-1], schema=context.schema)}"
    if comment.on == "constraint" and kind == "table" and is_constraint(comment, owner, context):
        return f"CONSTRAINT {names.spell_constraint(owner, comment.path[-1], schema=context.schema)} ON {holder}"
    return ""


def is_kept_index(comment: Comment, owner: tuple[str, ...], context: Context) -> bool:
    """Indexes of a sort that only SQL Server has, and those on columns that are left out, are left out."""
    table = context.catalog.table(owner, context.schema)
    known = [i for i in table.indexes if i.name.lower() == comment.path[-1].lower()] if table else []
    columns = table.columns if table else {}
    return all(i.sort not in INDEX_SORTS and not any(is_left_out(columns.get(c)) for c in i.columns) for i in known)


def is_constraint(comment: Comment, owner: tuple[str, ...], context: Context) -> bool:
    """Defaults are constraints in SQL Server only."""
    table = context.catalog.table(owner, context.schema)
    return table is not None and any(c.name.lower() == comment.path[-1].lower() for c in table.all_constraints)
