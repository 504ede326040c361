'''expression as the key of an index

PostgreSQL wants parentheses around an index expression that is more than one call of a function, and refuses
functions that are not immutable.

```zh
以表达式为键的索引
索引表达式若不是单个函数调用，PostgreSQL 要求加括号；表达式中的函数必须是不变的（immutable）。
```
```setup
CREATE TABLE visit (id INTEGER, sex INTEGER);
INSERT INTO visit VALUES (1, 2)
```
```oracle
CREATE INDEX ix_sex ON visit (id, sex + id, (sex * 2) DESC)
```
```postgres
CREATE INDEX ix_sex ON visit (id, (sex + id), (sex * 2) DESC)
```
```then
SELECT id, sex FROM visit
```
```rows
1 | 2
```
```refused 42601
```
```quiet
CREATE INDEX ix_sex ON visit (id, abs(sex) DESC)
```
'''

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.ddl.oracle_left_out import is_left_out
from dbmigrate.syntax.ddl.nodes import CreateIndex, Piece


@rule("DD034", source="oracle", severity=Severity.REFUSED, on=node(CreateIndex))
def check(index: CreateIndex, context: Context) -> Hit | None:
    if is_left_out(index):
        return None
    values = [c.value for c in index.columns if c.value]
    bare = [v for v in values if not is_enclosed(v) or (context.has("decode") and v.words()[0] == "DECODE")]
    return Hit(replace=[edit for value in bare for edit in ((value.part.before, "("), (value.part.after, ")"))]) if bare else None


def is_enclosed(value: Piece) -> bool:
    """In parentheses, or one call `f(..)` of a plain name."""
    first, last = value.part.first, value.part.last
    close = value.lexed.brackets.close
    if close.get(first) == last:
        return True
    special = value.lexed.words[first] in ("CASE", "CAST", "EXTRACT", "SYS_EXTRACT_UTC")
    return not special and first < last and close.get(first + 1) == last and value.lexed.is_name(first)
