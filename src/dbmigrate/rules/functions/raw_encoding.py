"""{name} is written with encode, decode and the conversions of bytes

The letters of base 64 are bytes in Oracle, in lines that CR and LF part. The manual does not state how long the lines are;
the runtime's base64_lines makes them 64 letters long.

```zh
{name} 改用 encode、decode 及字节转换函数
Oracle 中 Base64 字符以字节表示，各行以 CR LF 分隔。手册未说明行长；运行库函数 base64_lines 每行 64 个字符。
```
```notes
lines | the length of the lines is not documented: compare where the lines matter | 行长无文档说明：若换行有影响，请核对
charset | without a character set it is that of the database: UTF-8 here, and often GBK in Oracle | 未指定字符集时取数据库字符集：此处为 UTF-8，Oracle 常为 GBK
form | such a form has to be written by hand | 此种写法须人工改写
```
```setup oracle
CREATE TABLE doc (id NUMBER(4), body VARCHAR2(20));
INSERT INTO doc VALUES (1, '患者');
```
```oracle
SELECT UTL_I18N.RAW_TO_CHAR(UTL_ENCODE.BASE64_ENCODE(UTL_I18N.STRING_TO_RAW(body, 'AL32UTF8')), 'AL32UTF8') AS e, UTL_I18N.RAW_TO_CHAR(UTL_ENCODE.BASE64_DECODE(UTL_RAW.CAST_TO_RAW('5oKj6ICF')), 'AL32UTF8') AS d FROM doc
```
```rows
5oKj6ICF | 患者
```
```refused 3F000
```
```oracle
SELECT RAWTOHEX(UTL_I18N.STRING_TO_RAW(body, 'ZHS16GBK')) AS g, UTL_I18N.RAW_TO_CHAR(HEXTORAW('BBBC'), 'ZHS16GBK') AS c FROM doc
```
```rows
BBBCD5DF | 患
```
```refused 3F000
```
```oracle
SELECT UTL_ENCODE.BASE64_ENCODE(body, body) FROM doc
```
```quiet
SELECT id FROM doc
```
"""

from typing import Final

from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.xml_path import owner_of, whole_of
from dbmigrate.rules.packages.supplied import by_place

# "UTL_ENCODE" and "UTL_I18N" of "PL/SQL Packages and Types Reference".
TEMPLATES: Final = {
    "BASE64_ENCODE": "dbmigrate.base64_lines({})",
    "BASE64_DECODE": "decode(convert_from({}, 'UTF8'), 'base64')",
    "STRING_TO_RAW": "convert_to({}, 'UTF8')",
    "RAW_TO_CHAR": "convert_from({}, 'UTF8')",
}
PACKAGES: Final = {name: "UTL_ENCODE" if name.startswith("BASE64") else "UTL_I18N" for name in TEMPLATES}


@rule("PK005", source="oracle", severity=Severity.REFUSED, on=tuple(call(f"{PACKAGES[n]}.{n}") for n in TEMPLATES))
def check(found: Call) -> Hit | None:
    name = found.node.name.upper()
    arguments = by_place(found, "R" if PACKAGES[name] == "UTL_ENCODE" else "DATA DST_CHARSET|SRC_CHARSET") or []
    values = {"name": f"{PACKAGES[name]}.{name}"}
    most = 1 if PACKAGES[name] == "UTL_ENCODE" else 2
    if not arguments:
        return Hit(note="form", values=values, fix=Fix.NONE)
    whole = whole_of(found, owner_of(found))
    if len(arguments) == 2 and arguments[1].text.upper() != "'AL32UTF8'":
        text = TEMPLATES[name].replace("'UTF8'", "dbmigrate.charset({})")
        return Hit(replace=[(whole, text, *arguments)], values=values, helpers=("charset",))
    replace = [(whole, TEMPLATES[name], arguments[0])]
    if most == 2 and len(arguments) == 1:
        return Hit(replace, values=values, note="charset", fix=Fix.REVIEW)
    if name == "BASE64_ENCODE":
        return Hit(replace, values=values, note="lines", fix=Fix.REVIEW, helpers=("base64_lines",))
    return Hit(replace, values=values)
