"""EXECUTE runs a procedure

SQL*Plus puts the text between BEGIN and END; a call of one procedure is CALL on the target. Other texts stay as a
comment for a person.

```zh
EXECUTE 执行过程
SQL*Plus 将其文本放入 BEGIN 与 END 之间；单个过程调用在目标库中写为 CALL。其他文本保留为注释，由人工处理。
```
```setup
CREATE PROCEDURE refresh_ward(n INTEGER) AS BEGIN NULL; END;
```
```oracle
exec refresh_ward(1)
```
```postgres
CALL refresh_ward(1);
```
```refused 42601
```
```oracle
execute :n := 1;
```
```postgres
-- dbmigrate SE009 1: EXECUTE runs a procedure (this is no call of one procedure with plain arguments)
-- execute :n := 1;
```
```quiet
SELECT 1 AS exec
```
```notes
other | this is no call of one procedure with plain arguments | 不是以简单参数调用单个过程
server | this calls a package of the source server | 调用源数据库的系统包
```
"""

import re
from typing import Final

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import COMMENT_OUT, Fix, Hit, Severity
from dbmigrate.syntax.script import Directive

NAME: Final = r"[A-Za-z\u0080-\uffff][\w$]*"
CONSTANT: Final = r"\s*(?:-?\d+(?:\.\d+)?|'(?:[^']|'')+'|(?i:null))\s*"
CALL: Final = re.compile(rf"({NAME}(?:\.{NAME}){{0,2}})\s*(?:\(({CONSTANT}(?:,{CONSTANT})*)?\))?\s*;?")
SERVER: Final = re.compile(r"(?i)(?:sys\.)?(?:dbms|utl|owa|htp|ctx|sdo)_")


@rule("SE009", source="oracle", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(Directive))
def check(line: Directive) -> Hit | None:
    if line.command != "execute":
        return None
    called = CALL.fullmatch(line.rest)
    if called is None:
        return Hit(replace=[(line, COMMENT_OUT)], note="other", fix=Fix.REVIEW)
    if SERVER.match(called[1]):
        return Hit(replace=[(line, COMMENT_OUT)], note="server", fix=Fix.REVIEW)
    return Hit(replace=[(line, literal_template(f"CALL {called[1]}({called[2] or ''});"))])
