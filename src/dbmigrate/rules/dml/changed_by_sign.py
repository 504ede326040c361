"""`{sign}=` changes a column by a value

PostgreSQL has no such assignments: the column stands on the right side again ("Compound operators").

```zh
用 {sign}= 给列赋值
PostgreSQL 没有复合赋值运算符，在右侧再次写出该列。
```
```setup
CREATE TABLE bill (id INT NOT NULL, fee INT, memo VARCHAR(20), flags INT);
INSERT INTO bill VALUES (1, 10, 'a', 6);
```
```sqlserver
UPDATE bill SET fee += 5, memo += N'b' + 'c', flags ^= 3 WHERE id = 1
```
```postgres
UPDATE bill SET fee = fee + 5, memo = memo || ('b' || 'c'), flags = flags # 3 WHERE id = 1
```
```then
SELECT fee, memo, flags FROM bill
```
```rows
15 | abc | 5
```
```refused 42601
```
```sqlserver
UPDATE b SET b.fee *= c.flags - 1, b.flags |= 1 -- bits
 FROM bill b JOIN bill c ON c.id = b.id
```
```postgres
UPDATE bill b SET fee = b.fee * (c.flags - 1), flags = b.flags | 1 -- bits
 FROM bill c WHERE c.id = b.id
```
```then
SELECT fee, flags FROM bill
```
```rows
50 | 7
```
```refused 42601
```
```quiet
UPDATE bill SET fee = fee + 5, memo = memo + 'x' WHERE fee >= 1 AND fee <= 5
```
"""

from collections.abc import Iterator
from typing import Any, Final

from sqlglot import exp

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import operator, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.functions.operands import type_of

SIGNS: Final = frozenset("+-*/%&|^")
PLAIN: Final = (exp.Literal, exp.National, exp.Column, exp.Paren, exp.Anonymous, exp.Case, exp.Cast, exp.Convert)


@rule("DM210", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=operator("eq"))
def check(found: Expr, context: Context) -> Hit | None:
    lexed = found.lexed
    sign = found.left.part.last + 1
    if sign not in lexed.hidden_tokens or lexed.words[sign] not in SIGNS:
        return None
    if not isinstance(found.parent, (exp.Update, exp.When)):
        return None
    return Hit(replace=list(written(found, sign, context)), values={"sign": lexed.words[sign]})


def written(found: Expr, sign: int, context: Context) -> Iterator[tuple[Any, ...]]:
    value, word = found.right, found.lexed.words[sign]
    if word == "+" and type_of(found.left, context).is_text:
        word = "||"
    word = "#" if word == "^" else word
    yield Part(sign, sign), ""
    again = literal_template(found.lexed.source(found.left.part))
    yield Part(sign + 1, sign + 1), f"= {again} {word}"
    if not isinstance(value.node, PLAIN):
        yield value.part.before, "("
        yield value.part.after, ")"
