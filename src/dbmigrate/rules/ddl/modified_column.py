'''MODIFY of a column

Oracle changes type, default and NOT NULL of a column in one MODIFY; PostgreSQL has ALTER COLUMN with one change each.

```zh
修改列（MODIFY）
Oracle 用一个 MODIFY 同时修改列的类型、缺省值和 NOT NULL；PostgreSQL 的 ALTER COLUMN 每次只改一项。
```
```setup
CREATE TABLE visit (id INTEGER, memo VARCHAR(5), kind INTEGER NOT NULL)
```
```oracle
ALTER TABLE visit MODIFY (kind NULL, memo VARCHAR(20) DEFAULT 'none' NOT NULL)
```
```postgres
ALTER TABLE visit ALTER COLUMN kind DROP NOT NULL, ALTER COLUMN memo TYPE VARCHAR(20), ALTER COLUMN memo SET DEFAULT 'none', ALTER COLUMN memo SET NOT NULL
```
```then
INSERT INTO visit (id) VALUES (1);
SELECT id, memo, kind FROM visit
```
```rows
1 | none | NULL
```
```refused 42601
```
```oracle
ALTER TABLE visit MODIFY id CONSTRAINT pk_visit PRIMARY KEY
```
```postgres
ALTER TABLE visit ADD CONSTRAINT pk_visit PRIMARY KEY (id)
```
```then
INSERT INTO visit VALUES (1, 'a', 2);
SELECT id, memo, kind FROM visit
```
```rows
1 | a | 2
```
```quiet
ALTER TABLE visit RENAME COLUMN memo TO remark
```
```notes
nothing | what is changed has no counterpart in PostgreSQL | 所做的修改在 PostgreSQL 中没有对应写法
```
'''

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Part, Severity
from dbmigrate.rules.ddl.oracle_left_out import inside_left_out, is_disabled
from dbmigrate.syntax.ddl.nodes import Action, Column, Constraint, Default, Node, Phrase

Replacement = tuple[object, ...]


@rule("DD041", source="oracle", severity=Severity.REFUSED, on=node(Action))
def check(action: Action, context: Context) -> Hit | None:
    if action.kind != "modify column" or inside_left_out(context):
        return None
    found: list[Replacement] = []
    for column in action.columns:
        items = [i for i in column.items if not isinstance(i, Phrase)]
        if not (column.type or items) or not all(map(can_change, items)):
            return Hit(note="nothing")
        if column is not action.columns[0] and not column.type and not item_alters(items[0]):
            return Hit(note="nothing")  # ADD would take the place of the column's name
        first = action.keyword.first if column is action.columns[0] else None
        found += changed(column, items, first)
    return Hit(replace=found)


def can_change(item: Node) -> bool:
    if isinstance(item, Constraint):
        return item.kind in ("not null", "null", "check", "primary key", "unique") and not is_disabled(item)
    return isinstance(item, Default)


def changed(column: Column, items: list[Node], start: int | None) -> list[Replacement]:
    """One ALTER COLUMN or ADD per change; the first takes MODIFY and its parenthesis along, if they stand here."""
    name = column.name
    found: list[Replacement] = []
    before = column.type.part if column.type else None
    if column.type or item_alters(items[0]):
        follows = " TYPE" if column.type else ""
        if start is None:  # with the comma before it: the name alone is a place further on
            comma = name.part.first - 1
            found.append((Part(comma, name.part.last), ", ALTER COLUMN {}" + follows, name))
        else:
            found.append((Part(start, name.part.last), "ALTER COLUMN {}" + follows, name))
        if before is None:
            found += rewritten(items[0], column)
            before, items = items[0].part, items[1:]
    else:
        assert start is not None
        found += [(Part(start, name.part.last), ""), (items[0].part.before, "ADD ")]
        found += rewritten(items[0], column)
        before, items = items[0].part, items[1:]
    for item in items:
        verb, places = (", ALTER COLUMN {}", [name]) if item_alters(item) else (", ADD", [])
        found.append((before.after, verb, *places))
        found += rewritten(item, column)
        before = item.part
    return found


def item_alters(item: Node) -> bool:
    return isinstance(item, Default) or (isinstance(item, Constraint) and item.kind in ("not null", "null"))


def rewritten(item: Node, column: Column) -> list[Replacement]:
    """The item behind ALTER COLUMN or ADD."""
    if isinstance(item, Default):
        return [(item.keyword, "SET DEFAULT")]
    if not isinstance(item, Constraint) or item.keyword is None:
        return []
    if item.kind in ("not null", "null"):
        whole = Part(item.part.first, item.keyword.last)
        return [(whole, "SET NOT NULL" if item.kind == "not null" else "DROP NOT NULL")]
    return [] if item.kind == "check" else [(item.keyword.after, " ({})", column.name)]
