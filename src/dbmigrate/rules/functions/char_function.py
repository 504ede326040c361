"""CHAR(n), the character of a code

`char` is the name of a type on the target, its function is chr. A code above 127 is a byte of the code page in SQL
Server ("CHAR"), NULL where it is half of a Chinese character; chr takes the Unicode number.

```zh
CHAR(n) 按编码取字符
char 在目标库中是类型名，对应函数为 chr。编码大于 127 时，SQL Server 取代码页中的字节（汉字的半个字节返回 NULL），chr 则取 Unicode 码位。
```
```notes
variable | the code is no constant: above 127 the target answers another character | 编码不是常量：大于 127 时目标库返回不同的字符
byte | the code is half of a character in the code page | 该编码是代码页中汉字的半个字节
```
```setup
CREATE TABLE visit (id INT);
INSERT INTO visit VALUES (1);
```
```sqlserver
SELECT CHAR(65) FROM visit
```
```postgres
SELECT chr(65) FROM visit
```
```rows
A
```
```refused 42601
```
```quiet
SELECT NCHAR(65), CAST(id AS CHAR(3)) FROM visit
```
"""

from sqlglot import exp

from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity

ASCII = 128


@rule("FN115", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=call("CHAR"))
def check(found: Call) -> Hit | None:
    if len(found.args) != 1:
        return None
    code = found.args[0].node
    if not isinstance(code, exp.Literal) or not str(code.this).isdigit():
        return Hit(replace=[(found.name_part, "chr")], note="variable", fix=Fix.REVIEW)
    if not 0 < int(code.this) < ASCII:
        return Hit(note="byte", fix=Fix.REVIEW)
    return Hit(replace=[(found.name_part, "chr")])
