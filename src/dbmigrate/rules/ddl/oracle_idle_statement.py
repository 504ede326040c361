'''statement that has nothing left to say: {statement}

Types that are declared before their definition, limits of sequences beyond bigint, columns made invisible and clusters
need no statement on the target. It stays as a comment.

```zh
在目标库中无意义的语句：{statement}
类型的前置声明、超出 bigint 的序列上限、列的可见性、簇等在目标库中不需要语句，保留为注释。
```
```setup
CREATE TABLE visit (id VARCHAR(10), memo VARCHAR(10));
```
```oracle
CREATE TYPE visit_t;
/
CREATE TYPE visit_t AS OBJECT (no VARCHAR(10));
/
```
```postgres
-- CREATE TYPE visit_t;

CREATE TYPE visit_t AS (no VARCHAR(10));

```
```then
SELECT (ROW('1')::visit_t).no
```
```rows
1
```
```refused 42501
```
```oracle
ALTER TABLE visit MODIFY (memo INVISIBLE)
```
```postgres
-- dbmigrate DD056 1: statement that has nothing left to say: ALTER TABLE (the column stays in SELECT * and in INSERT without a list of columns)
-- ALTER TABLE visit MODIFY (memo INVISIBLE)
```
```refused 42601
```
```quiet
ALTER TABLE visit MODIFY (memo VARCHAR(20))
```
```notes
invisible | the column stays in SELECT * and in INSERT without a list of columns | 该列仍出现在 SELECT * 和不带列名的 INSERT 中
```
'''

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import COMMENT_OUT, Fix, Hit, Severity
from dbmigrate.rules.ddl.oracle_left_out import changes_display, is_left_out
from dbmigrate.syntax.ddl.nodes import AlterTable, CreateSequence, CreateType, Truncate

Idle = CreateType | CreateSequence | Truncate | AlterTable


@rule(
    "DD056",
    source="oracle",
    severity=Severity.REFUSED,
    on=(node(CreateType), node(CreateSequence), node(Truncate), node(AlterTable)),
)
def check(statement: Idle) -> Hit | None:
    if not is_left_out(statement) or (isinstance(statement, AlterTable) and not changes_display(statement)):
        return None
    hides = "INVISIBLE" in statement.words()
    return Hit(
        replace=[(statement, COMMENT_OUT)],
        note="invisible" if hides else "",
        values={"statement": " ".join(statement.words()[:2])},
        fix=Fix.REVIEW if hides else Fix.SAFE,
    )
