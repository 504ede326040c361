"""nothing can parse this: {reason}

The statement, or the query or expression in it, is of a form that neither front end knows. The source stays in the
output behind comment marks, so that nothing is lost, and a person has to write it.

```zh
无法解析：{reason}
该语句（或其中的查询、表达式）不属于任何已知形式。源文本以注释形式保留在输出中，不会丢失，需要人工改写。
```
```oracle
CREATE TABEL visit (id NUMBER)
```
```refused P0001
```
```sqlserver
SELECT id FROM visit WHERE
```
```quiet
CREATE TABLE visit (id NUMBER)
```
"""

from dbmigrate.engine.contract import UNPARSED, node, rule
from dbmigrate.engine.walk import Unparsed
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.syntax.ddl.nodes import Unread


@rule("XX001", severity=Severity.REFUSED, fix=Fix.NONE, on=(UNPARSED, node(Unread)))
def check(found: Unparsed | Unread) -> Hit:
    return Hit(values={"reason": found.reason})
