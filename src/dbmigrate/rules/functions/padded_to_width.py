"""{function} of a text that may hold wide characters

Oracle's length is the width on the screen, where a Chinese character takes two columns; the target counts characters.

```zh
{function} 填充可能含中文的文本
Oracle 的长度指屏幕显示宽度，一个汉字占两列；目标库按字符数计算。
```
```setup oracle
CREATE TABLE patient (name VARCHAR2(20), id NUMBER(4));
INSERT INTO patient VALUES ('张三', 7);
```
```oracle
SELECT RPAD(name, 6, '.'), LPAD(name, 6), LPAD(id, 4, '0'), LPAD('x', 2) FROM patient
```
```postgres
SELECT dbmigrate.rpad(name, 6, '.'), dbmigrate.lpad(name, 6), LPAD(id::text, 4, '0'), LPAD('x', 2) FROM patient
```
```rows
张三.. |   张三 | 0007 |  x
```
```oracle
SELECT id FROM patient WHERE RPAD(name, 4) = '张三' UNION SELECT (SELECT LENGTH(LPAD( -- name
p.name, -- to
8)) FROM patient p) FROM dual
```
```postgres
SELECT id FROM patient WHERE dbmigrate.rpad(name, 4) = '张三' UNION SELECT (SELECT LENGTH(dbmigrate.lpad( -- name
p.name, -- to
8)) FROM patient p)
```
```rows
6
7
```
```quiet
SELECT LPAD(p.id, 8, '0'), RPAD('x', 10, '-'), LPAD(TO_CHAR(SYSDATE, 'YYYY'), 6) FROM patient p
```
"""

from typing import Any

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call, Expr
from dbmigrate.model import Hit, Severity


@rule("FN322", source="oracle", severity=Severity.DIFFERS, on=(call("LPAD"), call("RPAD")))
def check(found: Call, context: Context) -> Hit | None:
    if len(found.args) not in (2, 3):
        return None
    texts = [found.args[0], *found.args[2:]]
    if all(is_narrow(text, context) for text in texts):
        return None
    name = found.node.name
    return Hit(
        replace=[(found.name_part, f"dbmigrate.{name.lower()}")], values={"function": name.upper()}, helpers=("pad",)
    )


def is_narrow(value: Expr, context: Context) -> bool:
    """A number, a constant in ASCII, or what TO_CHAR makes."""
    node: Any = value.node
    if isinstance(node, exp.Literal):
        return not node.is_string or node.this.isascii()
    if isinstance(node, exp.Anonymous) and node.name.upper() in ("TO_CHAR", "RAWTOHEX"):
        return True
    found = context.types.of(value)
    return found.is_number or not (found.is_text or not found.is_known)
