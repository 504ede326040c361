'''unique key of several columns that may hold NULL

Oracle takes two rows as equal where the columns that are not NULL are equal, and ignores rows in which all are NULL.
PostgreSQL takes two NULLs as different unless NULLS NOT DISTINCT is written, which counts rows of NULL alone as well.

```zh
含可空列的多列唯一键
Oracle 在非空列都相等时视两行为重复，全部为 NULL 的行不计；PostgreSQL 默认认为两个 NULL 不相等，须写 NULLS NOT DISTINCT
（它对全 NULL 的行也判重）。
```
```setup
CREATE TABLE visit (id VARCHAR(10) NOT NULL, card VARCHAR(10), bed VARCHAR(10));
INSERT INTO visit (id) VALUES ('1');
```
```oracle
CREATE UNIQUE INDEX ux_card ON visit (id, card)
```
```postgres
CREATE UNIQUE INDEX ux_card ON visit (id, card) NULLS NOT DISTINCT
```
```then
INSERT INTO visit (id) VALUES ('1') ON CONFLICT DO NOTHING;
SELECT count(*) FROM visit
```
```rows
1
```
```oracle
CREATE UNIQUE INDEX ux_bed ON visit (card, bed)
```
```postgres
CREATE UNIQUE INDEX ux_bed ON visit (card, bed) NULLS NOT DISTINCT WHERE card IS NOT NULL OR bed IS NOT NULL
```
```then
INSERT INTO visit VALUES ('2', NULL, NULL), ('3', 'a', NULL), ('4', 'a', NULL) ON CONFLICT DO NOTHING;
SELECT count(*) FROM visit
```
```rows
3
```
```oracle
ALTER TABLE visit ADD CONSTRAINT uk_card UNIQUE (id, card)
```
```postgres
ALTER TABLE visit ADD CONSTRAINT uk_card UNIQUE NULLS NOT DISTINCT (id, card)
```
```then
INSERT INTO visit (id) VALUES ('1') ON CONFLICT DO NOTHING;
SELECT count(*) FROM visit
```
```rows
1
```
```quiet
CREATE UNIQUE INDEX ux_card ON visit (card);
ALTER TABLE visit ADD CONSTRAINT uk_visit UNIQUE (id)
```
```notes
all-null | a second row in which all of them are NULL is refused | 第二个全部为 NULL 的行会被拒绝
```
'''

from __future__ import annotations

from collections.abc import Iterable

from dbmigrate.catalog.elements import index as index_value
from dbmigrate.catalog.elements import key_behind, key_of
from dbmigrate.catalog.keys import path_of
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.ddl.oracle_left_out import inside_left_out, is_disabled, is_left_out
from dbmigrate.syntax.ddl.nodes import AlterTable, Constraint, CreateIndex, CreateTable, Name, Node

WORDS = "NULLS NOT DISTINCT"


@rule("DD059", source="oracle", severity=Severity.DIFFERS, on=(node(CreateIndex), node(Constraint)))
def check(key: CreateIndex | Constraint, context: Context) -> Hit | None:
    return of_index(key, context) if isinstance(key, CreateIndex) else of_constraint(key, context)


def of_index(index: CreateIndex, context: Context) -> Hit | None:
    if not index.unique or len(index.columns) < 2 or index.columns_part is None or is_left_out(index):
        return None
    table = context.catalog.table(path_of(index.table), context.schema)
    if table is not None and key_behind("oracle", table, index_value(index, "")):
        return None  # the constraint makes it
    nullable = [column.name is None or may_be_null(index.table, column.name, context) for column in index.columns]
    if not any(nullable):
        return None
    if not context.has("nulls_not_distinct"):
        return Hit()
    if not all(nullable):
        return Hit(replace=[(index.columns_part.after, f" {WORDS}")])
    places: list[Node] = [c.name or c.value or c for c in index.columns]
    some = " OR ".join("{} IS NOT NULL" if c.name else "({}) IS NOT NULL" for c in index.columns)
    return Hit(replace=[(index.columns_part.after, f" {WORDS} WHERE {some}", *places)])


def of_constraint(key: Constraint, context: Context) -> Hit | None:
    if key.kind != "unique" or key.columns is None or key.keyword is None or len(key.columns.names) < 2:
        return None
    table = context.above(CreateTable) or context.above(AlterTable)
    if table is None or is_disabled(key) or inside_left_out(context):
        return None
    nullable = list(nullables(table.name, key.columns.names, context))
    if not any(nullable):
        return None
    if not context.has("nulls_not_distinct"):
        return Hit()
    replace = [(key.keyword.after, f" {WORDS}")]
    return Hit(replace=replace, note="all-null", fix=Fix.REVIEW) if all(nullable) else Hit(replace=replace)


def nullables(table: Name, names: Iterable[Name], context: Context) -> Iterable[bool]:
    return (may_be_null(table, name, context) for name in names)


def may_be_null(table: Name, name: Name, context: Context) -> bool:
    """Also where the estate does not know the column."""
    found = context.catalog.table(path_of(table), context.schema)
    column = found.columns.get(key_of(name)) if found else None
    return column is None or column.nullable
