"""{name} is written with the functions for bytes

RAW is bytea on the target. Texts become bytes in UTF-8 there; Oracle takes the character set of the database, and a GBK
database has other bytes for Chinese characters.

```zh
{name} 改用字节函数
RAW 在目标库为 bytea。文本按 UTF-8 转为字节；Oracle 使用数据库字符集，GBK 数据库中汉字的字节不同。
```
```notes
charset | bytes of characters outside of ASCII depend on the character set of the database | ASCII 以外字符的字节取决于数据库字符集
```
```setup oracle
CREATE TABLE doc (id NUMBER(4), body RAW(20));
INSERT INTO doc VALUES (1, NULL);
```
```oracle
SELECT UTL_RAW.CAST_TO_VARCHAR2(UTL_RAW.SUBSTR(UTL_RAW.CAST_TO_RAW('abcdef'), 2, 3)) AS a, UTL_RAW.LENGTH(r => UTL_RAW.CONCAT(UTL_RAW.CAST_TO_RAW(c => 'ab'), UTL_RAW.CAST_TO_RAW('c'))) AS b FROM doc
```
```rows
bcd | 3
```
```refused 3F000
```
```quiet
SELECT id FROM doc
```
"""

from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.operands import operand
from dbmigrate.rules.functions.oracle_implicit import as_integer
from dbmigrate.rules.functions.xml_path import owner_of, whole_of
from dbmigrate.rules.packages.supplied import by_place
from dbmigrate.types.values import Kind

NAMES: Final = {"CAST_TO_RAW": "C", "CAST_TO_VARCHAR2": "R", "LENGTH": "R", "CONCAT": "", "SUBSTR": "R POS LEN"}


@rule("PK002", source="oracle", severity=Severity.REFUSED, on=tuple(call(f"UTL_RAW.{name}") for name in NAMES))
def check(found: Call, context: Context) -> Hit | None:
    name = found.node.name.upper()
    arguments = found.args if name == "CONCAT" else by_place(found, NAMES[name]) or []
    values = {"name": f"UTL_RAW.{name}"}
    whole = whole_of(found, owner_of(found))
    if name in ("CAST_TO_RAW", "CAST_TO_VARCHAR2") and len(arguments) == 1:
        if name == "CAST_TO_RAW" and context.types.of(arguments[0]).kind is Kind.BINARY:
            return Hit(replace=[(whole, "{}", arguments[0])], values=values)
        text = "convert_to({}, 'UTF8')" if name == "CAST_TO_RAW" else "convert_from({}, 'UTF8')"
        ascii_only = arguments[0].text.isascii() and arguments[0].text.startswith("'")
        note, fix = ("", None) if ascii_only else ("charset", Fix.REVIEW)
        return Hit(replace=[(whole, text, arguments[0])], values=values, note=note, fix=fix)
    if name == "LENGTH" and len(arguments) == 1:
        return Hit(replace=[(whole, "length({})", arguments[0])], values=values)
    if name == "CONCAT" and len(arguments) > 1:
        text = "(" + " || ".join(operand(a) for a in arguments) + ")"
        return Hit(replace=[(whole, text, *arguments)], values=values)
    if name == "SUBSTR" and len(arguments) in (2, 3) and not arguments[1].text.startswith("-"):
        numbers = ", ".join(as_integer(a, context).template for a in arguments[1:])
        return Hit(replace=[(whole, f"substr({{}}, {numbers})", *arguments)], values=values)
    return None
