"""{word} gives a CHAR as a VARCHAR2

NVL, COALESCE, DECODE, GREATEST and a CASE of texts of several lengths give a VARCHAR2, in which the blanks that filled up
the CHAR are kept ("NVL", "CASE Expressions", "Data Conversion"): they count when it is joined, measured or compared.
The target leaves them out. Comparing such a result with a shorter constant finds nothing in Oracle; look at it there.

```zh
{word} 将 CHAR 作为 VARCHAR2 返回
NVL、COALESCE、DECODE、GREATEST 以及各分支长度不同的 CASE 返回 VARCHAR2，并保留 CHAR 补足的空格，拼接、取长度、比较时都计入；目标库会去掉这些空格。此类结果与较短的常量比较时，Oracle 中不相等，请核对原意。
```
```notes
compared | it is compared with a shorter constant: never equal in Oracle, since the blanks count | 与较短的常量比较：空格计入，Oracle 中永不相等
```
```setup oracle
CREATE TABLE bed (id NUMBER(4), ward CHAR(4), code VARCHAR2(4), flag CHAR(1));
INSERT INTO bed VALUES (1, 'a', 'ab', 'x');
INSERT INTO bed VALUES (2, NULL, 'b', 'y');
```
```oracle
SELECT NVL(ward, 'none') || '.', LENGTH(COALESCE(ward, code)), CASE WHEN id = 1 THEN ward ELSE code END || '.', DECODE(id, 1, ward, code) || '.' FROM bed ORDER BY id
```
```postgres
SELECT coalesce(rpad(ward, 4), 'none') || '.', LENGTH(COALESCE(rpad(ward, 4), code)), concat(CASE WHEN id = 1 THEN rpad(ward, 4) ELSE code END, '.'), concat(CASE id WHEN 1 THEN rpad(ward, 4) ELSE code END, '.') FROM bed ORDER BY id
```
```rows
a   . | 4 | a   . | a   .
none. | 1 | b. | b.
```
```oracle
SELECT flag FROM bed WHERE NVL2(code, ward, 'none') = 'a   ' UNION ALL SELECT (SELECT TO_CHAR(LENGTH(LEAST(b.ward, -- the ward
b.code))) FROM bed b WHERE b.id = 1) FROM dual
```
```postgres
SELECT flag FROM bed WHERE CASE WHEN code IS NOT NULL THEN rpad(ward, 4) ELSE 'none' END = 'a   ' UNION ALL SELECT (SELECT LENGTH(CASE WHEN num_nulls(rpad(b.ward, 4), -- the ward
b.code) = 0 THEN LEAST(rpad(b.ward, 4), b.code) END)::text FROM bed b WHERE b.id = 1)
```
```rows
x
4
```
```oracle
SELECT COUNT(*) FROM bed WHERE NVL(ward, 'none') = 'a'
```
```postgres
-- dbmigrate FN140 1: NVL gives a CHAR as a VARCHAR2 (it is compared with a shorter constant: never equal in Oracle, since the blanks count)
SELECT COUNT(*) FROM bed WHERE coalesce(rpad(ward, 4), 'none') = 'a'
```
```rows
0
```
```quiet
SELECT NVL(b.flag, 'x'), CASE WHEN b.id = 1 THEN b.ward ELSE 'none' END, COALESCE(b.code, 'z'), NVL(TRIM(b.ward), 'z'), DECODE(b.ward, 'a   ', 1) FROM bed b
```
"""

from typing import Any, Final

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule, syntax
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.blank_padded_text import width_of
from dbmigrate.rules.functions.operands import constant
from dbmigrate.rules.functions.placing import around
from dbmigrate.types.values import Kind

CALLS: Final = ("NVL", "COALESCE", "GREATEST", "LEAST", "NVL2", "DECODE")
COMPARISONS: Final = (exp.EQ, exp.NEQ, exp.In, exp.GT, exp.GTE, exp.LT, exp.LTE)


@rule(
    "FN140",
    source="oracle",
    severity=Severity.DIFFERS,
    on=(*map(call, CALLS), syntax("case")),
    after=("FN337", "PL076"),
)
def check(found: Expr, context: Context) -> Hit | None:
    if context.types.of(found).kind is not Kind.TEXT:
        return None
    replace: list[tuple[Any, ...]] = []
    widest = 0
    for node in results(found.node):
        value = found.view(node)
        width = width_of(value, context)
        if width > 1:
            replace += around(value, f"rpad({{}}, {width})")
            widest = max(widest, width)
    if not replace:
        return None
    word = "CASE" if isinstance(found.node, exp.Case) else found.node.name.upper()
    if is_compared(found, widest):
        return Hit(replace=replace, values={"word": word}, note="compared", fix=Fix.REVIEW)
    return Hit(replace=replace, values={"word": word})


def results(node: Any) -> list[Any]:
    """What the value may be."""
    if isinstance(node, exp.Case):
        return branches(node)
    arguments = list(node.expressions)
    if node.name.upper() == "NVL2":
        return arguments[1:]
    if node.name.upper() == "DECODE":
        return [*arguments[2::2], *(arguments[-1:] if len(arguments) > 3 and len(arguments) % 2 == 0 else [])]
    return arguments


def branches(case: exp.Case) -> list[Any]:
    """Its results, ELSE behind the others."""
    default = case.args.get("default")
    return [branch.args["true"] for branch in case.args["ifs"]] + ([default] if default is not None else [])


def is_compared(found: Expr, width: int) -> bool:
    """With a constant that cannot fill the CHAR."""
    parent = found.parent
    if not isinstance(parent, COMPARISONS):
        return False
    others = parent.expressions if isinstance(parent, exp.In) else [parent.this, parent.expression]
    return any((text := constant(node)) is not None and 0 < len(text) < width for node in others)
