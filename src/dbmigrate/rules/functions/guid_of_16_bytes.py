"""SYS_GUID makes a key of 16 bytes

16 bytes of RAW in Oracle, 32 upper-case digits where they are stored as text. PostgreSQL makes UUIDs, random ones: new
keys no longer ascend.

```zh
SYS_GUID 生成 16 字节标识
Oracle 返回 16 字节 RAW，存为文本时是 32 位大写十六进制。PostgreSQL 生成随机 UUID，新键值不再递增。
```
```oracle
CREATE TABLE visit (id VARCHAR(32) DEFAULT SYS_GUID(), memo VARCHAR(10))
```
```postgres
CREATE TABLE visit (id VARCHAR(32) DEFAULT upper(replace(gen_random_uuid()::text, '-', '')), memo VARCHAR(10))
```
```then
INSERT INTO visit (memo) VALUES ('a');
SELECT length(id), id = upper(id) FROM visit
```
```rows
32 | t
```
```refused 42883
```
```oracle
SELECT LENGTH(RAWTOHEX(SYS_GUID())), LENGTH(LOWER(SYS_GUID( -- a key
))) FROM dual UNION SELECT LENGTH(x.k), 0 FROM (SELECT RAWTOHEX(SYS_GUID()) AS k FROM dual) x
```
```postgres
SELECT LENGTH(upper(encode(decode(replace(gen_random_uuid()::text, '-', ''), 'hex'), 'hex'))), LENGTH(LOWER(-- a key
upper(replace(gen_random_uuid()::text, '-', '')))) UNION SELECT LENGTH(x.k), 0 FROM (SELECT upper(encode(decode(replace(gen_random_uuid()::text, '-', ''), 'hex'), 'hex')) AS k) x
```
```rows
32 | 0
32 | 32
```
```refused 42883
```
```quiet
SELECT 'SYS_GUID()' FROM dual
```
```notes
type | whether bytes or text are wanted is not known here | 此处无法判断需要字节还是文本
```
"""

from typing import Final

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.syntax.ddl.nodes import Column

TEXT: Final = "upper(replace(gen_random_uuid()::text, '-', ''))"
BYTES: Final = "decode(replace(gen_random_uuid()::text, '-', ''), 'hex')"
OF_BYTES: Final = frozenset({"RAWTOHEX", "RAWTONHEX"})
OF_TEXT: Final = frozenset({"LOWER", "UPPER", "SUBSTR", "TO_CHAR", "LENGTH"})
BINARY: Final = frozenset({"RAW", "LONG RAW", "BLOB"})


@rule("FN106", source="oracle", severity=Severity.REFUSED, fix=Fix.SAFE, on=call("SYS_GUID"))
def check(found: Call, context: Context) -> Hit | None:
    if isinstance(found.parent, exp.Prior):
        return None  # QY015 takes it out of CONNECT BY
    if isinstance(found.parent, exp.Anonymous) and found.parent.name.upper() in OF_BYTES:
        return Hit(replace=[(found, BYTES)])
    if isinstance(found.parent, exp.Anonymous) and found.parent.name.upper() in OF_TEXT:
        return Hit(replace=[(found, TEXT)])
    column = context.above(Column)
    if column is None or column.type is None or found.tree.root is not found.node:
        return Hit(replace=[(found, TEXT)], note="type", fix=Fix.REVIEW)
    return Hit(replace=[(found, BYTES if column.type.keyword in BINARY else TEXT)])
