'''disabled {kind} constraint

Oracle keeps the definition of a constraint that is declared DISABLE and does not enforce it; rows may break it.
PostgreSQL enforces every constraint it has, so this one is left out.

```zh
已禁用的约束（{kind}）
Oracle 只保存 DISABLE 约束的定义而不执行，数据可能违反它。PostgreSQL 会执行所有约束，因此不建立该约束。
```
```oracle
CREATE TABLE visit (id INTEGER, kind INTEGER CHECK (kind > 0) DISABLE,
  CONSTRAINT pk_visit PRIMARY KEY (id),
  CONSTRAINT uk_visit UNIQUE (kind) DISABLE)
```
```postgres
-- dbmigrate DD004 1: disabled check constraint
-- dbmigrate DD004 3: disabled unique constraint
CREATE TABLE visit (id INTEGER, kind INTEGER,
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
```quiet
CREATE TABLE visit (id INTEGER PRIMARY KEY, kind INTEGER CHECK (kind > 0))
```
'''

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import COMMENT_OUT, DROP, Fix, Hit, Item, Severity
from dbmigrate.rules.ddl.oracle_left_out import inside_left_out, is_disabled
from dbmigrate.syntax.ddl.nodes import Action, Constraint, CreateTable


@rule("DD004", source="oracle", severity=Severity.REFUSED, fix=Fix.REVIEW, on=node(Constraint))
def check(constraint: Constraint, context: Context) -> Hit | None:
    if not is_disabled(constraint):
        return None
    values = {"kind": constraint.kind}
    above = context.path[-1]
    if isinstance(above, CreateTable):
        return Hit(replace=[(Item(constraint.part, above.chain), DROP)], values=values)
    if isinstance(above, Action) and inside_left_out(context):
        first = above.constraints[0] is constraint and context.path[0].actions[0] is above  # type: ignore[attr-defined]
        return Hit(replace=[(context.path[0], COMMENT_OUT)] if first else [], values=values, fix=Fix.REVIEW)
    if isinstance(above, Action):
        return Hit(values=values)  # in a list with others: a person writes it
    return Hit(replace=[(constraint, "")], values=values)
