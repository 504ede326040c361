"""{function} mixes types

Oracle converts what follows to the type of the first value. The target refuses texts among numbers.

```zh
{function} 中混用类型
Oracle 把后面的值转换为第一个值的类型；目标库拒绝数值与文本混用。
```
```notes
date | a date becomes a text, or a text a date, by NLS_DATE_FORMAT | 日期与文本按 NLS_DATE_FORMAT 互转
```
```setup oracle
CREATE TABLE visit (id NUMBER(4), memo VARCHAR2(10), fee NUMBER(8,2), at DATE);
INSERT INTO visit VALUES (1, NULL, 2.50, DATE '2024-05-16');
```
```oracle
SELECT NVL(memo, 0), NVL(memo, fee), NVL2(memo, memo, id), COALESCE(fee, id, memo) FROM visit
```
```postgres
SELECT coalesce(memo, 0::text), coalesce(memo, dbmigrate.to_char(fee)), CASE WHEN memo IS NOT NULL THEN memo ELSE id::text END, COALESCE(fee, id, memo::numeric) FROM visit
```
```rows
0 | 2.5 | 1 | 2.50
```
```refused 42804
```
```oracle
SELECT id FROM visit WHERE NVL(memo, 1) = '1' UNION SELECT (SELECT COUNT(NVL( -- memo
v.memo, -- or
v.id)) FROM visit v) FROM dual
```
```postgres
SELECT id FROM visit WHERE coalesce(memo, 1::text) = '1' UNION SELECT (SELECT COUNT(coalesce(-- memo
v.memo, -- or
v.id::text)) FROM visit v)
```
```rows
1
```
```refused 42804
```
```quiet
SELECT NVL(v.memo, 'none'), NVL(v.fee, 0), NVL(v.fee, '0'), NVL(v.at, SYSDATE), COALESCE(v.id, v.fee) FROM visit v
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.oracle_implicit import as_number, as_text
from dbmigrate.rules.functions.placing import around
from dbmigrate.types.values import Kind

FIRST = {"NVL": 0, "COALESCE": 0, "NVL2": 1, "GREATEST": 0, "LEAST": 0, "NULLIF": 0}


@rule("FN331", source="oracle", severity=Severity.REFUSED, on=tuple(map(call, FIRST)), after=("FN337", "PL076"))
def check(found: Call, context: Context) -> Hit | None:
    name = found.node.name.upper()
    values = found.args[FIRST[name] :]
    types = [context.types.of(v) for v in values]
    lead = next((t for t in types if t.kind is not Kind.NULL), None)
    if lead is None or not lead.is_known:
        return None
    if lead.is_moment or any(t.is_moment for t in types):
        mixed = any(t.is_text for t in types)
        return Hit(note="date", values={"function": name}, fix=Fix.NONE) if mixed else None
    replace: list[tuple[object, ...]] = []
    helpers: set[str] = set()
    for value in values:
        made = as_text(value, context) if lead.is_text else as_number(value, context) if lead.is_number else None
        if made is not None and made.changes:
            replace += around(value, made.template)
            helpers.update(made.helpers)
    return Hit(replace, values={"function": name}, helpers=tuple(sorted(helpers))) if replace else None
