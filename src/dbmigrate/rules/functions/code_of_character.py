"""ASCII of an empty text is NULL, and of a Chinese character the first byte

PostgreSQL's ASCII gives 0 for an empty text, and the code point of a character that is no ASCII; SQL Server gives NULL and
the first byte in the database's code page ("ASCII").

```zh
ASCII 对空串返回 NULL，对汉字返回首字节
PostgreSQL 的 ASCII 对空串返回 0，对非 ASCII 字符返回码点；SQL Server 分别返回 NULL 和数据库代码页中的首字节。
```
```setup
CREATE TABLE visit (id INT NOT NULL, code VARCHAR(10));
INSERT INTO visit VALUES (1, ''), (2, 'Ab');
```
```sqlserver
SELECT ASCII(v.code) FROM visit v ORDER BY v.id
```
```postgres
-- dbmigrate FN466 1: ASCII of an empty text is NULL, and of a Chinese character the first byte (of a Chinese character the number is another one)
SELECT ascii(nullif(v.code, '')) FROM visit v ORDER BY v.id
```
```rows
NULL
65
```
```sqlserver
SELECT ASCII('') -- none
 FROM visit v WHERE v.id = 1 UNION ALL SELECT (SELECT ASCII('') FROM visit w WHERE w.id = 2)
```
```postgres
SELECT ascii(nullif('', '')) -- none
 FROM visit v WHERE v.id = 1 UNION ALL SELECT (SELECT ascii(nullif('', '')) FROM visit w WHERE w.id = 2)
```
```rows
NULL
NULL
```
```quiet
SELECT ASCII('A'), UNICODE(v.code) FROM visit v
```
```notes
character | of a Chinese character the number is another one | 汉字的数值不同
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.operands import constant, in_computed_column, type_of


@rule("FN466", source="sqlserver", severity=Severity.DIFFERS, fix=Fix.SAFE, on=call("ASCII"), after=("FN406",))
def check(found: Call, context: Context) -> Hit | None:
    if in_computed_column(context) or len(found.args) != 1:
        return None
    value = found.args[0]
    text, given = constant(value.node), type_of(value, context)
    if text and text[:1].isascii():
        return None
    if given.is_known and not given.is_text:
        return None  # a number, of which FN406 makes a text
    made = (found, "ascii(nullif({}, ''))", value)
    return Hit(replace=[made]) if text == "" else Hit(replace=[made], note="character", fix=Fix.REVIEW)
