"""{name} of a supplied package is another expression here

The table of such functions is in the source's pack, by package; each row holds an example and the answer of the source.
Helpers of the runtime do what no expression does.

```zh
系统包函数 {name} 在目标库中改用其他表达式
此类函数按包列在源库的数据包中，每行附示例及源库的结果；没有对应表达式的由运行库辅助函数实现。
```
```setup
CREATE TABLE doc (id INTEGER, memo VARCHAR(20));
INSERT INTO doc VALUES (1, 'a b');
```
```oracle
SELECT UTL_URL.ESCAPE(memo) FROM doc WHERE DBMS_LOB.COMPARE(memo, -- the same
'a b') = 0 UNION ALL SELECT SYS.UTL_URL.ESCAPE(url => 'x y') FROM dual
```
```postgres
SELECT dbmigrate.url_escape(memo, FALSE, NULL) FROM doc WHERE dbmigrate.lob_compare(memo, -- the same
'a b', 18446744073709551615, 1, 1) = 0 UNION ALL SELECT dbmigrate.url_escape('x y', FALSE, NULL)
```
```rows
a%20b
x%20y
```
```refused 3F000
```
```oracle
CREATE FUNCTION escaped(p VARCHAR2) RETURN VARCHAR2 IS
BEGIN
  RETURN UTL_URL.UNESCAPE(UTL_URL.ESCAPE(p));
END;
/
```
```then
SELECT escaped('a b')
```
```rows
a b
```
```quiet
SELECT d.id AS utl_url, d.memo AS escape FROM doc d
```
"""

from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, qualified, rule
from dbmigrate.engine.views import Call, Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.unknown_function import path_of
from dbmigrate.rules.functions.xml_path import owner_of, whole_of
from dbmigrate.rules.packages.statements import is_called
from dbmigrate.rules.packages.supplied import PACKAGES, REST, filled, function_of, kept, notes_of
from dbmigrate.rules.procedural.plsql_target import path_of_node

ROWS: Final = [member for package in PACKAGES.values() for member in package.functions.values()]
NAMES: Final = [f"{package.name}.{name}" for package in PACKAGES.values() for name in package.functions]
BARE: Final = {m.name for m in ROWS if all(p.default is not None or p.name.endswith(REST) for p in m.parameters)}
__doc__ += notes_of("functions")


@rule(
    "PK006",
    source="oracle",
    severity=Severity.REFUSED,
    on=(*map(call, NAMES), *map(qualified, sorted(BARE))),
)
def check(found: Expr, context: Context) -> Hit | None:
    if is_called(found, context):
        return None  # PK001, PK003
    path = path_of(found) if isinstance(found, Call) else path_of_node(found.node)
    member = function_of(path, context)
    if member is not None and context.kept_code:
        return kept(member.key, context)
    made = filled(member, found.node.expressions if isinstance(found, Call) else [], found.view, context) if member else None
    if member is None or made is None:
        return None
    whole = whole_of(found, owner_of(found)) if isinstance(found, Call) else found.part
    fix = Fix.REVIEW if made.review else member.fix
    replace = [(whole, made.template, *made.places)]
    return Hit(replace, note=member.key if member.note else "", values={"name": member.key}, fix=fix, helpers=made.helpers)
