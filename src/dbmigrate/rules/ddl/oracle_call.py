'''CALL of {procedure}

The target's CALL runs procedures with named and positional arguments as Oracle's does. Packages of the source server are
not there; arguments that are expressions have to be looked at.

```zh
调用 {procedure}（CALL）
目标库的 CALL 与 Oracle 一样支持按名称和按位置的参数。源服务器的系统包在目标库中不存在；参数为表达式时须检查。
```
```oracle
CALL DBMS_STATS.GATHER_SCHEMA_STATS('HIS')
```
```postgres
-- dbmigrate DD054 1: CALL of DBMS_STATS.GATHER_SCHEMA_STATS (this calls a package of the source server)
-- CALL DBMS_STATS.GATHER_SCHEMA_STATS('HIS')
```
```refused 3F000
```
```quiet
CALL close_visit(1, note => 'x')
```
```notes
server | this calls a package of the source server | 调用源数据库的系统包
expression | an argument is an expression | 参数是表达式
```
'''

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import COMMENT_OUT, Fix, Hit, Severity
from dbmigrate.syntax.ddl.nodes import Argument, SystemCall
from dbmigrate.syntax.ddl.oracle_server_block import SERVER


@rule("DD054", source="oracle", severity=Severity.REFUSED, fix=Fix.REVIEW, on=node(SystemCall))
def check(call: SystemCall) -> Hit | None:
    words, values = call.words(call.procedure.part), {"procedure": call.procedure.text()}
    if words[0].startswith(SERVER) or words[:1] == ("SYS",):
        return Hit(replace=[(call, COMMENT_OUT)], note="server", values=values)
    if all(map(is_constant, call.arguments)):
        return None
    return Hit(note="expression", values=values)


def is_constant(argument: Argument) -> bool:
    words = argument.words(argument.value)
    return argument.is_string or words == ("NULL",) or all(w.isdigit() or w in ("-", ".") for w in words)
