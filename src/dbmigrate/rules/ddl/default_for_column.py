"""ADD DEFAULT for a column that exists

```zh
为已有列添加默认值
```
```setup
CREATE TABLE visit (id INT, state INT);
```
```sqlserver
ALTER TABLE visit ADD CONSTRAINT df_state DEFAULT (7) FOR state
```
```postgres
ALTER TABLE visit ALTER COLUMN state SET DEFAULT (7)
```
```then
INSERT INTO visit (id) VALUES (1);
SELECT state FROM visit
```
```rows
7
```
```refused 42601
```
```sqlserver
ALTER TABLE visit ADD DEFAULT 1 FOR id, CONSTRAINT df_state DEFAULT 2 FOR state WITH VALUES
```
```postgres
ALTER TABLE visit ALTER COLUMN id SET DEFAULT 1, ALTER COLUMN state SET DEFAULT 2
```
```refused 42601
```
```quiet
ALTER TABLE visit ADD note INT DEFAULT 1
```
"""

from typing import Any

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.syntax.ddl.nodes import Action, Default

LEAD = "ALTER COLUMN {} SET"


@rule("DD213", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(Action))
def check(action: Action) -> Hit | None:
    if action.kind != "add default" or any(d.column is None for d in action.defaults):
        return None
    replace: list[tuple[Any, ...]] = []
    for k, default in enumerate(action.defaults):
        replace += rewritten(default, action.keyword if k == 0 and led_by(action) else None)
    return Hit(replace=replace)


def led_by(action: Action) -> bool:
    """The action begins with the list's ADD; later actions of the list do not contain it."""
    return action.part.first == action.keyword.first


def rewritten(default: Default, lead: Part | None) -> list[tuple[Any, ...]]:
    """ADD, or the word CONSTRAINT of a later item, becomes the lead; the column's name moves in front of the value."""
    assert default.column is not None and default.for_part is not None
    made: list[tuple[Any, ...]] = []
    if lead is not None:
        made.append((lead, LEAD, default.column))
        if default.label:
            made.append((default.label, ""))
    elif default.label and default.name:
        made += [(Part(default.label.first, default.label.first), LEAD, default.column), (default.name, "")]
    else:
        made.append((default.keyword.before, LEAD + " ", default.column))
    last = default.with_values or default.column.part
    made.append((Part(default.for_part.first, last.last), ""))
    return made
