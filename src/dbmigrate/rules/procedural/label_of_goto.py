"""label {name} in front of a statement

PL/pgSQL takes labels for blocks and loops only. Elsewhere a label is the aim of GOTO, which is reported where it stands.

```zh
语句前的标签 {name}
PL/pgSQL 只允许为块和循环加标签；其他位置的标签只是 GOTO 的目标，GOTO 在其所在处报告。
```
```setup
CREATE TABLE ward (id INTEGER);
```
```oracle
CREATE PROCEDURE fill_ward IS
BEGIN
  <<fill>>
  INSERT INTO ward (id) VALUES (1);
END;
/
```
```then
CALL fill_ward();
SELECT id FROM ward
```
```rows
1
```
```refused 42601
```
```quiet
CREATE PROCEDURE fill_ward IS
BEGIN
  <<fill>>
  LOOP
    EXIT fill;
  END LOOP fill;
END;
/
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.procedural.judgement import judgement_at
from dbmigrate.syntax.procedural.nodes import Block, Label, key_of
from dbmigrate.syntax.procedural.statements import Loop


@rule("PL004", source="oracle", severity=Severity.REFUSED, on=node(Label))
def check(found: Label, context: Context) -> Hit | None:
    judgement = judgement_at(context) if context.path else None
    if judgement is not None and key_of(found.name) in (*judgement.jumps, *judgement.turns):
        return None  # PL119, PL147
    above = context.path[-1] if context.path else None
    if isinstance(above, (Block, Loop)) and found in above.labels:
        return None
    return Hit(replace=[(found, "")], values={"name": found.name.text()})
