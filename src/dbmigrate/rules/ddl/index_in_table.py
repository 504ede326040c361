"""an index declared inside CREATE TABLE

The target creates indexes by statements of their own.

```zh
CREATE TABLE 内声明的索引
目标库的索引须用单独的语句创建。
```
```sqlserver
CREATE TABLE visit (id INT NOT NULL, state INT, INDEX ix_state NONCLUSTERED (state))
```
```postgres
CREATE TABLE visit (id INT NOT NULL, state INT);
CREATE INDEX ix_state ON visit (state)
```
```then
SELECT count(*) FROM pg_indexes WHERE indexname = 'ix_state'
```
```rows
1
```
```refused 42601
```
```quiet
CREATE INDEX ix_state ON visit (state)
```
"""

from typing import Any

from dbmigrate.catalog.keys import path_of
from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import DROP, Fix, Hit, Item, Severity
from dbmigrate.syntax.ddl.nodes import Column, CreateTable, CreateType, TableIndex


@rule("DD234", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(TableIndex))
def check(index: TableIndex, context: Context) -> Hit | None:
    table = context.above(CreateTable)
    if context.above(CreateType) is not None:
        return None
    if table is None or index.name is None:
        return Hit()
    column = context.above(Column)
    gone: tuple[Any, ...] = (index, "") if column else (Item(index.part, table.chain), DROP)
    made, places = statement(index, table, column, context)
    if not made:
        return Hit(replace=[gone], severity=Severity.REFUSED, fix=Fix.REVIEW)
    return Hit(replace=[gone, (table.part.after, made, *places)])


def statement(
    index: TableIndex, table: CreateTable, column: Column | None, context: Context
) -> tuple[str, list[object]]:
    """CREATE INDEX with the user's own names; nothing for a columnstore index, which has no columns."""
    kinds = {extra.kind for extra in index.extras}
    if "columnstore" in kinds or (index.columns is None and column is None) or index.name is None:
        return "", []
    path = path_of(table.name)
    name = literal_template(
        context.names.spell_index(path, index.name.value, index.name.is_quoted(), schema=context.schema)
    )
    unique = "UNIQUE " if "unique" in kinds else ""
    places: list[object] = [table.name]
    keys = "{}" if index.columns else "({})"
    places.append(index.columns or (column.name if column else None))
    text = f";\nCREATE {unique}INDEX {name} ON {{}} {keys}"
    if index.include:
        text += " INCLUDE {}"
        places.append(index.include)
    if index.where:
        text += " WHERE {}"
        places.append(index.where)
    return text, places
