"""DATALENGTH counts bytes

NVARCHAR takes two bytes for a character in SQL Server. VARCHAR takes those of the database's code page, where a Chinese
character has two; the target's text is in UTF-8, where it has three.

```zh
DATALENGTH 统计字节数
SQL Server 的 NVARCHAR 每字符两字节；VARCHAR 按数据库代码页，汉字为两字节；目标库为 UTF-8，汉字为三字节。
```
```setup
CREATE TABLE visit (id INT NOT NULL, name VARCHAR(10));
INSERT INTO visit VALUES (1, 'ab ');
```
```sqlserver
SELECT DATALENGTH('ab'), DATALENGTH(N'患者'), DATALENGTH(v.id) FROM visit v
```
```postgres
SELECT octet_length('ab'), (length('患者') * 2), octet_length(int4send(v.id)) FROM visit v
```
```rows
2 | 4 | 4
```
```refused 42883
```
```sqlserver
SELECT DATALENGTH(v.name) FROM visit v
```
```postgres
-- dbmigrate FN402 1: DATALENGTH counts bytes (a Chinese character has three bytes instead of two)
SELECT octet_length(v.name) FROM visit v
```
```rows
3
```
```refused 42883
```
```quiet
SELECT v.name FROM visit v
```
```notes
bytes | a Chinese character has three bytes instead of two | 汉字为三字节而非两字节
type | the bytes of such a value are not known | 该类值的字节数未知
```
"""

from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.operands import constant, in_computed_column, operand, type_of
from dbmigrate.types.values import Kind

SENT: Final = {"INT": "int4send", "BIGINT": "int8send", "SMALLINT": "int2send", "FLOAT": "float8send"}


@rule("FN402", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=call("DATALENGTH"))
def check(found: Call, context: Context) -> Hit | None:
    if in_computed_column(context):
        return None
    if len(found.args) != 1:
        return Hit(fix=Fix.NONE)
    value = found.args[0]
    given, text = type_of(value, context), constant(value.node)
    keyword = given.sql.keyword if given.sql else ""
    if keyword in ("NVARCHAR", "NCHAR"):
        return Hit(replace=[(found, "(length({}) * 2)", value)])
    if given.kind is Kind.BINARY or (text is not None and text.isascii()):
        return Hit(replace=[(found.name_part, "octet_length")])
    if keyword in SENT:
        return Hit(replace=[(found, f"octet_length({SENT[keyword]}({operand(value)}))", value)])
    if given.is_known and not given.is_text:
        return Hit(note="type", fix=Fix.NONE)
    return Hit(replace=[(found.name_part, "octet_length")], note="bytes", fix=Fix.REVIEW)
