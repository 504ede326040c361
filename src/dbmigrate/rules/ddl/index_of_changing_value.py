'''index over {function}

PostgreSQL indexes only expressions that always answer alike (immutable). {function} depends on settings of the session
there, so the index is refused. Queries answer the same without it; the expression has to be written in another way.

```zh
索引表达式使用了 {function}
PostgreSQL 只允许对结果恒定（immutable）的表达式建索引。{function} 在目标库依赖会话设置，建索引会被拒绝。没有该索引查询结果不变；表达式须改写。
```
```setup
CREATE TABLE visit (id VARCHAR(10), at TIMESTAMP(0));
```
```oracle
CREATE INDEX ix_at ON visit (TO_CHAR(at, 'YYYY'))
```
```postgres
-- dbmigrate DD057 1: index over TO_CHAR
-- CREATE INDEX ix_at ON visit (TO_CHAR(at, 'YYYY'))
```
```refused 42P17
```
```quiet
CREATE INDEX ix_at ON visit (UPPER(id))
```
'''

from typing import Final

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import COMMENT_OUT, Fix, Hit, Severity
from dbmigrate.rules.ddl.oracle_left_out import is_left_out
from dbmigrate.syntax.ddl.nodes import CreateIndex, Piece

# STABLE in pg_proc, whatever their arguments are.
STABLE: Final = frozenset({"TO_CHAR", "TO_DATE", "TO_TIMESTAMP", "TO_NUMBER", "TO_TIMESTAMP_TZ"})


@rule("DD057", source="oracle", severity=Severity.REFUSED, fix=Fix.REVIEW, on=node(CreateIndex))
def check(index: CreateIndex) -> Hit | None:
    if is_left_out(index):
        return None
    found = next((word for c in index.columns if c.value for word in calls(c.value) if word in STABLE), None)
    return Hit(replace=[(index, COMMENT_OUT)], values={"function": found}) if found else None


def calls(value: Piece) -> list[str]:
    words = value.words()
    return [word for word, behind in zip(words, words[1:], strict=False) if behind == "("]
