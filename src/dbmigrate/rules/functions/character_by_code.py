"""CHR with a code above 127

Oracle's CHR takes the bytes of a character in the database's character set, PostgreSQL's chr its Unicode number. Up to
127 they are the same.

```zh
CHR 的编码大于 127
Oracle 的 CHR 取数据库字符集中的字节值，PostgreSQL 的 chr 取 Unicode 码位；127 以内两者相同。
```
```notes
variable | the code is no constant: above 127 the target answers another character | 编码不是常量：大于 127 时目标库返回不同的字符
unknown | no character of the source's character set has these bytes | 源库字符集中没有对应这些字节的字符
```
```setup
CREATE TABLE visit (id NUMERIC(5));
INSERT INTO visit VALUES (1);
```
```oracle
SELECT CHR(53947) FROM visit
```
```postgres
SELECT '一' FROM visit
```
```rows
一
```
```quiet
SELECT CHR(10), CHR(13), 'a' || CHR(9) FROM visit
```
"""

from sqlglot import exp

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.types.lengths import GBK, UTF8

ASCII = 128


@rule("FN114", source="oracle", severity=Severity.DIFFERS, fix=Fix.SAFE, on=call("CHR"))
def check(found: Call, context: Context) -> Hit | None:
    if len(found.args) != 1:
        return None
    code = found.args[0].node
    if not isinstance(code, exp.Literal) or not str(code.this).isdigit():
        return Hit(note="variable", fix=Fix.REVIEW)
    if 0 < int(code.this) < ASCII:
        return None
    character = decoded(int(code.this), context.options.source_charset)
    if not character:
        return Hit(note="unknown", severity=Severity.REFUSED if int(code.this) == 0 else None, fix=Fix.REVIEW)
    return Hit(replace=[(found, literal_template("'" + character + "'"))])


def decoded(code: int, charset: str) -> str:
    """The character whose bytes the code is; "" where the character set has none or is not known."""
    codec = "utf-8" if charset.upper() in UTF8 else "gb18030" if charset.upper() in GBK else ""
    if not codec or code < ASCII or code >= 1 << 32:
        return ""
    try:
        character = code.to_bytes((code.bit_length() + 7) // 8, "big").decode(codec)
    except UnicodeDecodeError:
        return ""
    return character if len(character) == 1 else ""
