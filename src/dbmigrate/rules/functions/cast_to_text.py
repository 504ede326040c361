"""CAST of a number, a date or a CHAR to a text

Oracle writes a decimal without zeros at its end and without a zero before the point; the target writes all digits of the
column's scale. Dates are written by NLS_DATE_FORMAT. Of a CHAR the target leaves out the blanks that fill it up.

```zh
CAST 将数值、日期或 CHAR 转换为文本
Oracle 输出小数时不带末尾的零和小数点前的零；目标库按列的小数位数输出。日期按 NLS_DATE_FORMAT 输出。CHAR 补足的空格在目标库中会被去掉。
```
```notes
date | a date is written as NLS_DATE_FORMAT says, by default DD-MON-RR | 日期按 NLS_DATE_FORMAT 转为文本，默认 DD-MON-RR
float | Oracle writes a binary number with an exponent | Oracle 以指数形式输出二进制浮点数
```
```setup oracle
CREATE TABLE drug (id NUMBER(4), price NUMBER(10,4), name VARCHAR2(10), at DATE);
INSERT INTO drug VALUES (7, 0.5, 'x', DATE '2024-05-16');
```
```oracle
SELECT CAST(price AS VARCHAR2(10)), CAST(id AS VARCHAR2(10)) FROM drug
```
```postgres
SELECT CAST(dbmigrate.to_char(price) AS varchar(10)), CAST(id AS varchar(10)) FROM drug
```
```rows
.5 | 7
```
```oracle
SELECT name FROM drug WHERE CAST(price * 3 AS CHAR(3)) = '1.5' UNION ALL SELECT (SELECT CAST(d.price -- price
 AS VARCHAR2(5)) FROM drug d) FROM dual
```
```postgres
SELECT name FROM drug WHERE CAST(dbmigrate.to_char(price * 3) AS CHAR(3)) = '1.5' UNION ALL SELECT (SELECT CAST(dbmigrate.to_char(d.price) -- price
 AS varchar(5)) FROM drug d)
```
```rows
x
.5
```
```oracle
SELECT CAST(at AS VARCHAR2(20)) FROM drug
```
```postgres
-- dbmigrate FN358 1: CAST of a number, a date or a CHAR to a text (a date is written as NLS_DATE_FORMAT says, by default DD-MON-RR)
SELECT CAST(to_char(at, 'DD-MON-YY') AS varchar(20)) FROM drug
```
```rows
16-MAY-24
```
```setup oracle
CREATE TABLE patient (card CHAR(6), name VARCHAR2(10));
INSERT INTO patient VALUES ('A1', 'x');
```
```oracle
SELECT CAST(card AS VARCHAR2(10)) || '.', LENGTH(CAST(card AS CHAR(1))) FROM patient
```
```postgres
SELECT concat(CAST(rpad(card, 6) AS varchar(10)), '.'), LENGTH(CAST(card AS CHAR(1))) FROM patient
```
```rows
A1    . | 1
```
```setup oracle
CREATE TABLE drug (id NUMBER(4), price NUMBER(10,4), name VARCHAR2(10), at DATE);
```
```quiet
SELECT CAST(d.id AS VARCHAR2(4)), CAST(d.name AS CHAR(10)), CAST(d.price AS NUMBER(6,1)), CAST(NULL AS VARCHAR2(3)) FROM drug d
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import rule, syntax
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.blank_padded_text import width_of
from dbmigrate.rules.functions.oracle_implicit import BY_SETTINGS, as_text
from dbmigrate.rules.functions.placing import around
from dbmigrate.types.oracle import is_integral
from dbmigrate.types.values import Kind


@rule("FN358", source="oracle", severity=Severity.DIFFERS, on=syntax("cast"))
def check(found: Expr, context: Context) -> Hit | None:
    value = found.view(found.node.this)
    width = width_of(value, context)
    if width > 1 and context.types.of(found).kind in (Kind.TEXT, Kind.CLOB):
        return Hit(replace=around(value, f"rpad({{}}, {width})"))
    if not context.types.of(found).is_text or is_integral(context.types.of(value)):
        return None
    made = as_text(value, context)
    if made == BY_SETTINGS:
        return Hit(replace=around(value, "to_char({}, 'DD-MON-YY')"), note="date", fix=Fix.REVIEW)
    if made.review:
        return Hit(note="float", fix=Fix.REVIEW)
    return Hit(replace=around(value, made.template), helpers=made.helpers) if made.changes else None
