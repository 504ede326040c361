"""{name} takes names apart or quotes them

PARSENAME becomes a function of the schema dbmigrate. QUOTENAME doubles the closing sign and puts the signs around.

```zh
{name} 拆分或引用名称
PARSENAME 改用 dbmigrate 模式中的函数；QUOTENAME 把结束符加倍并在两侧加上符号。
```
```notes
sign | the sign is no constant, or none that QUOTENAME knows | 引用符不是常量，或不是 QUOTENAME 支持的符号
```
```setup
CREATE TABLE visit (id INT NOT NULL, name VARCHAR(30));
INSERT INTO visit VALUES (1, 'his.dbo.[a.b]'), (2, 'x''y');
```
```sqlserver
SELECT PARSENAME(v.name, 1), PARSENAME(v.name, 3), PARSENAME(v.name, 4), PARSENAME('10.0.1.25', 2) FROM visit v WHERE v.id = 1
```
```postgres
SELECT dbmigrate.parsename(v.name, 1), dbmigrate.parsename(v.name, 3), dbmigrate.parsename(v.name, 4), dbmigrate.parsename('10.0.1.25', 2) FROM visit v WHERE v.id = 1
```
```rows
a.b | his | NULL | 1
```
```refused 42883
```
```sqlserver
SELECT QUOTENAME(v.name, ''''), QUOTENAME(v.name, '"'), QUOTENAME('a', '(') FROM visit v WHERE v.id = 2
```
```postgres
SELECT ('''' || replace(v.name, '''', '''''') || ''''), ('"' || replace(v.name, '"', '""') || '"'), ('(' || replace('a', ')', '))') || ')') FROM visit v WHERE v.id = 2
```
```rows
'x''y' | "x'y" | (a)
```
```refused 42883
```
```sqlserver
SELECT QUOTENAME(v.name, v.name) FROM visit v
```
```refused 42883
```
```quiet
SELECT v.name AS parsename FROM visit v
```
"""

from typing import Final

from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.operands import constant
from dbmigrate.rules.scripts.existence import literal

# Transact-SQL Reference, "QUOTENAME": opening and closing sign.
PAIRS: Final = ("[]", "''", '""', "()", "<>", "{}", "``")


@rule("FN441", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=(call("PARSENAME"), call("QUOTENAME")))
def check(found: Call) -> Hit | None:
    name = found.node.name.upper()
    values = {"name": name}
    if name == "PARSENAME":
        return Hit(replace=[(found.name_part, "dbmigrate.parsename")], values=values, helpers=("parsename",))
    if len(found.args) != 2:
        return None  # a row of the pack
    sign = constant(found.args[1].node)
    pair = next((p for p in PAIRS if sign and sign in p), "")
    if not pair:
        return Hit(values=values, note="sign", fix=Fix.NONE)
    opening, closing, twice = (literal(text).replace("{", "{{").replace("}", "}}") for text in (pair[0], pair[1], pair[1] * 2))
    text = f"({opening} || replace({{}}, {closing}, {twice}) || {closing})"
    return Hit(replace=[(found, text, *found.args)], values=values)
