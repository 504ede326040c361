"""SUBSTRB counts bytes

The target cuts by characters: more of the text is kept where it holds Chinese.

```zh
SUBSTRB 按字节截取
目标库按字符截取：含中文时保留的内容更多。
```
```notes
place | the place or the length is no constant from 1 on | 起始位置或长度不是从 1 起的常量
```
```oracle
CREATE FUNCTION head(p VARCHAR) RETURN VARCHAR IS
BEGIN
  RETURN SUBSTRB(p, 1, 2);
END;
/
```
```then
SELECT head('abc')
```
```rows
ab
```
```refused 42883
```
```quiet
SELECT id FROM ward
```
"""

from sqlglot import exp

from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity


@rule("PL077", source="oracle", severity=Severity.REFUSED, fix=Fix.REVIEW, on=call("SUBSTRB"), kept=True)
def check(found: Call) -> Hit | None:
    if not is_cut(found.node):
        return Hit(note="place", fix=Fix.NONE)
    return Hit(replace=[(found.name_part, "substr")])


def is_cut(node: exp.Expr) -> bool:
    """From a constant place, which is not counted from the end, for a constant length."""
    places = node.expressions[1:]
    return bool(places) and all(isinstance(a, exp.Literal) and a.this.isdigit() and a.this != "0" for a in places)
