"""a unique key over a column that may be NULL

SQL Server takes two NULLs as equal: a unique key holds at most one. The target takes them as different unless NULLS NOT
DISTINCT is written.

```zh
可空列上的唯一键
SQL Server 视两个 NULL 为相等，唯一键至多允许一个；目标库默认视为不同，须写 NULLS NOT DISTINCT。
```
```setup
CREATE TABLE visit (id INT NOT NULL, card VARCHAR(10) NULL);
INSERT INTO visit (id) VALUES (1);
```
```sqlserver
CREATE UNIQUE INDEX ux_card ON visit (card)
```
```postgres
CREATE UNIQUE INDEX ux_card ON visit (card) NULLS NOT DISTINCT
```
```then
INSERT INTO visit (id) VALUES (2) ON CONFLICT DO NOTHING;
SELECT count(*) FROM visit
```
```rows
1
```
```sqlserver
ALTER TABLE visit ADD CONSTRAINT uk_card UNIQUE (id, card)
```
```postgres
ALTER TABLE visit ADD CONSTRAINT uk_card UNIQUE NULLS NOT DISTINCT (id, card)
```
```then
INSERT INTO visit (id) VALUES (1) ON CONFLICT DO NOTHING;
SELECT count(*) FROM visit
```
```rows
1
```
```quiet
CREATE UNIQUE INDEX ux_id ON visit (id)
```
```quiet
CREATE UNIQUE INDEX ux_card ON visit (card) WHERE card IS NOT NULL
```
"""

from __future__ import annotations

from collections.abc import Iterable

from dbmigrate.catalog.elements import key_of
from dbmigrate.catalog.keys import path_of
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.ddl.idle_statement import is_inside, is_left_out, is_on_view
from dbmigrate.syntax.ddl.nodes import AlterTable, Column, Constraint, CreateIndex, CreateTable, Name, Piece

WORDS = "NULLS NOT DISTINCT"


@rule("DD233", source="sqlserver", severity=Severity.DIFFERS, fix=Fix.SAFE, on=(node(CreateIndex), node(Constraint)))
def check(key: CreateIndex | Constraint, context: Context) -> Hit | None:
    part = index_place(key, context) if isinstance(key, CreateIndex) else constraint_place(key, context)
    if part is None:
        return None
    if not context.has("nulls_not_distinct"):
        return Hit()
    return Hit(replace=[(part.after, f" {WORDS}")])


def index_place(index: CreateIndex, context: Context) -> Part | None:
    if not index.unique or is_left_out(index) or is_on_view(index, context) or index.columns_part is None:
        return None
    names = [c.name for c in index.columns if c.name is not None]
    return index.include_part or index.columns_part if may_be_null(index.table, names, index.where, context) else None


def constraint_place(constraint: Constraint, context: Context) -> Part | None:
    if constraint.kind != "unique" or constraint.keyword is None or is_inside(context):
        return None
    holder = context.above(CreateTable) or context.above(AlterTable)
    column = context.above(Column)
    names = list(constraint.columns.names) if constraint.columns else [column.name] if column else []
    if holder is None or not may_be_null(holder.name, names, None, context):
        return None
    return constraint.keyword


def may_be_null(table: Name, names: Iterable[Name], where: Piece | None, context: Context) -> bool:
    """A column of the key is nullable, or nothing is known of it, and the index's condition does not rule NULL out."""
    found = context.catalog.table(path_of(table), context.schema)
    for name in names:
        key = key_of(name)
        column = found.columns.get(key) if found else None
        if (column is None or column.nullable) and not (where and is_not_null(where, key)):
            return True
    return False


def is_not_null(where: Piece, key: str) -> bool:
    lexed = where.lexed
    return "OR" not in where.words() and any(
        lexed.tokens[k].text.lower() == key and lexed.words[k + 1 : k + 4] == ["IS", "NOT", "NULL"]
        for k in range(where.part.first, where.part.last + 1)
    )
