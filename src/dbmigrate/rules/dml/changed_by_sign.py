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
```setup sqlserver
CREATE TABLE bill (id INT NOT NULL, fee INT, at DATETIME);
INSERT INTO bill VALUES (1, -5, '2024-05-16');
```
```sqlserver
UPDATE bill SET fee += 2.7, at += 1
```
```postgres
UPDATE bill SET fee = trunc(fee + 2.7), at = at + 1 * interval '1 day'
```
```then
SELECT fee, at FROM bill
```
```rows
-2 | 2024-05-17 00:00:00
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
    sign = sign_of(found)
    if sign is None or not isinstance(found.parent, (exp.Update, exp.When)):
        return None
    return Hit(replace=list(written(found, sign, context)), values={"sign": lexed.words[sign]})


def sign_of(found: Expr) -> int | None:
    """The token of the sign, of `a += 1`."""
    sign = found.left.part.last + 1
    return sign if sign in found.lexed.hidden_tokens and found.lexed.words[sign] in SIGNS else None


def written(found: Expr, sign: int, context: Context) -> Iterator[tuple[Any, ...]]:
    value, word = found.right, found.lexed.words[sign]
    if word == "+" and type_of(found.left, context).is_text:
        word = "||"
    word = "#" if word == "^" else word
    yield Part(sign, sign), ""
    again = literal_template(found.lexed.source(found.left.part))
    column, given = type_of(found.left, context), type_of(value, context)
    # What comes out is stored in the column: a fraction is cut off, days are added to a date.
    is_cut = column.is_whole and given.is_number and not given.is_whole
    yield Part(sign + 1, sign + 1), f"= trunc({again} {word}" if is_cut else f"= {again} {word}"
    before, after = ("", "") if isinstance(value.node, PLAIN) else ("(", ")")
    after += " * interval '1 day'" if column.is_moment and given.is_number else ")" if is_cut else ""
    yield from [(value.part.before, before)] if before else []
    yield from [(value.part.after, after)] if after else []
