"""{function} asks for '{parameter}' of the session

What the target knows of its session comes from other functions; user names are in upper case in Oracle.

```zh
{function} 查询会话的 '{parameter}'
目标库用其他函数取会话信息；Oracle 的用户名为大写。
```
```notes
unknown | the target's session has nothing of that kind, or the parameter is no constant | 目标库会话没有对应信息，或参数不是常量
asked | the parameter is known when the code runs: what the target does not know is NULL | 参数在运行时才确定：目标库没有的信息为 NULL
context | what DBMS_SESSION.SET_CONTEXT has kept in this session; contexts that the server itself fills are empty | 取 DBMS_SESSION.SET_CONTEXT 在本会话中保存的值；由服务器自身填充的上下文为空
```
```setup
CREATE TABLE visit (id INTEGER);
INSERT INTO visit VALUES (1);
```
```oracle
SELECT CASE WHEN SYS_CONTEXT('USERENV', 'SESSION_USER') = UPPER(SYS_CONTEXT('userenv', 'current_user')) THEN 1 ELSE 0 END FROM visit
```
```postgres
SELECT CASE WHEN upper(session_user) = UPPER(upper(current_user)) THEN 1 ELSE 0 END FROM visit
```
```rows
1
```
```refused 42883
```
```oracle
SELECT COUNT(USERENV('SESSIONID')) FROM visit
```
```postgres
-- dbmigrate FN333 1: USERENV asks for 'SESSIONID' of the session
SELECT COUNT(pg_backend_pid()) FROM visit
```
```rows
1
```
```refused 42883
```
```oracle
SELECT SYS_CONTEXT('HIS_CTX', 'DEPT') FROM visit
```
```postgres
-- dbmigrate FN333 1: SYS_CONTEXT asks for 'HIS_CTX, DEPT' of the session (what DBMS_SESSION.SET_CONTEXT has kept in this session; contexts that the server itself fills are empty)
SELECT dbmigrate.context('HIS_CTX', 'DEPT') FROM visit
```
```rows
NULL
```
```refused 42883
```
```oracle
SELECT SYS_CONTEXT('USERENV', 'POLICY_INVOKER') FROM visit
```
```refused 42883
```
```oracle
SELECT SYS_CONTEXT('USERENV', CASE WHEN id = 1 THEN 'instance' END) FROM visit
```
```rows
1
```
```refused 42883
```
```quiet
SELECT v.id AS sys_context FROM visit v
```
"""

from typing import Final

from sqlglot import exp

from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity

# SQL Language Reference, "SYS_CONTEXT", namespace USERENV, and "USERENV".
KNOWN: Final = {
    "SESSION_USER": "upper(session_user)",
    "CURRENT_USER": "upper(current_user)",
    "CURRENT_SCHEMA": "upper(current_schema())",
    "DB_NAME": "current_database()",
    "INSTANCE_NAME": "current_database()",
    "SERVICE_NAME": "current_database()",
    "IP_ADDRESS": "host(inet_client_addr())",
    "HOST": "host(inet_client_addr())",
    "TERMINAL": "host(inet_client_addr())",
    "SERVER_HOST": "host(inet_server_addr())",
    "SID": "pg_backend_pid()",
    "SESSIONID": "pg_backend_pid()",
    "MODULE": "coalesce(dbmigrate.context('USERENV', 'MODULE'), current_setting('application_name'))",
    "ACTION": "dbmigrate.context('USERENV', 'ACTION')",
    "CLIENT_INFO": "dbmigrate.context('USERENV', 'CLIENT_INFO')",
    "CLIENT_IDENTIFIER": "dbmigrate.context('USERENV', 'CLIENT_IDENTIFIER')",
    "DB_UNIQUE_NAME": "current_database()",
    "CON_NAME": "current_database()",
    "INSTANCE": "'1'",
    "LANG": "'ZHS'",
    "LANGUAGE": "'SIMPLIFIED CHINESE_CHINA.AL32UTF8'",
    "OS_USER": "session_user::text",
}
# The same value in the same spelling; of the others the target's is the nearest one.
SAME: Final = ("SESSION_USER", "CURRENT_USER", "CURRENT_SCHEMA", "IP_ADDRESS")


@rule("FN333", source="oracle", severity=Severity.REFUSED, fix=Fix.REVIEW, on=(call("SYS_CONTEXT"), call("USERENV")))
def check(found: Call) -> Hit | None:
    name = found.node.name.upper()
    texts = constants(found.node)
    if name == "SYS_CONTEXT" and texts[:1] != ["USERENV"]:
        values = {"function": name, "parameter": ", ".join(texts[:2])}
        if len(texts) != 2:
            return Hit(note="unknown", values=values, fix=Fix.NONE)
        return Hit([(found, "dbmigrate.context({}, {})", *found.args)], "context", values, helpers=("context",))
    parameter = texts[-1] if name == "USERENV" else "".join(texts[1:2])
    values = {"function": name, "parameter": parameter}
    if name == "SYS_CONTEXT" and len(texts) == 2 and not parameter:
        return Hit([(found, "dbmigrate.userenv({})", found.args[1])], "asked", values, helpers=("context", "userenv"))
    text = KNOWN.get(parameter)
    if text is None:
        return Hit(note="unknown", values=values, fix=Fix.NONE)
    helpers = ("context",) if "dbmigrate.context(" in text else ()
    return Hit([(found, text)], values=values, fix=Fix.SAFE if parameter in SAME else None, helpers=helpers)


def constants(node: exp.Expr) -> list[str]:
    return [a.name.upper() if isinstance(a, exp.Literal) else "" for a in node.expressions]


def is_same(node: exp.Expr) -> bool:
    """Whether the call of SYS_CONTEXT has a value on the target that is spelled as in Oracle."""
    texts = constants(node)
    return len(texts) == 2 and texts[0] == "USERENV" and texts[1] in SAME
