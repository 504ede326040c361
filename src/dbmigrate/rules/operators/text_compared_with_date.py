"""a text is compared with a date

Oracle reads the text by the session's NLS_DATE_FORMAT. The target reads a constant by its own rules, and refuses to
compare a text that is no constant with a date.

```zh
文本与日期比较
Oracle 按会话的 NLS_DATE_FORMAT 解析文本；目标库按自己的规则解析常量，并拒绝将非常量的文本与日期比较。
```
```notes
constant | the constant is read as {value} where NLS_DATE_FORMAT is DD-MON-RR, Oracle's default | NLS_DATE_FORMAT 为 Oracle 默认值 DD-MON-RR 时该常量为 {value}
iso | the target reads the constant as the date that it shows | 目标库按字面日期解析该常量
unclear | which date the constant means depends on the session | 该常量表示的日期取决于会话设置
variable | the text is no constant | 该文本不是常量
```
```setup oracle
CREATE TABLE visit (id NUMBER(4), at DATE, day VARCHAR2(10));
INSERT INTO visit VALUES (1, DATE '1960-05-16', '20240516');
```
```oracle
SELECT id FROM visit WHERE at = '16-MAY-60'
```
```postgres
-- dbmigrate OP015 1: a text is compared with a date (the constant is read as 1960-05-16 where NLS_DATE_FORMAT is DD-MON-RR, Oracle's default)
SELECT id FROM visit WHERE at = timestamp '1960-05-16'
```
```rows
1
```
```oracle
SELECT id FROM visit WHERE at BETWEEN '2024-05-16' AND '2024-05-17'
```
```postgres
SELECT id FROM visit WHERE at BETWEEN '2024-05-16' AND '2024-05-17'
```
```oracle
SELECT id FROM visit WHERE at > day
```
```refused 42883
```
```quiet
SELECT v.id FROM visit v WHERE v.at = DATE '2024-05-16' OR TO_CHAR(v.at, 'YYYY') = '2024' OR v.day = '20240516'
```
"""

import re
from typing import Final

from sqlglot import exp

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.date_constants import read_constant
from dbmigrate.rules.operators.text_among_numbers import COMPARISONS, sides_of

ISO: Final = re.compile(r"\d{4}-\d{1,2}-\d{1,2}( \d{1,2}:\d{2}(:\d{2})?)?$")


@rule("OP015", source="oracle", severity=Severity.DIFFERS, fix=Fix.REVIEW, on=COMPARISONS)
def check(found: Expr, context: Context) -> Hit | None:
    sides = [found.view(node) for node in sides_of(found.node)]
    types = [context.types.of(side) for side in sides]
    if not any(t.is_moment for t in types):
        return None
    texts = [side for side, t in zip(sides, types, strict=True) if t.is_text]
    if not texts:
        return None
    constants = [s for s in texts if isinstance(s.node, exp.Literal)]
    if len(constants) < len(texts):
        return Hit(note="variable", severity=Severity.REFUSED)
    if all(ISO.match(s.node.name.strip()) for s in constants):
        return Hit(note="iso", severity=Severity.NOTE)
    moments = [(s, read_constant(s.node.name, "DD-MON-RR")) for s in constants]
    said = [(s, text) for s, m in moments if m is not None and (text := m.text(fraction=False))]
    if len(said) < len(constants):
        return Hit(note="unclear")
    replace = [(s, literal_template(f"timestamp '{text}'")) for s, text in said]
    return Hit(replace=replace, note="constant", values={"value": ", ".join(text for _, text in said)})
