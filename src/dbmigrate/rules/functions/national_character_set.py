"""{function} .. USING a character set

Oracle has a second character set for NCHAR and NVARCHAR2. The target has one for all texts.

```zh
{function} .. USING 字符集
Oracle 的 NCHAR、NVARCHAR2 使用另一字符集；目标库所有文本使用同一字符集。
```
```setup oracle
CREATE TABLE product (name NVARCHAR2(20));
INSERT INTO product VALUES ('床');
```
```oracle
SELECT TRANSLATE(p.name USING CHAR_CS), CHR(65 USING NCHAR_CS) FROM product p
```
```postgres
SELECT p.name, CHR(65) FROM product p
```
```rows
床 | A
```
```refused 42601
```
```oracle
SELECT name FROM product WHERE TRANSLATE( -- national
name USING NCHAR_CS) = '床' UNION SELECT (SELECT TRANSLATE(name || 'x' USING NCHAR_CS) FROM product) FROM dual
```
```postgres
SELECT name FROM product WHERE -- national
name = '床' UNION SELECT (SELECT (concat(name, 'x')) FROM product)
```
```rows
床
床x
```
```refused 42601
```
```quiet
SELECT TRANSLATE(p.name, 'a', 'b'), CHR(65) FROM product p
```
"""

from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Hit, Part, Severity
from dbmigrate.rules.functions.operands import operand


@rule("FN364", source="oracle", severity=Severity.REFUSED, on=(call("TRANSLATE"), call("CHR")), after=("OP016",))
def check(found: Call) -> Hit | None:
    last = found.part.last
    using = Part(last - 2, last - 1)
    if last - 2 not in found.lexed.hidden_tokens or found.lexed.words[last - 2] != "USING" or len(found.args) != 1:
        return None
    values = {"function": found.node.name.upper()}
    if values["function"] == "CHR":
        return Hit(replace=[(using, "")], values=values)
    return Hit(replace=[(found, operand(found.args[0]), found.args[0], using)], values=values)
