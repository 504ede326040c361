'''disabled {kind} constraint

Oracle keeps the definition of a constraint that is declared DISABLE and does not enforce it; rows may break it.
PostgreSQL enforces every constraint it has, so this one is left out. Where a later statement enables it, write it
without DISABLE.

```zh
已禁用的约束（{kind}）
Oracle 只保存 DISABLE 约束的定义而不执行，数据可能违反它。PostgreSQL 会执行所有约束，因此不建立该约束。
若后面的语句启用它，应去掉 DISABLE 后建立。
```
```oracle
CREATE TABLE visit (id VARCHAR(10), kind NUMERIC(9) CHECK (kind > 0) DISABLE,
  CONSTRAINT pk_visit PRIMARY KEY (id),
  CONSTRAINT uk_visit UNIQUE (kind) DISABLE)
```
```postgres
-- dbmigrate DD004 1: disabled check constraint
-- dbmigrate DD004 3: disabled unique constraint
CREATE TABLE visit (id VARCHAR(10), kind NUMERIC(9),
  CONSTRAINT pk_visit PRIMARY KEY (id))
```
```then
INSERT INTO visit VALUES (1, 0);
INSERT INTO visit VALUES (2, 0);
SELECT id, kind FROM visit ORDER BY id
```
```rows
1 | 0
2 | 0
```
```refused 42601
```
```setup
CREATE TABLE visit (id INTEGER);
INSERT INTO visit VALUES (-1)
```
```oracle
ALTER TABLE visit ADD CONSTRAINT ck_visit CHECK (id > 0) DISABLE
```
```postgres
-- dbmigrate DD004 1: disabled check constraint
-- ALTER TABLE visit ADD CONSTRAINT ck_visit CHECK (id > 0) DISABLE
```
```refused 42601
```
```quiet
CREATE TABLE visit (id INTEGER PRIMARY KEY, kind INTEGER CHECK (kind > 0))
```
'''

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import COMMENT_OUT, DROP, Fix, Hit, Item, Severity
from dbmigrate.rules.ddl.oracle_left_out import is_disabled, is_kept, is_left_out
from dbmigrate.syntax.ddl.nodes import Action, Constraint, CreateTable


@rule("DD004", source="oracle", severity=Severity.REFUSED, fix=Fix.REVIEW, on=node(Constraint))
def check(constraint: Constraint, context: Context) -> Hit | None:
    if not is_disabled(constraint):
        return None
    values = {"kind": constraint.kind}
    above = context.path[-1]
    if isinstance(above, CreateTable):
        return Hit(replace=[(Item(constraint.part, above.chain), DROP)], values=values)
    if isinstance(above, Action):
        return Hit(replace=of_action(constraint, above, context), values=values)
    return Hit(replace=[(constraint, "")], values=values)


def of_action(constraint: Constraint, action: Action, context: Context) -> list[tuple[object, ...]]:
    """The first constraint takes the whole action or statement along; in a list with others a person decides."""
    if is_kept(action):
        return []
    alter = context.path[0]
    if action.constraints[0] is not constraint:
        return [(constraint.part.after, "")]
    return [(alter, COMMENT_OUT)] if is_left_out(alter) else [(action, "")]
