'''state of a constraint: {state}

Oracle writes ENABLE, VALIDATE, RELY and EXCEPTIONS INTO behind constraints. PostgreSQL's constraints are always
enabled; the words are removed. NOVALIDATE (rows that were there are not checked) becomes NOT VALID where
ALTER TABLE adds a foreign key or a check; elsewhere PostgreSQL has no such state.

```zh
约束状态：{state}
Oracle 在约束后写 ENABLE、VALIDATE、RELY、EXCEPTIONS INTO。PostgreSQL 的约束总是启用，这些词被删除。NOVALIDATE（不检查已有数据）
在 ALTER TABLE 增加外键或检查约束时写成 NOT VALID；其他位置没有对应写法。
```
```oracle
CREATE TABLE visit (id VARCHAR(10) CONSTRAINT nn_id NOT NULL ENABLE, kind NUMERIC(9),
  CONSTRAINT pk_visit PRIMARY KEY (id) RELY ENABLE VALIDATE,
  CONSTRAINT ck_kind CHECK (kind > 0) ENABLE NOVALIDATE)
```
```postgres
CREATE TABLE visit (id VARCHAR(10) CONSTRAINT nn_id NOT NULL, kind NUMERIC(9),
  CONSTRAINT pk_visit PRIMARY KEY (id),
  CONSTRAINT ck_kind CHECK (kind > 0))
```
```then
INSERT INTO visit VALUES (1, 2);
SELECT id, kind FROM visit
```
```rows
1 | 2
```
```refused 42601
```
```setup
CREATE TABLE visit (id INTEGER, kind INTEGER);
INSERT INTO visit VALUES (1, -1)
```
```oracle
ALTER TABLE visit ADD CONSTRAINT ck_kind CHECK (kind > 0) ENABLE NOVALIDATE
```
```postgres
ALTER TABLE visit ADD CONSTRAINT ck_kind CHECK (kind > 0) NOT VALID
```
```then
SELECT id, kind FROM visit
```
```rows
1 | -1
```
```refused 42601
```
```quiet
CREATE TABLE visit (id INTEGER PRIMARY KEY, enable INTEGER NOT NULL)
```
```notes
not-validated | rows that break it were allowed to stay; the load will fail on them | 源库允许已有数据违反该约束；装载这些数据时会报错
```
'''

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.ddl.oracle_left_out import inside_left_out, is_disabled
from dbmigrate.syntax.ddl.nodes import Action, Column, Constraint, CreateTable, Phrase


@rule("DD002", source="oracle", severity=Severity.REFUSED, on=node(Phrase))
def check(phrase: Phrase, context: Context) -> Hit | None:
    above = context.path[-1] if context.path else None
    if phrase.kind not in ("state", "exceptions") or inside_left_out(context):
        return None
    words = phrase.words()
    values = {"state": " ".join(filter(None, words[:2]))}
    if isinstance(above, CreateTable):
        return None if words[0] == "DISABLE" else Hit(replace=[(phrase, "")], values=values)
    if not isinstance(above, Constraint) or is_disabled(above):
        return None
    if context.has("constraint_states") and is_plain(phrase, above):
        return None
    if words[0] == "NOVALIDATE":
        if takes_not_valid(above, context):
            return Hit(replace=[(phrase, "NOT VALID")], values=values)
        return Hit(replace=[(phrase, "")], values=values, note="not-validated")
    return Hit(replace=[(phrase, "")], values=values)


def is_plain(phrase: Phrase, constraint: Constraint) -> bool:
    """ENABLE alone: openGauss takes it, but not behind DEFERRABLE nor behind REFERENCES of a column (its gram.y)."""
    others = [extra for extra in constraint.extras if extra is not phrase and extra.kind != "using index"]
    inline = constraint.kind == "foreign key" and constraint.keyword is None
    return phrase.words() == ("ENABLE",) and not others and not inline


def takes_not_valid(constraint: Constraint, context: Context) -> bool:
    added = context.above(Action) is not None and context.above(Column) is None
    return added and constraint.kind in ("foreign key", "check")
