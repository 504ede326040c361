'''RENAME {old} TO {new}

```zh
重命名 {old} 为 {new}
```
```setup
CREATE TABLE visit (id INTEGER);
INSERT INTO visit VALUES (1)
```
```oracle
RENAME visit TO encounter
```
```postgres
ALTER TABLE visit RENAME TO encounter
```
```then
SELECT id FROM encounter
```
```rows
1
```
```refused 42601
```
```quiet
ALTER TABLE visit RENAME TO encounter
```
'''

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Part, Severity
from dbmigrate.syntax.ddl.nodes import Rename


@rule("DD037", source="oracle", severity=Severity.REFUSED, on=node(Rename))
def check(rename: Rename) -> Hit:
    """PostgreSQL's ALTER TABLE renames views and sequences as well ("ALTER TABLE", "RENAME")."""
    verb = Part(rename.part.first, rename.part.first)
    to = Part(rename.new.part.first - 1, rename.new.part.first - 1)
    values = {"old": rename.old.text(), "new": rename.new.text()}
    return Hit(replace=[(verb, "ALTER TABLE"), (to, "RENAME TO")], values=values)
