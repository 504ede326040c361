"""{name} of a supplied package has no counterpart here

The statement stays as it is, and the server refuses it. What to do instead depends on the package.

```zh
系统包成员 {name} 在目标库没有对应写法
该语句保持原样，服务器会拒绝执行。替代办法因包而异。
```
```setup
CREATE TABLE doc (id INTEGER, memo VARCHAR(20));
```
```oracle
SELECT UTL_HTTP.REQUEST(memo) FROM doc
```
```refused 3F000
```
```oracle
SELECT id FROM doc WHERE DBMS_ROWID.ROWID_BLOCK_NUMBER('AAA') = 1
```
```refused 3F000
```
```quiet
SELECT d.id AS utl_http, d.memo AS request FROM doc d
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import ANY_CALL, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.functions.unknown_function import path_of
from dbmigrate.rules.packages.statements import STACKS, hits, is_called
from dbmigrate.rules.packages.supplied import advice, kept, package_of
from dbmigrate.rules.procedural.judgement import judgement_at

__doc__ += advice()


@rule("PK010", source="oracle", severity=Severity.REFUSED, fix=Fix.NONE, on=ANY_CALL)
def check(found: Call, context: Context) -> Hit | None:
    path = path_of(found)
    package = package_of(path, context)
    if package is None or path[-2:] in STACKS or is_called(found, context):
        return None
    if any(hit is not None for hit in hits(found, ("call", ".".join(path[-2:])), context)):
        return None
    if context.kept_code:
        return kept(".".join(path[-2:]), context)
    if is_condition_left(context):
        return None  # PL172
    at = Part(found.name_part.first, found.name_part.last)
    return Hit(note=package.name, values={"name": ".".join(path[-2:])}, at=at)


def is_condition_left(context: Context) -> bool:
    judgement = judgement_at(context) if context.path else None
    held = getattr(context.path[-1], "condition", None) if context.path else None
    return judgement is not None and held is not None and (held.part.first, held.part.last) in judgement.conditions
