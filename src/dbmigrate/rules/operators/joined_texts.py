"""`+` joins texts

PostgreSQL writes `||` for it and has no `+` of texts. NULL stays NULL in both. A CHAR column keeps its blanks at the end
in SQL Server and loses them in PostgreSQL; its length counts bytes, of which a Chinese character takes two.

```zh
用 + 拼接文本
PostgreSQL 用 || 拼接，文本没有 + 运算。两库中 NULL 的结果都是 NULL。SQL Server 的 CHAR 列拼接时保留尾部空格，PostgreSQL 会去掉；CHAR 的长度按字节计，一个汉字占两个字节。
```
```setup
CREATE TABLE visit (id INT NOT NULL, name VARCHAR(10), ward CHAR(3));
INSERT INTO visit VALUES (1, '5', 'b'), (2, NULL, 'c');
```
```sqlserver
SELECT v.name + ', ' + N'x' + 'y' FROM visit v ORDER BY v.id
```
```postgres
SELECT v.name || ', ' || 'x' || 'y' FROM visit v ORDER BY v.id
```
```rows
5, xy
NULL
```
```refused 42883
```
```sqlserver
SELECT v.ward + '|', v.name + v.id, '7' + v.id FROM visit v WHERE v.id = 1
```
```postgres
SELECT dbmigrate.padded(v.ward, 3) || '|', v.name::integer + v.id, '7' + v.id FROM visit v WHERE v.id = 1
```
```rows
b  | | 6 | 8
```
```refused 42883
```
```sqlserver
SELECT v.id + '', ' ' + v.id * 1.5 FROM visit v WHERE v.id = 1
```
```postgres
SELECT v.id + 0, 0 + v.id * 1.5 FROM visit v WHERE v.id = 1
```
```rows
1 | 1.5
```
```refused 22P02
```
```sqlserver
SELECT CAST(N'男' AS CHAR(2)) + '|' + CAST('a' AS NCHAR(2)) + '|' FROM visit v WHERE v.id = 1
```
```postgres
SELECT dbmigrate.padded(CAST('男' AS CHAR(2)), 2) || '|' || rpad(CAST('a' AS NCHAR(2)), 2) || '|' FROM visit v WHERE v.id = 1
```
```rows
男|a |
```
```refused 42883
```
```sqlserver
SELECT w.n + '-' FROM (SELECT price(1) AS n) w
```
```quiet
SELECT v.id + 1, 1 + 2, v.id + '2' FROM visit v
```
```notes
type | the other side may be a number: {cause} | 另一侧可能是数字：{cause}
types | neither side's type is known: {cause} | 两侧类型均未知：{cause}
```
"""

from typing import Any

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import operator, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.operands import constant, in_computed_column, operand, type_of
from dbmigrate.rules.functions.placing import WRITTEN_BEFORE, around
from dbmigrate.rules.functions.sqlserver_conversions import keyword_of
from dbmigrate.types.operators import joins_words, looks_like_number
from dbmigrate.types.values import Kind, Type


@rule("OP210", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=operator("add"), after=WRITTEN_BEFORE, unless="string_plus")
def check(found: Expr, context: Context) -> Hit | None:
    if in_computed_column(context):
        return None
    sides = (found.left, found.right)
    a, b = (type_of(side, context) for side in sides)
    texts = [t.is_text or t.kind is Kind.NULL for t in (a, b)]
    if all(texts) and (a.is_text or b.is_text):
        return joined(found, sides, (a, b))
    for side, text, other in ((found.left, a, b), (found.right, b, a)):
        if text.is_text and other.is_number:
            if constant(side.node) is not None and not (constant(side.node) or "").strip():
                return Hit(replace=[(side, "0", side)])
            return None if text.constant else Hit(replace=around(side, f"{operand(side)}::{other.target}"))
        if text.is_text and not other.is_known:
            certain = joins_words(side.node) or (text.constant and not looks_like_number(constant(side.node) or ""))
            doubt: dict[str, Any] = {} if certain else {"note": "type", "values": {"cause": other.cause}, "fix": Fix.REVIEW}
            return Hit(replace=[(found.operator, "||")], **doubt)
    if not a.is_known and not b.is_known:
        return Hit(note="types", values={"cause": a.cause}, severity=Severity.REFUSED, fix=Fix.REVIEW)
    return None


def joined(found: Expr, sides: tuple[Expr, Expr], types: tuple[Type, Type]) -> Hit:
    replace: list[tuple[Any, ...]] = [(found.operator, "||")]
    helpers: set[str] = set()
    for side, given in zip(sides, types, strict=True):
        numbers = given.sql.numbers if given.sql else ()
        if given.kind is Kind.CHAR and not given.constant and numbers:
            counts_bytes = keyword_of(given) in ("CHAR", "CHARACTER")
            helpers |= {"padded"} if counts_bytes else set()
            name = "dbmigrate.padded" if counts_bytes else "rpad"
            replace += [(side.part.before, f"{name}("), (side.part.after, f", {numbers[0]})")]
    return Hit(replace=replace, helpers=tuple(helpers))
