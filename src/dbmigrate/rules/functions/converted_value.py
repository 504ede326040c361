r"""{word} between types

CONVERT is another function on the target: CAST says the same, and a style that writes a date is a format of TO_CHAR.
Numbers lose their fraction on the way to an integer in SQL Server and are rounded by PostgreSQL; texts of dates without
a style are read by the session's settings ("CAST and CONVERT").

```zh
{word} 类型转换
目标库的 CONVERT 是另一个函数：改用 CAST，日期样式改为 TO_CHAR 的格式。转为整数时 SQL Server 截去小数，PostgreSQL 四舍五入；无样式的日期文本按会话设置解释。
```
```setup
CREATE DOMAIN datetime AS timestamp(3);
CREATE TABLE visit (id INT NOT NULL, name VARCHAR(20), fee NUMERIC(5,2), at DATETIME, born DATE);
INSERT INTO visit VALUES (7, '12', 1.9, '2020-01-02 15:04:05.678', '1988-05-04');
```
```sqlserver
SELECT CONVERT(VARCHAR(19), v.at, 120), CONVERT(VARCHAR(10), v.at, 120), CONVERT(NCHAR(8), v.at, 112), CONVERT(VARCHAR(5), v.at, 108), CONVERT(VARCHAR(10), v.born, 103) FROM visit v
```
```postgres
SELECT to_char(v.at, 'YYYY-MM-DD HH24:MI:SS'), to_char(v.at, 'YYYY-MM-DD'), to_char(v.at, 'YYYYMMDD'), to_char(v.at, 'HH24:MI'), to_char(v.born, 'DD/MM/YYYY') FROM visit v
```
```rows
2020-01-02 15:04:05 | 2020-01-02 | 20200102 | 15:04 | 04/05/1988
```
```refused 42601
```
```sqlserver
SELECT CONVERT(INT, v.fee), CONVERT(VARCHAR(10), v.id), CONVERT(INT, v.name), CONVERT(NUMERIC(5,1), v.fee) FROM visit v
```
```postgres
SELECT CAST(trunc(v.fee) AS INT), CAST(v.id AS VARCHAR(10)), CAST(v.name AS INT), CAST(v.fee AS NUMERIC(5,1)) FROM visit v
```
```rows
1 | 7 | 12 | 1.9
```
```refused 42601
```
```sqlserver
SELECT CAST(v.fee * 10 AS INT) + CAST(v.fee AS INT), CAST(v.at AS VARCHAR(20)) FROM visit v
```
```postgres
SELECT CAST(trunc(v.fee * 10) AS INT) + CAST(trunc(v.fee) AS INT), CAST(dbmigrate.datetime_text(v.at) AS VARCHAR(20)) FROM visit v
```
```rows
20 | Jan  2 2020  3:04PM
```
```sqlserver
SELECT CONVERT(VARCHAR(30), v.at, 130) FROM visit v
```
```refused 42601
```
```quiet
SELECT CAST(v.id AS BIGINT), CAST(v.id AS VARCHAR(10)), CAST(v.name AS INT), CAST(v.at AS DATE), CAST(NULL AS INT) FROM visit v
```
```setup sqlserver
CREATE TABLE bill (id INT NOT NULL, total MONEY, ratio FLOAT, uid UNIQUEIDENTIFIER, code VARBINARY(8), at DATETIME, exact DATETIME2(2), born DATE, hour TIME(0));
INSERT INTO bill VALUES (1, 1234.5, 0.1234567, '0e984725-c51c-4bf4-9960-e1c80e27aba0', 0x01FF, '2020-01-02 15:04:35.678', '2020-01-02 15:04:05.67', '2020-01-02', '08:09:10');
```
```sqlserver
SELECT CONVERT(VARCHAR(12), b.total), CONVERT(VARCHAR(12), b.total, 1), CONVERT(VARCHAR(12), b.total, 2), CAST(b.ratio AS VARCHAR(20)), CAST(b.uid AS CHAR(36)) FROM bill b
```
```postgres
SELECT CAST(dbmigrate.fitting(round(b.total, 2)::text, 12) AS VARCHAR(12)), CAST(dbmigrate.fitting(to_char(b.total, 'FM999,999,999,999,990.00'), 12) AS VARCHAR(12)), CAST(dbmigrate.fitting(b.total::text, 12) AS VARCHAR(12)), CAST(dbmigrate.float_text(b.ratio) AS VARCHAR(20)), CAST(upper(b.uid::text) AS CHAR(36)) FROM bill b
```
```rows
1234.50 | 1,234.50 | 1234.5000 | 0.123457 | 0E984725-C51C-4BF4-9960-E1C80E27ABA0
```
```sqlserver
SELECT CONVERT(VARCHAR(20), b.code, 1), CONVERT(VARCHAR(20), b.code, 2), CONVERT(VARBINARY(8), '0x4142', 1), CONVERT(VARCHAR(30), b.at, 109), CONVERT(VARCHAR(30), b.born, 100) FROM bill b
```
```postgres
SELECT CAST('0x' || upper(encode(b.code, 'hex')) AS VARCHAR(20)), CAST(upper(encode(b.code, 'hex')) AS VARCHAR(20)), decode(substr('0x4142', 3), 'hex'), CAST(dbmigrate.datetime_text_ms(b.at) AS VARCHAR(30)), CAST(left(dbmigrate.datetime_text(b.born), 11) AS VARCHAR(30)) FROM bill b
```
```rows
0x01FF | 01FF | \x4142 | Jan  2 2020  3:04:35:677PM | Jan  2 2020
```
```sqlserver
SELECT CAST(b.total * 1.0005 AS INT), CONVERT(INT, b.total), CAST(CAST(2.5 AS MONEY) AS BIGINT) FROM bill b
```
```postgres
SELECT CAST(trunc(b.total * 1.0005) AS INT), CAST(b.total AS INT), CAST(CAST(2.5 AS numeric(19,4)) AS BIGINT) FROM bill b
```
```rows
1235 | 1235 | 3
```
```sqlserver
SELECT CAST('1,234.5' AS MONEY), CONVERT(MONEY, '-$5'), CAST('' AS FLOAT), CONVERT(MONEY, ' ') FROM bill b
```
```postgres
SELECT CAST(1234.5 AS numeric(19,4)), CAST(-5 AS numeric(19,4)), CAST(0 AS FLOAT), CAST(0 AS numeric(19,4)) FROM bill b
```
```rows
1234.5000 | -5.0000 | 0 | 0.0000
```
```sqlserver
SELECT CAST(b.born AS TIME(0)), CAST('2020-01-02' AS TIME(0)), CAST(DATEADD(dd, DATEDIFF(dd, 0, b.at), 0) AS DATE), CAST(b.hour AS DATETIME) FROM bill b
```
```postgres
SELECT CAST(b.born::timestamp AS TIME(0)), CAST('2020-01-02'::timestamp AS TIME(0)), CAST(timestamp '1900-01-01' + (b.at::date - timestamp '1900-01-01'::date) * interval '1 day' AS DATE), CAST(timestamp '1900-01-01' + b.hour AS timestamp(3)) FROM bill b
```
```rows
00:00:00 | 00:00:00 | 2020-01-02 | 1900-01-01 08:09:10
```
```sqlserver
SELECT CAST(0x0100 AS INT), CONVERT(INT, 0xFFFFFFFF), CAST(CAST(b.ratio AS REAL) AS VARCHAR(20)) FROM bill b
```
```postgres
SELECT CAST(256 AS INT), CAST(-1 AS INT), CAST(dbmigrate.float_text(CAST(b.ratio AS REAL)) AS VARCHAR(20)) FROM bill b
```
```rows
256 | -1 | 0.123457
```
```sqlserver
SELECT CAST(b.exact AS VARCHAR(30)), CONVERT(VARCHAR(30), b.at, 126), CONVERT(VARCHAR(5), b.hour), CONVERT(VARCHAR(20), b.hour, 108), CAST(b.at AS SMALLDATETIME) FROM bill b
```
```postgres
SELECT to_char(b.exact, 'YYYY-MM-DD HH24:MI:SS.FF2'), regexp_replace(to_char(b.at, 'YYYY-MM-DD"T"HH24:MI:SS.MS'), '[.]000$', ''), to_char(b.hour, 'HH24:MI'), to_char(b.hour, 'HH24:MI:SS'), CAST(date_trunc('minute', b.at::timestamp(3) + interval '30.001 seconds') AS timestamp(0)) FROM bill b
```
```rows
2020-01-02 15:04:05.67 | 2020-01-02T15:04:35.677 | 08:09 | 08:09:10 | 2020-01-02 15:05:00
```
```setup sqlserver
CREATE TABLE bill (id INT NOT NULL, total MONEY, fee NUMERIC(8,2), state TINYINT);
INSERT INTO bill VALUES (12345, 1234.5, 12.25, 7);
```
```sqlserver
SELECT CAST(b.id AS VARCHAR(3)) -- three
 , CONVERT(CHAR(2), b.id), CAST(123 AS VARCHAR(2)), CAST(b.state AS VARCHAR(3)), CONVERT(NVARCHAR(5), b.fee) FROM bill b
```
```postgres
SELECT CAST(dbmigrate.fitted(b.id::text, 3, '*') AS VARCHAR(3)) -- three
 , CAST(dbmigrate.fitted(b.id::text, 2, '*') AS CHAR(2)), CAST('*' AS VARCHAR(2)), CAST(b.state AS VARCHAR(3)), CAST(dbmigrate.fitting(b.fee::text, 5) AS varchar(5)) FROM bill b
```
```rows
* | *  | * | 7 | 12.25
```
```setup sqlserver
CREATE TABLE patient (name NVARCHAR(20), memo VARCHAR(40), code VARCHAR(8), n INT, bed CHAR(4));
INSERT INTO patient VALUES (N'欧阳a青霉素', '无过敏史', 'A01', 7, 'b');
```
```sqlserver
SELECT CAST(p.name AS VARCHAR(6)), CONVERT(VARCHAR(5), p.memo) -- five
 , CAST(N'青霉素' AS CHAR(4)), CAST(p.code AS VARCHAR(8)), CAST(p.name AS NVARCHAR(4)) FROM patient p
```
```postgres
SELECT CAST(dbmigrate.cut_bytes(p.name, 6) AS VARCHAR(6)), CAST(dbmigrate.cut_bytes(p.memo, 5) AS VARCHAR(5)) -- five
 , CAST(dbmigrate.cut_bytes('青霉素', 4) AS CHAR(4)), CAST(p.code AS VARCHAR(8)), CAST(p.name AS varchar(4)) FROM patient p
```
```rows
欧阳a | 无过 | 青霉   | A01 | 欧阳a青
```
```sqlserver
SELECT CAST(p.bed AS VARCHAR(10)) + '.', CONVERT(NVARCHAR(3), p.bed) + '.' FROM patient p WHERE CAST(p.bed AS VARCHAR(10)) = 'b'
```
```postgres
SELECT CAST(dbmigrate.padded(p.bed, 4) AS VARCHAR(10)) || '.', CAST(dbmigrate.padded(p.bed, 4) AS varchar(3)) || '.' FROM patient p WHERE CAST(p.bed AS VARCHAR(10)) = 'b'
```
```rows
b   . | b  .
```
```notes
style | the target has no counterpart of the style | 目标库没有对应的样式
type | the type of the value is not known: {cause} | 值的类型未知：{cause}
text | the text of a date is read by the session's settings | 日期文本按会话设置解释
float | a binary number has another text on the target | 浮点数的文本形式不同
time | a time has another text on the target | 时间的文本形式不同
fraction | the fraction of a second has another number of digits | 秒的小数位数不同
bit | any number but 0 is 1 in SQL Server, and the texts true and false | SQL Server 中非 0 即 1，也接受文本 true 与 false
binary | the bytes are not the same on the target | 目标库的字节不同
```
"""

from typing import Any

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import rule, syntax
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.binary_casts import cast_to_moment
from dbmigrate.rules.functions.constant_conversion import check as constant_conversion
from dbmigrate.rules.functions.operands import in_computed_column, operand
from dbmigrate.rules.functions.short_texts import limited
from dbmigrate.rules.functions.sqlserver_conversions import CAST, Conversion, Written, read_conversion, written
from dbmigrate.rules.functions.texts_by_bytes import by_bytes
from dbmigrate.types.values import Kind

NO_CAST = {(Kind.DAY, Kind.TIME), (Kind.TIME, Kind.TIMESTAMP), (Kind.TIME, Kind.DAY)}
PLACE_NAMES = ("value", "operand", "type")


@rule("FN420", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=(syntax("cast"), syntax("convert")))
def check(found: Expr, context: Context) -> Hit | None:
    node = found.node
    if in_computed_column(context) or node.args.get("safe") or isinstance(node, exp.TryCast):
        return None
    converts = isinstance(node, exp.Convert)
    if converts and constant_conversion(found) is not None:
        return None
    conversion = read_conversion(found, context)
    if conversion is None or cast_to_moment(conversion.value.node):
        return None
    made = written(conversion)
    if conversion.to.is_text:
        made = by_bytes(conversion, limited(conversion, made), context)
    if not converts and made == Written(CAST):
        return None
    return hit(conversion, made, "CONVERT" if converts else "CAST")


def hit(c: Conversion, made: Written, word: str) -> Hit | None:
    values = {"word": word, "cause": c.given.cause}
    unknown_there = (c.given.kind, c.to.kind) in NO_CAST
    severity = Severity.REFUSED if word == "CONVERT" or unknown_there else Severity.DIFFERS
    if made.template is None:
        return Hit(values=values, note=made.note, fix=Fix.NONE, severity=Severity.REFUSED)
    doubt: dict[str, Any] = {"note": made.note, "fix": Fix.REVIEW} if made.note else {}
    replace = [] if word == "CAST" and made.template == CAST else [(c.found, *filled(c, made.template))]
    return Hit(replace=replace, values=values, severity=severity, helpers=made.helpers, **doubt)


def filled(c: Conversion, template: str) -> tuple[Any, ...]:
    """The template with the places in their order; {operand} is the value in brackets where it needs them."""
    pieces = {"value": ("{}", c.value), "operand": (operand(c.value), c.value), "type": ("{}", c.type_part)}
    order = sorted((template.find(f"{{{name}}}"), name) for name in PLACE_NAMES if f"{{{name}}}" in template)
    text = template
    for _, name in order:
        text = text.replace(f"{{{name}}}", pieces[name][0])
    # What is not shown takes along what the rules on it would write.
    hidden = [] if "{type}" in template else [c.type_part]
    gone = hidden if {"value", "operand"} & {name for _, name in order} else [*hidden, c.value]
    return (text, *(pieces[name][1] for _, name in order), *gone)
