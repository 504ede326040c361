"""FORMAT writes a date or a number by a .NET pattern

PostgreSQL's FORMAT is another function. A pattern of letters that TO_CHAR knows too is translated; the names of days and
months are the English ones there. Cultures and the other patterns are for a person.

```zh
FORMAT 按 .NET 模式输出日期或数字
PostgreSQL 的 FORMAT 是另一个函数。TO_CHAR 也有的模式予以翻译，其日月名称为英文；区域参数及其余模式须人工处理。
```
```setup
CREATE DOMAIN datetime AS timestamp(3);
CREATE TABLE visit (id INT NOT NULL, fee NUMERIC(9,2), at DATETIME);
INSERT INTO visit VALUES (5, 1234.5, '2020-01-02 15:04:05');
```
```sqlserver
SELECT FORMAT(v.at, 'yyyy-MM-dd HH:mm:ss'), FORMAT(v.at, N'yyyy年M月d日'), FORMAT(v.id, '000'), FORMAT(v.fee, '#,##0.00'), FORMAT(v.id, 'D4'), FORMAT(v.fee, 'N1') FROM visit v
```
```postgres
SELECT to_char(v.at, 'YYYY-MM-DD HH24:MI:SS'), to_char(v.at, 'YYYY年FMMM月FMDD日'), to_char(v.id, 'FM000'), to_char(v.fee, 'FM999,999,999,999,990.00'), to_char(v.id, 'FM0000'), to_char(v.fee, 'FM999,999,999,999,990.0') FROM visit v
```
```rows
2020-01-02 15:04:05 | 2020年1月2日 | 005 | 1,234.50 | 0005 | 1,234.5
```
```refused 42883
```
```sqlserver
SELECT FORMAT(v.at, 'D', 'zh-CN'), FORMAT(v.at, 'yyyy-MM', 'zh-CN'), FORMAT(v.at, 'd', 'en-US'), FORMAT(v.fee, 'N2', 'zh-CN') FROM visit v
```
```postgres
SELECT to_char(v.at, 'YYYY"年"FMMM"月"FMDD"日"'), to_char(v.at, 'YYYY-MM'), to_char(v.at, 'FMMM/FMDD/YYYY'), to_char(v.fee, 'FM999,999,999,999,990.00') FROM visit v
```
```rows
2020年1月2日 | 2020-01 | 1/2/2020 | 1,234.50
```
```refused 42883
```
```sqlserver
SELECT FORMAT(v.fee, '#,0'), FORMAT(v.fee, '0.##'), FORMAT(v.id, '0.##'), FORMAT(v.fee / 10000, 'P1') FROM visit v
```
```postgres
-- dbmigrate FN408 1: FORMAT writes a date or a number by a .NET pattern (written as US English does; other languages have no blank before the sign)
SELECT to_char(v.fee, 'FM999,999,999,999,990'), rtrim(to_char(v.fee, 'FM99999999999999990.99'), '.'), rtrim(to_char(v.id, 'FM99999999999999990.99'), '.'), to_char((trunc(v.fee / 10000, 8)) * 100, 'FM999,999,999,999,990.0" %"') FROM visit v
```
```rows
1,235 | 1234.5 | 5 | 12.3 %
```
```refused 42883
```
```sqlserver
SELECT FORMAT(v.at, 'MMMM', 'fr-FR') FROM visit v
```
```refused 42883
```
```quiet
SELECT v.at FROM visit v
```
```notes
percent | written as US English does; other languages have no blank before the sign | 按美国英语书写，其他语言百分号前无空格
pattern | the pattern or culture has no counterpart | 该模式或区域没有对应写法
```
"""

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.net_patterns import ends_open, in_culture, of_moment, of_number, of_percent
from dbmigrate.rules.functions.operands import constant, in_computed_column, operand, type_of


@rule("FN408", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=call("FORMAT"))
def check(found: Call, context: Context) -> Hit | None:
    if in_computed_column(context):
        return None
    pattern = constant(found.args[1].node) if len(found.args) in (2, 3) else None
    if pattern is not None and len(found.args) == 3:
        pattern = in_culture(pattern, constant(found.args[2].node) or "")
    made = None
    if pattern is not None:
        given = type_of(found.args[0], context)
        percent = of_percent(pattern) if given.is_number and len(found.args) == 2 else None
        if percent is not None:
            text = f"to_char({operand(found.args[0])} * 100, '{percent}" + """" %"')"""
            return Hit(replace=[(found, text, *found.args)], note="percent", fix=Fix.REVIEW)
        made = of_moment(pattern) if not given.is_number else None
        made = made or (of_number(pattern) if not given.is_moment else None)
    if made is None:
        return Hit(note="pattern", fix=Fix.NONE)
    text = literal_template(made.replace("'", "''"))
    shown = f"to_char({{}}, '{text}')"
    return Hit(replace=[(found, f"rtrim({shown}, '.')" if ends_open(made) else shown, *found.args)])
