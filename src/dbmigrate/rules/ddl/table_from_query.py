'''constraints or partitions of a table that a query makes

CREATE TABLE .. AS SELECT of PostgreSQL takes the names of the columns and nothing else. Constraints are added behind it.

```zh
由查询建立的表带有约束
PostgreSQL 的 CREATE TABLE .. AS SELECT 只接受列名；约束在其后另行添加。
```
```setup
CREATE TABLE visit (id VARCHAR(10), memo VARCHAR(10));
INSERT INTO visit VALUES ('1', 'a')
```
```oracle
CREATE TABLE archive (id CONSTRAINT pk_archive PRIMARY KEY, memo NOT NULL, CONSTRAINT ck_id CHECK (id > '0')) AS SELECT id, memo FROM visit
```
```postgres
CREATE TABLE archive (id, memo) AS SELECT id, memo FROM visit;
ALTER TABLE archive ADD CONSTRAINT pk_archive PRIMARY KEY (id);
ALTER TABLE archive ALTER COLUMN memo SET NOT NULL;
ALTER TABLE archive ADD CONSTRAINT ck_id CHECK (id > '0')
```
```then
SELECT * FROM archive
```
```rows
1 | a
```
```refused 42601
```
```quiet
CREATE TABLE archive (id, memo) AS SELECT id, memo FROM visit
```
'''

from collections.abc import Iterator

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import DROP, Hit, Item, Part, Severity
from dbmigrate.rules.ddl.oracle_left_out import is_disabled
from dbmigrate.syntax.ddl.nodes import Column, Constraint, CreateTable, Default, Node

Addition = tuple[str, list[Node | Part]]


@rule("DD055", source="oracle", severity=Severity.REFUSED, on=node(CreateTable))
def check(table: CreateTable) -> Hit | None:
    if table.query is None or not table.elements:
        return None
    items = [i for c in table.columns for i in c.items]
    listed = [c for c in table.constraints if not is_disabled(c)]
    if any(c.type for c in table.columns) or not all(isinstance(i, Constraint | Default) for i in items):
        return Hit() if items or listed else None
    if not items and not listed:
        return None
    added = list(additions(table, listed))
    template = "".join(text for text, _ in added)
    replace: list[tuple[object, ...]] = [(i, "") for i in items if not (isinstance(i, Constraint) and is_disabled(i))]
    replace += [(Item(c.part, table.chain), DROP) for c in listed]
    replace.append((table.query.part.after, template, *(place for _, places in added for place in places)))
    return Hit(replace=replace)


def additions(table: CreateTable, listed: list[Constraint]) -> Iterator[Addition]:
    """`;` and ALTER TABLE for each, as templates with their places."""
    for column in table.columns:
        for item in column.items:
            if isinstance(item, Default):
                yield ";\nALTER TABLE {} ALTER COLUMN {} SET DEFAULT {}", [table.name, column.name, item.value]
            elif isinstance(item, Constraint) and not is_disabled(item) and item.kind != "null":
                yield added(table, column, item)
    for constraint in listed:
        yield ";\nALTER TABLE {} ADD {}", [table.name, constraint]


def added(table: CreateTable, column: Column, item: Constraint) -> Addition:
    if item.kind == "not null":
        return ";\nALTER TABLE {} ALTER COLUMN {} SET NOT NULL", [table.name, column.name]
    head = ";\nALTER TABLE {} ADD " + ("{} " if item.label else "")
    places: list[Node | Part] = [table.name, item.label] if item.label else [table.name]
    if item.kind == "foreign key" and item.reference is not None:
        return head + "FOREIGN KEY ({}) {}", [*places, column.name, item.reference]
    assert item.keyword is not None
    if item.kind == "check":
        return head + "{}", [*places, Part(item.keyword.first, item.part.last)]
    return head + "{} ({})", [*places, item.keyword, column.name]
