'''right given or taken: {right}

Accounts and roles are not part of the schema and the target has other privileges. The statement stays as a comment;
rights are given on the target when its accounts exist.

```zh
授予或收回权限：{right}
账户和角色不属于模式，目标库的权限种类也不同。该语句保留为注释；待目标库建立账户后再授权。
```
```setup
CREATE TABLE visit (id INTEGER);
INSERT INTO visit VALUES (1)
```
```oracle
GRANT SELECT, INSERT ON visit TO lis
```
```postgres
-- GRANT SELECT, INSERT ON visit TO lis
```
```then
SELECT * FROM visit
```
```rows
1
```
```refused 42704
```
```oracle
GRANT CONNECT, RESOURCE TO lis
```
```postgres
-- GRANT CONNECT, RESOURCE TO lis
```
```quiet
GRANT SELECT ON visit TO PUBLIC
```
'''

from typing import Final

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import COMMENT_OUT, Fix, Hit, Severity
from dbmigrate.syntax.ddl.nodes import Grant

SAME: Final = frozenset("SELECT INSERT UPDATE DELETE REFERENCES ALL".split())


@rule("DD016", source="oracle", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(Grant))
def check(grant: Grant) -> Hit | None:
    if for_everybody(grant):
        return None
    right = f"{grant.verb} {grant.privileges[0].text()}".upper()
    return Hit(replace=[(grant, COMMENT_OUT)], values={"right": right})


def for_everybody(grant: Grant) -> bool:
    """A right on a table for PUBLIC reads alike on both sides."""
    public = all(g.value.upper() == "PUBLIC" and not g.is_quoted() for g in grant.grantees)
    plain = all(p.words() in ((word,), (word, "PRIVILEGES")) for p in grant.privileges for word in p.words()[:1])
    known = all(p.words()[0] in SAME for p in grant.privileges)
    return public and plain and known and grant.on is not None and not grant.extras
