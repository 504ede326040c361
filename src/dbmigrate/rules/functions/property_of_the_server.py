"""{name} tells a property of SQL Server

What the target has as well is asked of it; a property that only SQL Server knows is NULL, as SQL Server answers where a
property does not exist. What the code does with the answer must be looked at.

```zh
{name} 返回 SQL Server 的属性
目标库也有的属性改为查询目标库；仅 SQL Server 才有的属性为 NULL（与 SQL Server 对不存在的属性的返回一致）。须检查代码如何使用该结果。
```
```notes
none | the property has no counterpart | 该属性在目标库中没有对应
```
```sqlserver
SELECT CASE WHEN SERVERPROPERTY('ProductVersion') IS NULL THEN 0 ELSE 1 END, SERVERPROPERTY(N'IsXTPSupported'), CONNECTIONPROPERTY("client_net_address")
```
```postgres
-- dbmigrate FN490 1: CONNECTIONPROPERTY('client_net_address') tells a property of SQL Server
-- dbmigrate FN490 1: SERVERPROPERTY('IsXTPSupported') tells a property of SQL Server (the property has no counterpart)
-- dbmigrate FN490 1: SERVERPROPERTY('ProductVersion') tells a property of SQL Server
SELECT CASE WHEN current_setting('server_version') IS NULL THEN 0 ELSE 1 END, NULL::integer, host(inet_client_addr())
```
```refused 42883
```
```sqlserver
SELECT CASE WHEN SERVERPROPERTY('EngineEdition') = 5 THEN 1 ELSE 0 END UNION ALL SELECT 2 -- Azure
```
```rows
0
2
```
```refused 42883
```
```quiet
SELECT 'SERVERPROPERTY'
```
"""

from collections.abc import Mapping
from typing import Final

from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Part, Severity

# Transact-SQL Reference, "SERVERPROPERTY" and "CONNECTIONPROPERTY": name, what the target says.
KNOWN: Final[Mapping[str, Mapping[str, str]]] = {
    "SERVERPROPERTY": {
        "PRODUCTVERSION": "current_setting('server_version')",
        "PRODUCTMAJORVERSION": "current_setting('server_version_num')::integer / 10000",
        "SERVERNAME": "host(inet_server_addr())",
        "MACHINENAME": "host(inet_server_addr())",
    },
    "CONNECTIONPROPERTY": {
        "CLIENT_NET_ADDRESS": "host(inet_client_addr())",
        "LOCAL_NET_ADDRESS": "host(inet_server_addr())",
        "LOCAL_TCP_PORT": "inet_server_port()",
        "NET_TRANSPORT": "'TCP'::text",
    },
}
TEXTS: Final = frozenset(
    """EDITION COLLATION INSTANCENAME PRODUCTLEVEL PRODUCTUPDATELEVEL PRODUCTUPDATEREFERENCE COMPUTERNAMEPHYSICALNETBIOS
    BUILDCLRVERSION PRODUCTBUILD PRODUCTMINORVERSION PRODUCTBUILDTYPE RESOURCEVERSION SQLCHARSETNAME SQLSORTORDERNAME
    FILESTREAMSHARENAME INSTANCEDEFAULTDATAPATH INSTANCEDEFAULTLOGPATH INSTANCEDEFAULTBACKUPPATH ERRORLOGFILENAME
    AUTH_SCHEME PROTOCOL_TYPE PHYSICAL_NET_TRANSPORT""".split()
)


@rule(
    "FN490",
    source="sqlserver",
    severity=Severity.REFUSED,
    fix=Fix.REVIEW,
    on=(call("SERVERPROPERTY"), call("CONNECTIONPROPERTY")),
)
def check(found: Call) -> Hit | None:
    word = found.node.name.upper()
    argument = found.arg(0)
    asked = found.lexed.source(argument.part).lstrip("Nn") if argument is not None else ""
    if asked[:1] not in ("'", '"'):
        return Hit(values={"name": word}, fix=Fix.NONE)
    name = asked[1:-1]
    values = {"name": f"{word}('{name}')"}
    told = KNOWN[word].get(name.upper())
    if told is not None:
        return Hit(replace=said(found, told), values=values)
    kind = "text" if name.upper() in TEXTS else "integer"
    return Hit(replace=said(found, f"NULL::{kind}"), values=values, note="none")


def said(found: Call, text: str) -> list[tuple[object, ...]]:
    """The argument goes, with its own edits."""
    return [(found.name_part, text), (Part(found.name_part.last + 1, found.part.last), "")]
