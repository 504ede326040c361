'''several changes in one ALTER TABLE

Oracle puts added and dropped columns into parentheses and writes several actions without commas. PostgreSQL repeats
the verb before each and separates them with commas.

```zh
一条 ALTER TABLE 中的多项修改
Oracle 把增加、删除的列写在括号里，多个动作之间没有逗号；PostgreSQL 每项都要写动词，并用逗号分隔。
```
```setup
CREATE TABLE visit (id INTEGER, a INTEGER, b INTEGER);
INSERT INTO visit VALUES (1, 2, 3)
```
```oracle
ALTER TABLE visit ADD (kind NUMERIC(9) DEFAULT 7, memo VARCHAR(10), CONSTRAINT uk_visit UNIQUE (id))
```
```postgres
ALTER TABLE visit ADD kind NUMERIC(9) DEFAULT 7, ADD memo VARCHAR(10), ADD CONSTRAINT uk_visit UNIQUE (id)
```
```then
SELECT id, a, b, kind, memo FROM visit
```
```rows
1 | 2 | 3 | 7 | NULL
```
```refused 42601
```
```oracle
ALTER TABLE visit ADD kind NUMERIC(9) ADD memo VARCHAR(10)
```
```postgres
ALTER TABLE visit ADD kind NUMERIC(9), ADD memo VARCHAR(10)
```
```then
SELECT id, a, b, kind, memo FROM visit
```
```rows
1 | 2 | 3 | NULL | NULL
```
```oracle
ALTER TABLE visit DROP (a, b) CASCADE CONSTRAINTS
```
```postgres
ALTER TABLE visit DROP a CASCADE, DROP b CASCADE
```
```then
SELECT * FROM visit
```
```rows
1
```
```quiet
ALTER TABLE visit ADD CONSTRAINT uk_visit UNIQUE (id);
ALTER TABLE visit DROP COLUMN a
```
'''

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Part, Severity
from dbmigrate.rules.ddl.oracle_left_out import is_kept, is_left_out
from dbmigrate.syntax.ddl.nodes import Action, AlterTable, Node

Replacement = tuple[object, ...]


@rule("DD040", source="oracle", severity=Severity.REFUSED, on=node(AlterTable))
def check(alter: AlterTable) -> Hit | None:
    if is_left_out(alter):
        return None
    kept = [a for a in alter.actions if is_kept(a)]
    replace: list[Replacement] = [(a.part.after, ",") for a in kept[:-1]]
    for action in kept:
        if action.kind in ("add column", "add constraint"):
            replace += added(action)
        elif action.kind in ("drop column", "set unused"):
            replace += dropped(action)
        elif action.kind == "modify column" and action.brackets:
            replace.append((Part(action.brackets.last, action.brackets.last), ""))
    return Hit(replace=replace) if replace else None


def added(action: Action) -> list[Replacement]:
    items: list[Node] = sorted([*action.columns, *action.constraints], key=lambda n: n.part.first)
    if action.brackets is None:
        found: list[Replacement] = [(item.part.after, ",") for item in items[:-1]]
    else:
        first, last = action.brackets.first, action.brackets.last
        found = [(Part(first, first), ""), (Part(last, last), "")]
    return found + [(item.part.before, "ADD ") for item in items[1:]]


def dropped(action: Action) -> list[Replacement]:
    found: list[Replacement] = []
    cascade = next((e for e in action.extras if e.kind == "cascade"), None)
    if action.brackets is not None:
        first, last = action.brackets.first, action.brackets.last
        found += [(Part(first, first), ""), (Part(last, last), "")]
        found += [(name.part.before, "DROP ") for name in action.names[1:]]
        if cascade:
            found += [(name.part.after, " CASCADE") for name in action.names[:-1]]
    if cascade and cascade.part.last > cascade.part.first:
        found.append((Part(cascade.part.last, cascade.part.last), ""))
    return found + [(e, "") for e in action.extras if e.kind in ("invalidate", "checkpoint", "online")]
