"""SYS_CONTEXT, the session's surroundings

Of what SYS_CONTEXT tells the server knows the address that the connection comes from; NULL for one on the same machine without a network.

```zh
SYS_CONTEXT 会话信息
SYS_CONTEXT 的信息中，服务器可给出连接的来源地址；本机非网络连接为 NULL。
```
```notes
other | nothing of the target's tells this | 目标库没有对应的信息
```
```oracle
CREATE FUNCTION client_address RETURN VARCHAR IS
BEGIN
  RETURN SYS_CONTEXT('USERENV', 'IP_ADDRESS');
END;
/
```
```postgres
CREATE FUNCTION client_address() RETURNS VARCHAR AS $$
BEGIN
  RETURN host(inet_client_addr());
END;
$$ LANGUAGE plpgsql;

```
```then
SELECT CASE WHEN client_address() IS NULL OR client_address() <> '' THEN 'known' END
```
```rows
known
```
```refused 42883
```
```quiet
SELECT id FROM ward
```
"""

from typing import Final

from sqlglot import exp

from dbmigrate.engine.contract import RULES, call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity

CODE: Final = "PL079"
WANTED: Final = ("USERENV", "IP_ADDRESS")


@rule(CODE, source="oracle", severity=Severity.REFUSED, on=call("SYS_CONTEXT"))
def check(found: Call) -> Hit | None:
    others = (r for r in RULES.values() if r.code != CODE and "oracle" in r.source)
    if any(("call", "SYS_CONTEXT") in r.on for r in others):
        return None
    if not is_address(found.node):
        return Hit(note="other", fix=Fix.NONE)
    return Hit(replace=[(found, "host(inet_client_addr())")])


def is_address(node: exp.Expr) -> bool:
    values = [a.this.upper() for a in node.expressions if isinstance(a, exp.Literal) and a.is_string]
    return tuple(values) == WANTED
