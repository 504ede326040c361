r"""HASHBYTES('{algorithm}', ..) hashes the bytes of a text

SQL Server hashes VARCHAR in the database's code page and NVARCHAR in UTF-16; here the bytes are those of UTF-8. For
ASCII in VARCHAR the hash is the same.

```zh
HASHBYTES('{algorithm}', ..) 对文本的字节求散列
SQL Server 的 VARCHAR 按数据库代码页、NVARCHAR 按 UTF-16 求散列；此处按 UTF-8。VARCHAR 中的 ASCII 文本结果相同。
```
```sqlserver
SELECT HASHBYTES('SHA2_256', 'ab'), HASHBYTES('MD5', 'ab')
```
```postgres
SELECT sha256(convert_to('ab', 'UTF8')), decode(md5('ab'), 'hex')
```
```rows
\xfb8e20fc2e4c3f248c60c39bd652f3c1347298bb977b8b4d5903b85055620603 | \x187ef4436122d1cc2f40dc2b92f0eba0
```
```refused 42883
```
```sqlserver
SELECT HASHBYTES('SHA1', 'ab')
```
```refused 42883
```
```quiet
SELECT 'ab'
```
```notes
bytes | the bytes of other texts than ASCII in VARCHAR are not the same | VARCHAR 中的 ASCII 以外的文本，其字节不同
algorithm | the target has no such function without pgcrypto | 不装 pgcrypto 时目标库没有该算法
```
"""

from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.operands import constant, in_computed_column

WRITTEN: Final = {
    "MD5": "decode(md5({}), 'hex')",
    "SHA2_256": "sha256(convert_to({}, 'UTF8'))",
    "SHA2_512": "sha512(convert_to({}, 'UTF8'))",
}


@rule("FN432", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=call("HASHBYTES"))
def check(found: Call, context: Context) -> Hit | None:
    if in_computed_column(context):
        return None
    algorithm = (constant(found.args[0].node) or "").upper() if found.args else ""
    values = {"algorithm": algorithm or "?"}
    if len(found.args) != 2 or algorithm not in WRITTEN:
        return Hit(values=values, note="algorithm", fix=Fix.NONE)
    value = found.args[1]
    replace = [(found, WRITTEN[algorithm], value, found.args[0])]
    text = constant(value.node)
    if text is not None and text.isascii() and value.lexed.text[value.lexed.offsets(value.part)[0]] not in "Nn":
        return Hit(replace=replace, values=values)
    return Hit(replace=replace, values=values, note="bytes", fix=Fix.REVIEW)
