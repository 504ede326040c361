"""CONVERT gives a text another character set

Texts of the target all have the database's character set; only bytes can have another one.

```zh
CONVERT 转换字符集
目标库的文本都使用数据库字符集，只有字节串可以是其他字符集。
```
```setup oracle
CREATE TABLE visit (id NUMBER(4), memo VARCHAR2(20));
INSERT INTO visit VALUES (1, 'a');
```
```oracle
SELECT CONVERT(v.memo, 'ZHS16GBK') FROM visit v
```
```refused 42883
```
```oracle
SELECT id FROM visit WHERE memo IN (SELECT CONVERT(memo, -- bytes
'UTF8', 'ZHS16GBK') FROM visit UNION SELECT 'b' FROM dual)
```
```refused 42883
```
```quiet
SELECT v.memo AS convert FROM visit v
```
"""

from dbmigrate.engine.contract import call, rule, syntax
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity


@rule("FN356", source="oracle", severity=Severity.REFUSED, fix=Fix.NONE, on=(call("CONVERT"), syntax("convert")))
def check(found: Expr) -> Hit | None:
    return Hit()
